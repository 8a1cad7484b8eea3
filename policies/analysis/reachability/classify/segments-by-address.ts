import { pairsOf, type Intervals } from "../packets/intervals";
import type { Segment } from "./segments";

interface Entry {
  readonly first: number;
  readonly last: number;
  /** Place among all segments. */
  readonly place: number;
}

/**
 * Finds the segments in which addresses lie without looking at all of them, because whoever asks does so for every pod of
 * every cluster. Segments may overlap.
 */
export class SegmentsByAddress {
  /** By the first address. */
  private readonly entries: readonly Entry[];
  /** The greatest last address of an entry and of all before it, so that it never falls. */
  private readonly reach: readonly number[];

  constructor(private readonly segments: readonly Segment[]) {
    this.entries = segments
      .flatMap(({ subnet }, place) => pairsOf(subnet.space).map(([first, last]) => ({ first, last, place })))
      .sort((one, other) => one.first - other.first);
    let greatest = -1;
    this.reach = this.entries.map(({ last }) => (greatest = Math.max(greatest, last)));
  }

  /** Segments with at least one of the addresses, in the order of all segments. */
  at(...sets: readonly Intervals[]): readonly Segment[] {
    const places = new Set<number>();
    for (const [first, last] of sets.flatMap(pairsOf)) {
      for (let index = this.firstReaching(first); index < this.entries.length; index += 1) {
        const entry = this.entries[index];
        if (entry === undefined || entry.first > last) break;
        if (entry.last >= first) places.add(entry.place);
      }
    }
    return [...places].sort((one, other) => one - other).flatMap((place) => this.segments[place] ?? []);
  }

  /** The first entry that ends at the address or after it, or behind which one does. */
  private firstReaching(address: number): number {
    let [low, high] = [0, this.reach.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.reach[middle] ?? 0) < address) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
