import { z } from "zod";

const networkText = "an IPv4 network in CIDR notation with its host bits zero, such as 10.250.0.0/24";

/** An IPv4 network in CIDR notation whose host bits are zero. */
export const networkSchema = z
  .string({ error: networkText })
  .refine((text) => parseNetwork(text) !== undefined, { error: networkText });

/** One IPv4 address. */
export const addressSchema = z.ipv4({ error: "an IPv4 address such as 203.0.113.10" });

/** An IPv4 or IPv6 address, or a network of either, from which users may come. */
export const userAddressSchema = z.union([networkSchema, addressSchema, z.ipv6(), z.cidrv6()], {
  error: "an IP address or a network in CIDR notation, such as 198.51.100.7, 198.51.100.0/28 or 2001:db8::/48",
});

/** A contiguous range of IPv4 addresses, as numbers, both ends included. */
export interface AddressRange {
  readonly first: number;
  readonly last: number;
}

/** The range of an IPv4 network, or undefined where the text is none or has host bits set. */
export function parseNetwork(text: string): AddressRange | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text);
  if (match === null) {
    return undefined;
  }
  const [a = 0, b = 0, c = 0, d = 0, length = 0] = match.slice(1).map(Number);
  if (Math.max(a, b, c, d) > 255 || length > 32) {
    return undefined;
  }
  const first = a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d;
  const size = 2 ** (32 - length);
  return first % size === 0 ? { first, last: first + size - 1 } : undefined;
}

/** Whether two IPv4 networks share an address; false where either is not a network. */
export function networksOverlap(left: string, right: string): boolean {
  const [one, other] = [parseNetwork(left), parseNetwork(right)];
  return one !== undefined && other !== undefined && one.first <= other.last && other.first <= one.last;
}
