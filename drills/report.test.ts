import { expect, it } from "vitest";
import type { Journal } from "./journal";
import { minutesText, reportText, valueText } from "./report";

const step = (name: string, minutes: number) => ({ name, minutes, source: "measured" });

it("puts neighbouring short steps of the critical path together, and keeps their sum", () => {
  const path = [step("noticed", 2), step("one", 1 / 6), step("two", 0.5), step("making", 45), step("three", 0.5)];
  const journal = { drill: {}, timeline: {}, criticalPath: path } as unknown as Journal;
  const empty = { status: "passed", interruptions: [], results: [], tenants: [], longestSteps: [], limits: [] };
  const text = reportText({ ...journal, ...empty, notMeasured: [], leftBehind: [], steps: [] } as unknown as Journal);
  expect(text).toContain('40 s  2 short steps from "one" to "two"');
  expect(text).toContain("30 s  three (measured)");
  expect(text).toContain("45 min  making (measured)");
  expect(text).not.toContain("healthy answer");
});

it("says that there is nothing instead of counting it", () => {
  expect([
    valueText(0, "findings"),
    valueText(1, "findings"),
    valueText(2, "markers"),
    valueText(0, "minutes"),
  ]).toEqual(["none", "1 finding", "2 markers", "0 s"]);
});

it("counts many hours in days", () => {
  expect([24 * 60, 47 * 60 + 30, 48 * 60, 73 * 60 + 23.3, 30 * 1440].map(minutesText)).toEqual([
    "24 h 0 min",
    "47 h 30 min",
    "2 d",
    "3 d 1 h 23.3 min",
    "30 d",
  ]);
});
