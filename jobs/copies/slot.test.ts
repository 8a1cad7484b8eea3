import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { manifestName, parseManifestName, partName } from "./copy-names";
import { isSlot, momentOfStamp, slotAt, stampOf } from "./slot";

const schedule = { epoch: new Date("2024-01-01T01:00:00Z"), everyMilliseconds: 12 * 3_600_000 };

it.each([
  ["2026-01-10T01:00:00Z", "2026-01-10T01:00:00Z"],
  ["2026-01-10T00:59:59.999Z", "2026-01-09T13:00:00Z"],
  ["2026-01-10T12:59:59Z", "2026-01-10T01:00:00Z"],
  ["2023-12-31T23:00:00Z", "2023-12-31T13:00:00Z"],
])("%s lies in the slot of %s", (moment, slot) => {
  expect(slotAt(schedule, new Date(moment))).toEqual(new Date(slot));
});

it("a moment lies in exactly one slot, however late a run is", () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date("2000-01-01"), max: new Date("2100-01-01"), noInvalidDate: true }),
      (moment) => {
        const slot = slotAt(schedule, moment);
        expect(isSlot(schedule, slot)).toBe(true);
        expect(slot.getTime()).toBeLessThanOrEqual(moment.getTime());
        expect(moment.getTime() - slot.getTime()).toBeLessThan(schedule.everyMilliseconds);
      },
    ),
  );
});

describe("names", () => {
  const identity = { tenant: "acme", generation: 2, slot: new Date("2026-01-10T01:00:00Z") };

  it("say what a copy is of", () => {
    expect(manifestName(identity)).toBe("acme/02/20260110T010000Z/manifest.json");
    expect(partName(identity, "a", 12)).toBe("acme/02/20260110T010000Z/a/part-00012");
    expect(parseManifestName(manifestName(identity))).toEqual(identity);
  });

  it.each([
    "acme/02/20260110T010000Z/a/manifest.json",
    "acme/02/20260110/manifest.json",
    "acme/2/20260110T010000Z/manifest.json",
    "restores/x",
  ])("%s is no manifest", (name) => {
    expect(parseManifestName(name)).toBeUndefined();
  });

  it("keep a moment to the second", () => {
    expect(momentOfStamp(stampOf(new Date("2026-01-10T01:02:03.999Z")))).toEqual(new Date("2026-01-10T01:02:03Z"));
    expect(momentOfStamp("20261310T010203Z")).toBeUndefined();
  });
});
