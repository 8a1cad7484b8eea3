import { parseNetwork } from "../../agreement/cidr";

/** A contiguous, aligned block of IPv4 addresses. */
export interface AddressBlock {
  /** First address as a number. */
  readonly first: number;
  /** Length of the prefix, 0-32. */
  readonly length: number;
}

/** How many addresses a block with a prefix of that length has. */
export function addressCount(length: number): number {
  return 2 ** (32 - length);
}

/**
 * The block that a CIDR text means.
 *
 * @throws RangeError where the text is no network; documents are checked before they come here.
 */
export function blockOf(cidr: string): AddressBlock {
  const range = parseNetwork(cidr);
  if (range === undefined) {
    throw new RangeError(`"${cidr}" is not an IPv4 network in CIDR notation`);
  }
  return { first: range.first, length: 32 - Math.log2(range.last - range.first + 1) };
}

/** The block in CIDR notation. */
export function cidrOf(block: AddressBlock): string {
  return `${addressText(block.first)}/${block.length}`;
}

/** An address in dotted notation. */
export function addressText(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join(".");
}

/** How many blocks of that length fit into a block. */
export function capacityOf(block: AddressBlock, length: number): number {
  return length < block.length ? 0 : 2 ** (length - block.length);
}

/**
 * The block with that number among the equal blocks of the given length within another.
 *
 * @throws RangeError where there is no block of that number: callers check the capacity first.
 */
export function subBlock(within: AddressBlock, length: number, index: number): AddressBlock {
  const capacity = capacityOf(within, length);
  if (index < 0 || index >= capacity) {
    throw new RangeError(`${cidrOf(within)} has ${capacity} blocks of /${length}; number ${index} is not among them`);
  }
  return { first: within.first + index * addressCount(length), length };
}

/** Whether two blocks share an address. */
export function overlap(left: AddressBlock, right: AddressBlock): boolean {
  return left.first < right.first + addressCount(right.length) && right.first < left.first + addressCount(left.length);
}

/** Whether every address of the second block is in the first. */
export function contains(outer: AddressBlock, inner: AddressBlock): boolean {
  return (
    outer.first <= inner.first && inner.first + addressCount(inner.length) <= outer.first + addressCount(outer.length)
  );
}
