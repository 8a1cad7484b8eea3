import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { weekdays } from "../weekly-hours";
import type { Calendar, WeeklyWindow } from "../weekly-hours";
import { atFixedOffset, holdsOnItsClock, offsetsThatHold, utcOffsets } from "./utc-offset";
import {
  commonMinutes,
  isInside,
  minutesAWeek,
  minutesOf,
  shifted,
  spansOfCalendar,
  spansOfWeekSpan,
  spansOfWindow,
  union,
} from "./week-spans";

const oslo = "Europe/Oslo";
const officeHours: Calendar = { days: "Mon-Fri", from: "08:30", to: "17:00", timeZone: oslo };
const night = (from: string, length: string, days = "Mon-Fri"): WeeklyWindow => ({
  days,
  from,
  length,
  timeZone: oslo,
});

test.each([
  { zone: oslo, offsets: [60, 120] },
  { zone: "UTC", offsets: [0] },
  { zone: "Europe/Dublin", offsets: [0, 60] },
])("offsets of $zone", ({ zone, offsets }) => {
  expect(utcOffsets(zone, 2026)).toEqual(offsets);
});

describe("a window that a scheduler holds at a fixed offset", () => {
  test.each([
    { window: night("03:00", "PT4H"), holds: [60, 120], why: "it ends at 07:00 or 08:00" },
    { window: night("04:30", "PT4H"), holds: [120], why: "held at winter's offset it ends at 09:30 in summer" },
    { window: night("05:00", "PT4H"), holds: [], why: "it ends at 09:00 without any shift" },
    { window: night("17:00", "PT4H"), holds: [60], why: "held at summer's offset it starts at 16:00 in winter" },
    { window: night("23:00", "PT12H", "Sun"), holds: [], why: "it runs into Monday morning" },
    { window: night("23:00", "PT12H", "Fri-Sat"), holds: [60, 120], why: "it runs into the weekend" },
  ])("$window.days $window.from for $window.length keeps out of office hours at $holds: $why", ({ window, holds }) => {
    expect(offsetsThatHold(window, { never: officeHours }, 2026)).toEqual(holds);
  });

  test("has to stay inside what was promised", () => {
    const allowed = [night("18:00", "PT6H"), night("00:00", "PT24H", "Sat-Sun")];
    expect(offsetsThatHold(night("01:00", "PT4H", "Sat-Sun"), { allowed }, 2026)).toEqual([60, 120]);
    expect(offsetsThatHold(night("18:00", "PT4H"), { allowed }, 2026)).toEqual([60]);
    expect(offsetsThatHold(night("21:00", "PT4H", "Mon"), { allowed }, 2026)).toEqual([]);
  });

  test("passes from one promised window into the next, as Friday evening into Saturday", () => {
    const allowed = [night("18:00", "PT6H"), night("00:00", "PT24H", "Sat-Sun")];
    expect(offsetsThatHold(night("22:00", "PT4H", "Fri"), { allowed }, 2026)).toEqual([60, 120]);
  });
});

test("one continuous span has its nights and not its weekend", () => {
  const spans = spansOfWeekSpan({ fromDay: "Mon", from: "08:00", toDay: "Fri", to: "17:00", timeZone: oslo });
  expect(minutesOf(spans)).toBe((4 * 24 + 9) * 60);
});

const windows = fc.record({
  days: fc.uniqueArray(fc.constantFrom(...weekdays), { minLength: 1 }).map((names) => names.join(",")),
  from: fc.integer({ min: 0, max: 23 }).map((hour) => `${String(hour).padStart(2, "0")}:00`),
  length: fc.integer({ min: 1, max: 48 }).map((hours) => `PT${hours}H`),
  timeZone: fc.constantFrom(oslo, "UTC", "Europe/London"),
});

test("spans are in order, apart and within the week, and a shift around the week changes no minute", () => {
  fc.assert(
    fc.property(windows, fc.integer({ min: -20_000, max: 20_000 }), (window, minutes) => {
      const spans = spansOfWindow(window);
      const moved = shifted(spans, minutes);
      for (const set of [spans, moved]) {
        set.forEach(({ from, to }, index) => {
          expect(from).toBeLessThan(to);
          expect(to).toBeLessThanOrEqual(minutesAWeek);
          expect(from).toBeGreaterThan(set[index - 1]?.to ?? -1);
        });
      }
      expect(minutesOf(moved)).toBe(minutesOf(spans));
      expect(shifted(moved, -minutes)).toEqual(spans);
    }),
  );
});

test("an offset that holds shows no common minute on any clock of the year, and the others do", () => {
  fc.assert(
    fc.property(windows, (window) => {
      const never = { ...officeHours, timeZone: window.timeZone };
      const holding = offsetsThatHold(window, { never }, 2026);
      for (const offset of utcOffsets(window.timeZone, 2026)) {
        const clashes = atFixedOffset(window, offset, 2026).local.some(
          ({ spans }) => commonMinutes(spans, spansOfCalendar(never)) > 0,
        );
        expect(clashes).toBe(!holding.includes(offset));
      }
    }),
    { numRuns: 60 },
  );
});

test("a set of spans lies inside itself joined with any other", () => {
  fc.assert(
    fc.property(windows, windows, (one, other) => {
      expect(isInside(spansOfWindow(one), union([...spansOfWindow(one), ...spansOfWindow(other)]))).toBe(true);
    }),
  );
});

test.each([
  { window: night("03:00", "PT5H"), holds: true },
  { window: night("04:00", "PT5H"), holds: false },
  { window: night("17:00", "PT5H"), holds: true },
])("a window on its own clock from $window.from keeps out of office hours: $holds", ({ window, holds }) => {
  expect(holdsOnItsClock(window, { never: officeHours }, 2026)).toBe(holds);
});
