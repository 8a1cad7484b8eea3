import fc from "fast-check";
import { expect, it } from "vitest";
import type { MarkerRun } from "../wire/data-plane-messages";
import { TwoSiteCloud } from "./test-bed/two-site-cloud";

type Happening =
  | { readonly kind: "pass"; readonly minutes: number }
  | { readonly kind: "lose"; readonly region: "norwayeast" | "norwaywest" }
  | { readonly kind: "repair" }
  | { readonly kind: "failover"; readonly to: "group" | "mirror"; readonly allowDataLoss: boolean };

const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("pass" as const), minutes: fc.integer({ min: 1, max: 90 }) }) },
  fc.record({
    kind: fc.constant("lose" as const),
    region: fc.constantFrom("norwayeast" as const, "norwaywest" as const),
  }),
  { weight: 2, arbitrary: fc.constant({ kind: "repair" as const }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("failover" as const),
      to: fc.constantFrom("group" as const, "mirror" as const),
      allowDataLoss: fc.boolean(),
    }),
  },
);

/** Interval of the markers. */
const SECONDS = 7;

async function carryOut(cloud: TwoSiteCloud, what: Happening): Promise<boolean> {
  switch (what.kind) {
    case "pass":
      await cloud.pass(what.minutes);
      return true;
    case "lose":
      await cloud.dataPlane.breakDown({ kind: "region", region: what.region });
      return true;
    case "repair":
      for (const { number, to } of cloud.dataPlane.faults()) if (to === undefined) await cloud.dataPlane.repair(number);
      return true;
    case "failover":
      return cloud.dataPlane.failOver({ groupId: cloud.ids[what.to], allowDataLoss: what.allowDataLoss }).then(
        () => true,
        () => false,
      );
  }
}

const numbers = (runs: readonly MarkerRun[]): readonly number[] =>
  runs.flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, index) => first + index));

/** Markers of the group's primary, whichever database that is: the other one is never ahead. */
function held(cloud: TwoSiteCloud): ReadonlySet<number> {
  const { database, replica } = cloud.ids;
  return new Set([database, replica].flatMap((id) => numbers(cloud.dataPlane.markers("fjel", id))));
}

it("holds nothing that nobody wrote, and loses something in forced failovers alone", { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { maxLength: 12 }), async (happenings) => {
      const cloud = await TwoSiteCloud.open();
      try {
        // No multiple of it marks a whole minute, so that the last seconds before a failover have markers in them.
        await cloud.dataPlane.start({ ...cloud.workload(), everySeconds: SECONDS });
        await cloud.pass(5);
        for (const what of happenings) {
          const before = held(cloud);
          const failoversBefore = cloud.simulator.parts.cloud.history.of("failover").length;
          await carryOut(cloud, what);
          const after = held(cloud);
          const failovers = cloud.simulator.parts.cloud.history.of("failover").slice(failoversBefore);
          const mayLose = failovers.some(({ allowDataLoss }) => allowDataLoss);
          if (!mayLose) expect([...before].filter((number) => !after.has(number))).toEqual([]);
        }
        const served = cloud.dataPlane.service("fjel").filter(({ isServed }) => isServed);
        const written = (number: number): boolean => {
          const at = cloud.start + number * SECONDS * 1000;
          return served.some(({ from, to }) => from <= at && at < to);
        };
        const left = held(cloud);
        for (const number of left) expect(written(number), `marker ${number}`).toBe(true);
        const forced = cloud.simulator.parts.cloud.history.of("failover").some(({ allowDataLoss }) => allowDataLoss);
        const last = Math.floor((cloud.now - 1 - cloud.start) / 1000 / SECONDS);
        const all = Array.from({ length: last + 1 }, (_, number) => number).filter(written);
        if (!forced) expect(left.size).toBe(all.length);
      } finally {
        await cloud.close();
      }
    }),
    { numRuns: 40, seed: 7 },
  );
});
