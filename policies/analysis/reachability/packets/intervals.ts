/**
 * A set of whole numbers as sorted, disjoint, non-touching closed intervals: `[first, last]` one after the other in one
 * flat list. Addresses, ports and names are all numbers here.
 */
export type Intervals = readonly number[];

export const NOTHING: Intervals = [];

/** One interval. */
export function interval(first: number, last: number = first): Intervals {
  return first > last ? NOTHING : [first, last];
}

/** The union of any intervals, in any order. */
export function normalised(pairs: readonly (readonly [number, number])[]): Intervals {
  const sorted = pairs.filter(([first, last]) => first <= last).sort(([a], [b]) => a - b);
  const result: number[] = [];
  for (const [first, last] of sorted) {
    const end = result.at(-1);
    if (end !== undefined && first <= end + 1) result[result.length - 1] = Math.max(end, last);
    else result.push(first, last);
  }
  return result;
}

/** The intervals as pairs. */
export function pairsOf(set: Intervals): readonly (readonly [number, number])[] {
  const pairs: [number, number][] = [];
  for (let index = 0; index < set.length; index += 2) pairs.push([set[index] ?? 0, set[index + 1] ?? 0]);
  return pairs;
}

export function unionOf(...sets: readonly Intervals[]): Intervals {
  const [only] = sets;
  return sets.length === 1 && only !== undefined ? only : normalised(sets.flatMap(pairsOf));
}

export function intersectionOf(one: Intervals, other: Intervals): Intervals {
  const result: number[] = [];
  let i = 0;
  let j = 0;
  while (i < one.length && j < other.length) {
    const first = Math.max(one[i] ?? 0, other[j] ?? 0);
    const last = Math.min(one[i + 1] ?? 0, other[j + 1] ?? 0);
    if (first <= last) result.push(first, last);
    if ((one[i + 1] ?? 0) < (other[j + 1] ?? 0)) i += 2;
    else j += 2;
  }
  return result;
}

export function differenceOf(one: Intervals, other: Intervals): Intervals {
  const result: number[] = [];
  let j = 0;
  for (const [start, last] of pairsOf(one)) {
    let first = start;
    while (j < other.length && (other[j + 1] ?? 0) < first) j += 2;
    for (let k = j; k < other.length && (other[k] ?? 0) <= last && first <= last; k += 2) {
      if ((other[k] ?? 0) > first) result.push(first, (other[k] ?? 0) - 1);
      first = Math.max(first, (other[k + 1] ?? 0) + 1);
    }
    if (first <= last) result.push(first, last);
  }
  return result;
}

export function includes(set: Intervals, value: number): boolean {
  let low = 0;
  let high = set.length / 2 - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (value < (set[2 * middle] ?? 0)) high = middle - 1;
    else if (value > (set[2 * middle + 1] ?? 0)) low = middle + 1;
    else return true;
  }
  return false;
}

/** Whether every number of one set is in the other. */
export function isWithin(inner: Intervals, outer: Intervals): boolean {
  return differenceOf(inner, outer).length === 0;
}
