import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareAboutPods } from "../reachability/agreement-about-pods";
import { compareBoth } from "../reachability/agreement-of-two";
import { withRandomChanges } from "../reachability/random-changes";
import { randomCluster } from "../reachability/random-policies";
import { randomDeployment } from "../reachability/random-topology";
import { REAL_NETWORKS, realNetwork } from "../reachability/real-networks";

const PACKETS = 100_000;
/** Of one network; the next one is another. */
const OF_ONE = 4_000;

it(`the analysis of sets and an evaluator of single packets agree about ${PACKETS} packets`, () => {
  let asked = 0;
  let arrived = 0;
  while (asked < PACKETS) {
    fc.assert(
      fc.property(fc.gen(), (g) => {
        const result = compareBoth(randomDeployment(g), OF_ONE, asked);
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

it("both agree about random NetworkPolicies", () => {
  fc.assert(
    fc.property(fc.gen(), (g) => {
      expect(compareAboutPods(randomCluster(g)).differ.slice(0, 3)).toEqual([]);
    }),
    { numRuns: 200 },
  );
});

describe.each(REAL_NETWORKS)("$platform $option as the program registers it", { timeout: 900_000 }, (of) => {
  it(`is the same network to both in ${PACKETS} packets`, async () => {
    const { asked, differ } = compareBoth(await realNetwork(of), PACKETS, Date.now() % 1_000);
    expect(asked).toBeGreaterThan(PACKETS - 10);
    expect(differ.slice(0, 3)).toEqual([]);
  });

  it("is the same network to both where a few things of it are different", async () => {
    const original = await realNetwork(of);
    let asked = 0;
    fc.assert(
      fc.property(fc.gen(), (g) => {
        const result = compareBoth(withRandomChanges(g, original), OF_ONE, asked);
        asked += result.asked;
        expect(result.differ.slice(0, 3)).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });
});
