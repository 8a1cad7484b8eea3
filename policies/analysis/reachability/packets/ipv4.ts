import { interval, type Intervals } from "./intervals";

/** One past the last IPv4 address. */
export const ADDRESSES = 2 ** 32;

const OCTETS = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/;

/** An address as a number, or nothing where the text is none. */
export function addressOf(text: string): number | undefined {
  const octets = OCTETS.exec(text)?.slice(1).map(Number);
  if (octets === undefined || octets.some((octet) => octet > 255)) return undefined;
  return octets.reduce((value, octet) => value * 256 + octet, 0);
}

/** An address, prefix (`10.0.0.0/8`) or range (`10.0.0.4-10.0.0.9`) as the addresses in it, or nothing. */
export function addressesOf(text: string): Intervals | undefined {
  const [from = "", to] = text.split("-");
  const [base = "", bits] = from.split("/");
  const first = addressOf(base);
  if (first === undefined) return undefined;
  if (to !== undefined) {
    const last = addressOf(to);
    return last === undefined ? undefined : interval(first, last);
  }
  if (bits === undefined) return interval(first);
  if (!/^\d{1,2}$/.test(bits) || Number(bits) > 32) return undefined;
  const size = 2 ** (32 - Number(bits));
  const start = Math.floor(first / size) * size;
  return interval(start, start + size - 1);
}

export function addressText(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join(".");
}

/** Addresses from one to another: `10.0.0.4`, `10.0.0.0/8`, or `10.0.0.4-10.0.0.9` where they are no prefix. */
export function rangeText(first: number, last: number): string {
  const size = last - first + 1;
  const bits = 32 - Math.log2(size);
  if (size === 1) return addressText(first);
  const isPrefix = Number.isInteger(bits) && first % size === 0;
  return isPrefix ? `${addressText(first)}/${bits}` : `${addressText(first)}-${addressText(last)}`;
}
