/** An IPv4 prefix as a range of numbers. */
export interface IpPrefix {
  /** As written. */
  readonly text: string;
  readonly length: number;
  readonly first: number;
  readonly last: number;
  /** The text with the host part set to zero, which is the only spelling that Azure takes. */
  readonly canonical: string;
}

const dotted = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/;

/** An IPv4 address as a number, or undefined where it is none. */
export function addressNumber(text: string): number | undefined {
  const parts = dotted.exec(text)?.slice(1).map(Number);
  if (parts === undefined || parts.some((part) => part > 255)) return undefined;
  return parts.reduce((total, part) => total * 256 + part, 0);
}

export function addressText(value: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join(".");
}

/** Reads `10.0.0.0/16`, and an address as a prefix of 32; undefined where a text is neither. */
export function parsePrefix(text: string): IpPrefix | undefined {
  const [address = "", bits = "32", ...rest] = text.split("/");
  const value = addressNumber(address);
  const length = /^\d{1,2}$/.test(bits) ? Number(bits) : 33;
  if (value === undefined || length > 32 || rest.length > 0) return undefined;
  const size = 2 ** (32 - length);
  const first = Math.floor(value / size) * size;
  return { text, length, first, last: first + size - 1, canonical: `${addressText(first)}/${length}` };
}

export function contains(outer: IpPrefix, inner: IpPrefix): boolean {
  return outer.first <= inner.first && inner.last <= outer.last;
}

export function overlaps(one: IpPrefix, other: IpPrefix): boolean {
  return one.first <= other.last && other.first <= one.last;
}

/** The prefixes among some texts; what is none is left out. */
export function prefixesOf(texts: readonly string[]): readonly IpPrefix[] {
  return texts.flatMap((text) => parsePrefix(text) ?? []);
}
