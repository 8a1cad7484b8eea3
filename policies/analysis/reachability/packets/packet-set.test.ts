import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalised, type Intervals } from "./intervals";
import { PacketSpace, type Packet, type PacketSet } from "./packet-set";

/** A small world, so that every packet can be asked. */
const SIDE = 7;
const NUMBERS = Array.from({ length: SIDE }, (_, index) => index);
const PACKETS: readonly Packet[] = NUMBERS.flatMap((destination) =>
  NUMBERS.flatMap((source) => NUMBERS.map((service) => ({ destination, source, service }))),
);

const intervals = fc
  .array(fc.tuple(fc.nat(SIDE - 1), fc.nat(SIDE - 1)), { maxLength: 3 })
  .map((pairs) => normalised(pairs.map(([a, b]) => [Math.min(a, b), Math.max(a, b)])));
const boxes = fc.array(fc.tuple(intervals, intervals, intervals), { maxLength: 5 });
type Boxes = readonly (readonly [Intervals, Intervals, Intervals])[];

const isIn = (set: Intervals, value: number) =>
  set.some((first, index) => index % 2 === 0 && first <= value && value <= (set[index + 1] ?? -1));
const inBoxes = (list: Boxes, { destination, source, service }: Packet) =>
  list.some(([d, s, v]) => isIn(d, destination) && isIn(s, source) && isIn(v, service));
const setOf = (space: PacketSpace, list: Boxes) => space.unionOfAll(list.map(([d, s, v]) => space.box(d, s, v)));

/** The packets of a set, asked one by one. */
const members = (space: PacketSpace, set: PacketSet) => PACKETS.filter((packet) => space.has(set, packet));

describe("the algebra of packet sets", () => {
  it("agrees with asking every packet", () => {
    fc.assert(
      fc.property(boxes, boxes, (one, other) => {
        const space = new PacketSpace();
        const [a, b] = [setOf(space, one), setOf(space, other)];
        const expected = (test: (packet: Packet) => boolean) => PACKETS.filter(test);
        expect(members(space, a)).toEqual(expected((packet) => inBoxes(one, packet)));
        expect(members(space, space.union(a, b))).toEqual(
          expected((packet) => inBoxes(one, packet) || inBoxes(other, packet)),
        );
        expect(members(space, space.intersection(a, b))).toEqual(
          expected((packet) => inBoxes(one, packet) && inBoxes(other, packet)),
        );
        expect(members(space, space.difference(a, b))).toEqual(
          expected((packet) => inBoxes(one, packet) && !inBoxes(other, packet)),
        );
      }),
      { numRuns: 300 },
    );
  });

  it("has one node for equal sets, however they were made", () => {
    fc.assert(
      fc.property(boxes, boxes, (one, other) => {
        const space = new PacketSpace();
        const [a, b] = [setOf(space, one), setOf(space, other)];
        expect(space.union(a, b)).toBe(space.union(b, a));
        expect(space.union(space.difference(a, b), space.intersection(a, b))).toBe(a);
        expect(setOf(space, [...one].reverse())).toBe(a);
        expect(space.isWithin(a, b)).toBe(members(space, a).every((packet) => space.has(b, packet)));
      }),
      { numRuns: 300 },
    );
  });

  it("samples a packet of the set, and none of the empty one", () => {
    fc.assert(
      fc.property(boxes, (list) => {
        const space = new PacketSpace();
        const set = setOf(space, list);
        const sample = space.sample(set);
        expect(sample === undefined).toBe(members(space, set).length === 0);
        expect(sample === undefined || space.has(set, sample)).toBe(true);
      }),
    );
  });

  it("narrows to destinations and sources, and tells destinations and services", () => {
    fc.assert(
      fc.property(boxes, intervals, (list, some) => {
        const space = new PacketSpace();
        const set = setOf(space, list);
        const all = members(space, set);
        expect(members(space, space.to(set, some))).toEqual(all.filter(({ destination }) => isIn(some, destination)));
        expect(members(space, space.from(set, some))).toEqual(all.filter(({ source }) => isIn(some, source)));
        for (const number of NUMBERS) {
          expect(isIn(space.destinations(set), number)).toBe(all.some(({ destination }) => destination === number));
          expect(isIn(space.services(set), number)).toBe(all.some(({ service }) => service === number));
        }
      }),
    );
  });
});
