import { expect, test } from "vitest";
import { countriesOf, countryCodes } from "./country";

test("ISO 3166-1 has 249 codes", () => {
  expect(new Set(countryCodes).size).toBe(249);
});

// Members counted on europa.eu and efta.int.
test.each([
  { places: ["EU"], on: "2026-11-22", count: 27 },
  { places: ["EEA"], on: "2026-11-22", count: 30 },
  { places: ["EU"], on: "2020-01-31", count: 28 },
  { places: ["EU"], on: "2020-02-01", count: 27 },
  { places: ["EEA"], on: "2020-12-31", count: 31 },
  { places: ["EU"], on: "2003-01-01", count: 15 },
  { places: ["EU", "NO", "NL"], on: "2026-11-22", count: 28 },
])("$places stands for $count countries on $on", ({ places, on, count }) => {
  expect(countriesOf(places, on)).toHaveLength(count);
});

test("Norway is in the EEA and not in the EU, Switzerland in neither", () => {
  const [union, area] = [countriesOf(["EU"], "2026-11-22"), countriesOf(["EEA"], "2026-11-22")];
  expect([union.includes("NO"), area.includes("NO"), area.includes("CH")]).toEqual([false, true, false]);
});
