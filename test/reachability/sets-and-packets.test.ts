import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareAboutPods } from "./agreement-about-pods";
import { compareBoth } from "./agreement-of-two";
import { randomDeployment } from "./random-topology";
import { randomCluster } from "./random-policies";
import { REAL_NETWORKS, realNetwork } from "./real-networks";

/** Enough for a change that breaks something; `test:ci` asks a hundred thousand packets. */
const RUNS = 12;
const PACKETS = 4_000;

it("the analysis of sets and an evaluator of single packets agree about random networks", () => {
  fc.assert(
    fc.property(fc.gen(), (g) => {
      const { differ } = compareBoth(randomDeployment(g), PACKETS);
      expect(differ.slice(0, 3)).toEqual([]);
    }),
    { numRuns: RUNS, interruptAfterTimeLimit: 20_000, markInterruptAsFailure: false },
  );
});

it("both agree about random NetworkPolicies", () => {
  fc.assert(
    fc.property(fc.gen(), (g) => {
      expect(compareAboutPods(randomCluster(g)).differ.slice(0, 3)).toEqual([]);
    }),
    { numRuns: RUNS },
  );
});

describe.each(REAL_NETWORKS)("$platform $option as the program registers it", (of) => {
  it("is the same network to both", { timeout: 300_000 }, async () => {
    const { asked, arrived, differ } = compareBoth(await realNetwork(of), PACKETS);
    expect(differ.slice(0, 3)).toEqual([]);
    expect(asked).toBeGreaterThan(PACKETS - 10);
    expect(arrived).toBeGreaterThan(asked / 50);
  });

  it("has the same pods for both", { timeout: 300_000 }, async () => {
    const { asked, passed, differ } = compareAboutPods(await realNetwork(of));
    expect(differ.slice(0, 3)).toEqual([]);
    expect(asked).toBeGreaterThan(10_000);
    expect(passed).toBeGreaterThan(100);
  });
});
