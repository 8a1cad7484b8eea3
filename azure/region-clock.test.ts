import { expect, it } from "vitest";
import { regionClock } from "./region-clock";
import { REGIONS } from "./regions";

it("knows the clock of every region", () => {
  const known = new Set(Intl.supportedValuesOf("timeZone"));
  expect(REGIONS.filter(({ name }) => !known.has(regionClock(name)))).toEqual([]);
  expect(regionClock("norwayeast")).toBe("Europe/Oslo");
});
