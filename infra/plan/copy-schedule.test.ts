import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { copyMinutes, estimateCopies, planCopyLoad, vCoresOf, type CopiedDatabase } from "./copy-schedule";

const database = (tenant: string, maxSizeGiB = 32, sku = "GP_Gen5_2"): CopiedDatabase => ({ tenant, maxSizeGiB, sku });
const cell = (count: number): readonly CopiedDatabase[] =>
  Array.from({ length: count }, (_, index) => database(`t${index}`));

describe("by hand", () => {
  // 10 min + 32 GiB at 500 GiB/h (3.84 min) + 32 GiB at 40 GiB/h (48 min) = 61.84 min, rounded up.
  it("a database of 32 GiB takes 62 minutes", () => {
    expect(copyMinutes({ maxSizeGiB: 32 })).toBe(62);
  });

  it("twenty of them every 12 hours need four at once", () => {
    // Half of 12 h are 360 min: at 3 at once seven rounds of 62 min take 434 min, at 4 five rounds take 310 min.
    expect(planCopyLoad(cell(20), 720)).toEqual({
      parallel: 4,
      longestMinutes: 62,
      allMinutes: 310,
      extraVCores: 8,
      extraGiB: 128,
      extraDatabases: 4,
      scratchGiB: 96,
    });
  });

  it("a database of 500 GiB cannot be copied every 12 hours in this way", () => {
    expect(planCopyLoad([database("big", 500)], 720)).toBeUndefined();
  });
});

it.each([
  ["GP_Gen5_2", 2],
  ["BC_Gen5_16", 16],
  ["HS_Gen5_4", 4],
  ["S0", undefined],
])("%s has %s vCores", (sku, vCores) => {
  expect(vCoresOf(sku)).toBe(vCores);
});

it("says no vCores where a SKU has none", () => {
  expect(estimateCopies([database("a", 10, "S0")], 1).extraVCores).toBeUndefined();
});

it("more at once are never slower, need no less, and the order of tenants does not matter", () => {
  const databases = fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(databases, fc.integer({ min: 1, max: 10 }), (sizes, parallel) => {
      const given = sizes.map((size, index) => database(`t${index}`, size));
      const [few, more] = [estimateCopies(given, parallel), estimateCopies(given, parallel + 1)];
      expect(more.allMinutes).toBeLessThanOrEqual(few.allMinutes);
      expect(more.extraGiB).toBeGreaterThanOrEqual(few.extraGiB);
      expect(few.allMinutes).toBeGreaterThanOrEqual(few.longestMinutes);
      expect(estimateCopies([...given].reverse(), parallel)).toEqual(few);
    }),
  );
});
