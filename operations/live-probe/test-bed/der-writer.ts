/** Writes values of ASN.1 in their distinguished encoding, for certificates that tests make. */

function value(tag: number, content: Buffer): Buffer {
  return Buffer.concat([Buffer.from([tag]), length(content.length), content]);
}

function length(size: number): Buffer {
  if (size < 0x80) return Buffer.from([size]);
  const bytes = size < 0x100 ? [size] : [size >> 8, size & 0xff];
  return Buffer.from([0x80 | bytes.length, ...bytes]);
}

export const der = {
  sequence: (...parts: readonly Buffer[]): Buffer => value(0x30, Buffer.concat(parts)),
  set: (...parts: readonly Buffer[]): Buffer => value(0x31, Buffer.concat(parts)),
  /** 0 to 127. */
  integer: (number: number): Buffer => value(0x02, Buffer.from([number])),
  octets: (content: Buffer): Buffer => value(0x04, content),
  bits: (content: Buffer): Buffer => value(0x03, Buffer.concat([Buffer.from([0]), content])),
  boolean: (yes: boolean): Buffer => value(0x01, Buffer.from([yes ? 0xff : 0])),
  nothing: (): Buffer => value(0x05, Buffer.alloc(0)),
  text: (text: string): Buffer => value(0x0c, Buffer.from(text, "utf8")),
  time: (date: Date): Buffer => value(0x18, Buffer.from(`${date.toISOString().replace(/[-:T]|\.\d+/g, "")}`)),
  explicit: (number: number, content: Buffer): Buffer => value(0xa0 | number, content),
  implicit: (number: number, content: Buffer): Buffer => value(0x80 | number, content),
  identifier: (text: string): Buffer => {
    const [first = 0, second = 0, ...rest] = text.split(".").map(Number);
    return value(0x06, Buffer.from([40 * first + second, ...rest].flatMap(base128)));
  },
};

function base128(number: number): number[] {
  const digits = [number & 0x7f];
  for (let left = number >> 7; left > 0; left >>= 7) digits.unshift(0x80 | (left & 0x7f));
  return digits;
}
