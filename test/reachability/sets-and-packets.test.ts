import fc from "fast-check";
import { expect, it } from "vitest";
import { compareBoth } from "./agreement-of-two";
import { randomDeployment } from "./random-topology";

/** Enough for a change that breaks something; `test:ci` asks a hundred thousand packets. */
const RUNS = 12;

it("the analysis of sets and an evaluator of single packets agree about random networks", () => {
  fc.assert(
    fc.property(fc.gen(), (g) => {
      const { differ } = compareBoth(randomDeployment(g));
      expect(differ.slice(0, 3)).toEqual([]);
    }),
    { numRuns: RUNS, interruptAfterTimeLimit: 20_000, markInterruptAsFailure: false },
  );
});
