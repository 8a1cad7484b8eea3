/** A value of ASN.1 in its distinguished encoding (ITU-T X.690), as far as certificates need it. */
export interface DerValue {
  readonly tag: number;
  readonly content: Buffer;
}

export const DER = {
  objectIdentifier: 0x06,
  octetString: 0x04,
  sequence: 0x30,
} as const;

/** A constructed, context-specific tag such as `[3]`. */
export const contextTag = (number: number): number => 0xa0 | number;

/** @throws RangeError where the bytes end too early or have a form that no certificate has */
export function readDer(bytes: Buffer): DerValue {
  const [value] = valuesIn(bytes);
  if (value === undefined) throw new RangeError("there is no value of ASN.1 in no bytes");
  return value;
}

/** The values that a constructed value consists of. */
export function partsOf({ content }: DerValue): readonly DerValue[] {
  return valuesIn(content);
}

/** An object identifier with its numbers, `2.5.29.32`. */
export function objectIdentifier({ content }: DerValue): string {
  const numbers: number[] = [];
  let number = 0;
  for (const byte of content) {
    number = number * 128 + (byte & 0x7f);
    if (byte < 0x80) {
      numbers.push(number);
      number = 0;
    }
  }
  const [both = 0, ...rest] = numbers;
  const first = Math.min(2, Math.floor(both / 40));
  return [first, both - 40 * first, ...rest].join(".");
}

function valuesIn(bytes: Buffer): readonly DerValue[] {
  const values: DerValue[] = [];
  let at = 0;
  while (at < bytes.length) {
    const tag = byteAt(bytes, at);
    const { length, start } = lengthAt(bytes, at + 1);
    if (start + length > bytes.length) throw new RangeError("a value of ASN.1 is longer than the bytes it stands in");
    values.push({ tag, content: bytes.subarray(start, start + length) });
    at = start + length;
  }
  return values;
}

function lengthAt(bytes: Buffer, at: number): { readonly length: number; readonly start: number } {
  const first = byteAt(bytes, at);
  if (first < 0x80) return { length: first, start: at + 1 };
  const size = first & 0x7f;
  if (size === 0 || size > 4) throw new RangeError(`a length of ASN.1 in ${size} bytes is none that a certificate has`);
  return { length: bytes.readUIntBE(at + 1, size), start: at + 1 + size };
}

function byteAt(bytes: Buffer, at: number): number {
  const byte = bytes[at];
  if (byte === undefined) throw new RangeError("a value of ASN.1 ends too early");
  return byte;
}
