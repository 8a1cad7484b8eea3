import { expect, test } from "vitest";
import {
  durationDays,
  durationMinutes,
  durationSchema,
  longestSeconds,
  shortestSeconds,
  durationWords,
} from "./duration";

test.each(["PT15M", "PT4H30M", "P30D", "P12M", "P10Y", "P2W", "P1DT12H"])("%s is a duration", (text) => {
  expect(durationSchema.safeParse(text).success).toBe(true);
});

test.each(["", "P", "PT", "P1DT", "15M", "PT1.5H", "-P1D", "P1H", "30 days", "pt15m"])('"%s" is none', (text) => {
  expect(durationSchema.safeParse(text).success).toBe(false);
});

test("minutes and days", () => {
  expect([durationMinutes("PT4H30M"), durationMinutes("P1D"), durationDays("P2W"), durationDays("PT12H")]).toEqual([
    270, 1440, 14, 0.5,
  ]);
});

test("months and years have no fixed length", () => {
  expect(() => durationDays("P1M")).toThrow('"P1M" has no fixed length');
});

test("two months can be as short as 56 days and as long as 62", () => {
  expect([shortestSeconds("P2M"), longestSeconds("P2M")].map((seconds) => seconds / 86_400)).toEqual([56, 62]);
});

test.each([
  ["PT15M", "15 minutes"],
  ["PT1H30M", "1 hour 30 minutes"],
  ["P30D", "30 days"],
  ["P10W", "70 days"],
  ["P12M", "12 months"],
  ["P10Y", "10 years"],
  ["PT0S", "no time"],
])("says %s as %s", (duration, words) => {
  expect(durationWords(duration)).toBe(words);
});
