import { describe, expect, it } from "vitest";
import { base, changed, head, open, quiet, zonal } from "../formats/check-result.fixture";
import { blockingFindings, endingWaivers, isKept } from "./check-result";

describe("whether a platform is kept", () => {
  it("is decided by what blocks, and strictly by what is undetermined too", () => {
    expect(blockingFindings(head, false)).toEqual([zonal]);
    expect(blockingFindings(head, true)).toEqual([zonal, open]);
    expect(changed.platforms.map((one) => isKept(one, false))).toEqual([false]);
    expect(quiet.platforms.map((one) => isKept(one, true))).toEqual([true]);
    const undecided = { head: { ...base, waivers: [], findings: [open] } };
    expect([isKept(undecided, false), isKept(undecided, true)]).toEqual([true, false]);
  });

  it("is no where the change cannot be made", () => {
    expect(quiet.platforms.map((one) => isKept({ ...one, refused: "protected" }, false))).toEqual([false]);
  });

  it("is strictly no where a waiver ends within 30 days", () => {
    const waived = { head: { ...base, findings: [] } };
    expect([isKept(waived, false), isKept(waived, true)]).toEqual([true, false]);
  });
});

it.each([
  ["2026-11-14", 0],
  ["2026-11-15", 1],
  ["2026-12-15", 1],
  ["2027-01-01", 1],
])("on %s %i of the waivers until 2026-12-15 is about to end or has ended", (today, count) => {
  expect(endingWaivers({ ...head, today })).toHaveLength(count);
});
