/**
 * A part of a set of packets at one level of the decision structure: disjoint sorted intervals, each with what is left
 * to decide below it. Nodes are made once: equal sets are the same node, so comparing sets is comparing references.
 */
export interface Node {
  readonly id: number;
  readonly firsts: readonly number[];
  readonly lasts: readonly number[];
  readonly below: readonly Node[];
}

/** Everything below the last level. */
export const ALL: Node = { id: 1, firsts: [], lasts: [], below: [] };
/** Nothing, at any level. */
export const NONE: Node = { id: 0, firsts: [], lasts: [], below: [] };

/** Intervals of a node under construction, in order. */
export class Parts {
  readonly firsts: number[] = [];
  readonly lasts: number[] = [];
  readonly below: Node[] = [];

  add(first: number, last: number, node: Node): void {
    this.firsts.push(first);
    this.lasts.push(last);
    this.below.push(node);
  }
}

/** What is left of a node's interval from a place on; beyond everything where there is none. */
export function span(node: Node, index: number, from: number) {
  const first = node.firsts[index];
  if (first === undefined) return { first: Infinity, last: Infinity, node: NONE };
  return { first: Math.max(first, from), last: node.lasts[index] ?? 0, node: node.below[index] ?? NONE };
}

/** Index of the first interval that ends at a value or after it. */
export function firstReaching(node: Node, value: number): number {
  let low = 0;
  let high = node.lasts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((node.lasts[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What stands below a value. */
export function at(node: Node, value: number): Node {
  const index = firstReaching(node, value);
  const first = node.firsts[index];
  return first !== undefined && first <= value ? (node.below[index] ?? NONE) : NONE;
}
