import fc from "fast-check";
import { expect, it } from "vitest";
import { intersectionOf, normalised } from "../packets/intervals";
import type { Segment } from "./segments";
import { SegmentsByAddress } from "./segments-by-address";

const pair = fc.tuple(fc.nat(60), fc.nat(8)).map(([first, more]) => [first, first + more] as const);
const addresses = fc.array(pair, { minLength: 1, maxLength: 3 }).map(normalised);
const segment = addresses.map((space) => ({ subnet: { space } }) as unknown as Segment);

it("finds exactly the segments that share an address, in their order", () => {
  fc.assert(
    fc.property(fc.array(segment, { maxLength: 12 }), fc.array(addresses, { maxLength: 3 }), (segments, sets) => {
      const expected = segments.filter(({ subnet }) =>
        sets.some((set) => intersectionOf(set, subnet.space).length > 0),
      );
      expect(new SegmentsByAddress(segments).at(...sets)).toEqual(expected);
    }),
  );
});
