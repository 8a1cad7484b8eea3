import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { criticalPath, type Step } from "./critical-path";

/** Steps that depend only on steps before them, so never in a circle. */
const graphs: fc.Arbitrary<readonly Step[]> = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 60 }), fc.array(fc.nat(), { maxLength: 4 })), { maxLength: 12 })
  .map((rows) =>
    rows.map(([minutes, picks], index) => ({
      id: `s${index}`,
      minutes,
      dependsOn: index === 0 ? [] : picks.map((pick) => `s${pick % index}`),
    })),
  );

function longestFrom(steps: readonly Step[], id: string): number {
  const step = steps.find((candidate) => candidate.id === id);
  if (step === undefined) return 0;
  return step.minutes + Math.max(0, ...step.dependsOn.map((other) => longestFrom(steps, other)));
}

describe("the critical path", () => {
  it("is as long as the longest chain, and its own chain adds up to it", () => {
    fc.assert(
      fc.property(graphs, (steps) => {
        const { minutes, chain } = criticalPath(steps);
        expect(minutes).toBe(Math.max(0, ...steps.map((step) => longestFrom(steps, step.id))));
        const path = chain.map((id) => steps.find((step) => step.id === id));
        expect(path.reduce((sum, step) => sum + (step?.minutes ?? NaN), 0)).toBe(minutes);
        for (const [index, step] of path.entries()) {
          expect(index === 0 || step?.dependsOn.includes(chain[index - 1] ?? "")).toBe(true);
        }
      }),
    );
  });

  it("does not depend on the order of the steps", () => {
    fc.assert(
      fc.property(graphs, (steps) => {
        expect(criticalPath([...steps].reverse()).minutes).toBe(criticalPath(steps).minutes);
      }),
    );
  });

  it("names the chain", () => {
    const steps: readonly Step[] = [
      { id: "group", minutes: 1, dependsOn: [] },
      { id: "network", minutes: 1, dependsOn: ["group"] },
      { id: "gateway", minutes: 45, dependsOn: ["network"] },
      { id: "cluster", minutes: 7, dependsOn: ["network"] },
      { id: "connection", minutes: 2, dependsOn: ["gateway", "network"] },
    ];
    expect(criticalPath(steps)).toEqual({ minutes: 49, chain: ["group", "network", "gateway", "connection"] });
    expect(criticalPath([])).toEqual({ minutes: 0, chain: [] });
  });

  it.each<readonly [string, readonly Step[], string]>([
    [
      "a circle",
      [
        { id: "a", minutes: 1, dependsOn: ["b"] },
        { id: "b", minutes: 1, dependsOn: ["a"] },
      ],
      "in a circle: a, b",
    ],
    ["a missing step", [{ id: "a", minutes: 1, dependsOn: ["x"] }], 'Step "a" depends on "x", which is not a step.'],
    ["negative time", [{ id: "a", minutes: -1, dependsOn: [] }], 'Step "a" takes -1 minutes.'],
    [
      "the same id",
      [
        { id: "a", minutes: 1, dependsOn: [] },
        { id: "a", minutes: 2, dependsOn: [] },
      ],
      "the same id",
    ],
  ])("refuses %s", (_, steps, message) => {
    expect(() => criticalPath(steps)).toThrow(message);
  });
});
