import type { Intervals } from "./intervals";
import { ALL, at, firstReaching, NONE, Parts, span, type Node } from "./packet-node";

/** A set of packets; made and combined by a `PacketSpace` only. */
export type PacketSet = Node;

/** One packet: places are numbers on the address axis, the service is a number on the service axis. */
export interface Packet {
  readonly destination: number;
  readonly source: number;
  readonly service: number;
}

type Operation = "union" | "intersection" | "difference";

/** Nodes of one space are numbered below this, so two ids fit into one exact number. */
const MOST_NODES = 2 ** 26;

/**
 * The algebra of packet sets over destination × source × service (protocol and port), exact and canonical. A space owns
 * all its sets; sets of two spaces do not mix.
 *
 * Intersections and differences look each interval of the first set up in the second, so a small set against a large one
 * costs the small one's size times a logarithm.
 */
export class PacketSpace {
  readonly empty: PacketSet = NONE;
  private readonly nodes = new Map<string, Node>();
  private readonly done: Readonly<Record<Operation, Map<number, Node>>> = {
    union: new Map(),
    intersection: new Map(),
    difference: new Map(),
  };
  private nextId = 2;

  /** Every combination of some destinations, sources and services. */
  box(destinations: Intervals, sources: Intervals, services: Intervals): PacketSet {
    return this.level(destinations, this.level(sources, this.level(services, ALL)));
  }

  union(one: PacketSet, other: PacketSet): PacketSet {
    if (one === other || other === NONE || one === ALL) return one;
    if (one === NONE || other === ALL) return other;
    return this.remember("union", one, other, () => this.merge(one, other));
  }

  /** The union of many, in pairs, so that no set is copied more often than a logarithm of their number. */
  unionOfAll(sets: readonly PacketSet[]): PacketSet {
    if (sets.length < 2) return sets[0] ?? NONE;
    const half = sets.length >> 1;
    return this.union(this.unionOfAll(sets.slice(0, half)), this.unionOfAll(sets.slice(half)));
  }

  intersection(one: PacketSet, other: PacketSet): PacketSet {
    if (one === NONE || other === NONE) return NONE;
    if (one === other || other === ALL) return one;
    if (one === ALL) return other;
    const [small, large] = one.firsts.length <= other.firsts.length ? [one, other] : [other, one];
    return this.remember("intersection", small, large, () => this.cut(small, large));
  }

  difference(one: PacketSet, other: PacketSet): PacketSet {
    if (one === NONE || one === other || other === ALL) return NONE;
    if (other === NONE) return one;
    return this.remember("difference", one, other, () => this.without(one, other));
  }

  isWithin(inner: PacketSet, outer: PacketSet): boolean {
    return this.difference(inner, outer) === NONE;
  }

  isEmpty(set: PacketSet): boolean {
    return set === NONE;
  }

  /** The part whose destination is one of these. */
  to(set: PacketSet, destinations: Intervals): PacketSet {
    return this.intersection(set, this.level(destinations, ALL));
  }

  /** The part whose source is one of these. */
  from(set: PacketSet, sources: Intervals): PacketSet {
    const below = set.below.map((node) => this.intersection(node, this.level(sources, ALL)));
    return this.node([...set.firsts], [...set.lasts], below);
  }

  has(set: PacketSet, { destination, source, service }: Packet): boolean {
    const bySource = at(set, destination);
    const byService = at(bySource, source);
    return at(byService, service) === ALL;
  }

  /**
   * A packet of the set, the same one for equal sets; nothing where the set is empty. Azure keeps the first four addresses
   * of a subnet, so a later one is taken where there is one.
   */
  sample(set: PacketSet): Packet | undefined {
    const bySource = set.below[0];
    const byService = bySource?.below[0];
    if (bySource === undefined || byService === undefined) return undefined;
    const destination = Math.min((set.firsts[0] ?? 0) + 4, set.lasts[0] ?? 0);
    const source = Math.min((bySource.firsts[0] ?? 0) + 4, bySource.lasts[0] ?? 0);
    const [service = 0] = byService.firsts;
    return { destination, source, service };
  }

  /** The destinations of a set. */
  destinations(set: PacketSet): Intervals {
    return set.firsts.flatMap((first, index) => [first, set.lasts[index] ?? first]);
  }

  /** The sources that some packet of the set has. */
  sources(set: PacketSet): Intervals {
    return this.destinations(this.unionOfAll([...new Set(set.below)]));
  }

  /** The services that some packet of the set has. */
  services(set: PacketSet): Intervals {
    const leaves = set.below.flatMap((bySource) => bySource.below);
    const all = this.unionOfAll([...new Set(leaves)]);
    return this.destinations(all);
  }

  /** How many nodes there are: what the space costs. */
  get size(): number {
    return this.nextId;
  }

  private level(set: Intervals, below: Node): Node {
    const firsts: number[] = [];
    const lasts: number[] = [];
    const all: Node[] = [];
    for (let index = 0; index < set.length; index += 2) {
      firsts.push(set[index] ?? 0);
      lasts.push(set[index + 1] ?? 0);
      all.push(below);
    }
    return this.node(firsts, lasts, all);
  }

  /** The one node with these intervals: empty parts left out, touching equal parts joined. */
  private node(firsts: readonly number[], lasts: readonly number[], below: readonly Node[]): Node {
    const f: number[] = [];
    const l: number[] = [];
    const b: Node[] = [];
    below.forEach((node, index) => {
      if (node === NONE) return;
      const first = firsts[index] ?? 0;
      const last = lasts[index] ?? 0;
      if (b.at(-1) === node && (l.at(-1) ?? 0) + 1 === first) l[l.length - 1] = last;
      else {
        f.push(first);
        l.push(last);
        b.push(node);
      }
    });
    if (b.length === 0) return NONE;
    const key = `${f.join()}|${l.join()}|${b.map(({ id }) => id).join()}`;
    const known = this.nodes.get(key);
    if (known !== undefined) return known;
    if (this.nextId >= MOST_NODES) throw new RangeError("Too many sets of packets in one space.");
    const made: Node = { id: this.nextId++, firsts: f, lasts: l, below: b };
    this.nodes.set(key, made);
    return made;
  }

  private remember(operation: Operation, one: Node, other: Node, work: () => Node): Node {
    const key = one.id * MOST_NODES + other.id;
    const known = this.done[operation].get(key);
    if (known !== undefined) return known;
    const result = work();
    this.done[operation].set(key, result);
    return result;
  }

  private cut(small: Node, large: Node): Node {
    const parts = new Parts();
    small.below.forEach((node, index) => {
      const first = small.firsts[index] ?? 0;
      const last = small.lasts[index] ?? 0;
      for (let other = firstReaching(large, first); other < large.firsts.length; other++) {
        if ((large.firsts[other] ?? 0) > last) break;
        const common = this.intersection(node, large.below[other] ?? NONE);
        parts.add(Math.max(first, large.firsts[other] ?? 0), Math.min(last, large.lasts[other] ?? 0), common);
      }
    });
    return this.node(parts.firsts, parts.lasts, parts.below);
  }

  private without(one: Node, other: Node): Node {
    const parts = new Parts();
    one.below.forEach((node, index) => {
      let first = one.firsts[index] ?? 0;
      const last = one.lasts[index] ?? 0;
      for (let at = firstReaching(other, first); at < other.firsts.length && first <= last; at++) {
        const otherFirst = other.firsts[at] ?? 0;
        if (otherFirst > last) break;
        if (otherFirst > first) parts.add(first, otherFirst - 1, node);
        const end = Math.min(last, other.lasts[at] ?? 0);
        parts.add(Math.max(first, otherFirst), end, this.difference(node, other.below[at] ?? NONE));
        first = end + 1;
      }
      if (first <= last) parts.add(first, last, node);
    });
    return this.node(parts.firsts, parts.lasts, parts.below);
  }

  private merge(one: Node, other: Node): Node {
    const parts = new Parts();
    let i = 0;
    let j = 0;
    let from = Math.min(one.firsts[0] ?? Infinity, other.firsts[0] ?? Infinity);
    while (i < one.firsts.length || j < other.firsts.length) {
      const a = span(one, i, from);
      const b = span(other, j, from);
      const start = Math.min(a.first, b.first);
      const inA = a.first === start;
      const inB = b.first === start;
      const end = Math.min(inA ? a.last : a.first - 1, inB ? b.last : b.first - 1);
      parts.add(start, end, this.union(inA ? a.node : NONE, inB ? b.node : NONE));
      if (end >= a.last) i++;
      if (end >= b.last) j++;
      from = end + 1;
    }
    return this.node(parts.firsts, parts.lasts, parts.below);
  }
}
