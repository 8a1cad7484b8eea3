import fc from "fast-check";
import { expect, it } from "vitest";
import { compareBoth } from "../reachability/agreement-of-two";
import { randomDeployment } from "../reachability/random-topology";

const PACKETS = 100_000;

it(`the analysis of sets and an evaluator of single packets agree about ${PACKETS} packets`, () => {
  let asked = 0;
  let arrived = 0;
  while (asked < PACKETS) {
    fc.assert(
      fc.property(fc.gen(), (g) => {
        const result = compareBoth(randomDeployment(g));
        asked += result.asked;
        arrived += result.arrived;
        expect(result.differ.slice(0, 3)).toEqual([]);
      }),
      { numRuns: 25 },
    );
  }
  // Networks in which nothing passes would prove nothing.
  expect(arrived).toBeGreaterThan(asked / 20);
});
