import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { weekdays } from "../weekly-hours";
import type { Calendar } from "../weekly-hours";
import { isWorkingTime, workingMinutes, workingMinutesInYear } from "./working-time";

const amsterdam = "Europe/Amsterdam";
const dutchWorkingDays: Calendar = {
  days: "Mon-Fri",
  from: "09:00",
  to: "17:00",
  timeZone: amsterdam,
  holidays: { country: "NL", doubtful: "working" },
};
const everyMinute: Calendar = { days: "Mon-Sun", from: "00:00", to: "24:00", timeZone: amsterdam };

describe("minutes of a calendar", () => {
  // 2026 has 261 weekdays; 1 January, Easter Monday, King's Day (Monday), Ascension, Whit Monday and 25 December fall on them.
  test("Dutch working days 09-17 in 2026", () => {
    expect(workingMinutesInYear(dutchWorkingDays, 2026)).toBe((261 - 6) * 8 * 60);
  });

  test("two days fewer when the days of doubt are free", () => {
    const free: Calendar = { ...dutchWorkingDays, holidays: { country: "NL", doubtful: "free" } };
    expect(workingMinutesInYear(dutchWorkingDays, 2026) - workingMinutesInYear(free, 2026)).toBe(2 * 8 * 60);
  });

  test("every minute of a common and of a leap year", () => {
    expect([workingMinutesInYear(everyMinute, 2026), workingMinutesInYear(everyMinute, 2028)]).toEqual([
      365 * 1440,
      366 * 1440,
    ]);
  });

  test.each([
    { night: "clocks go forward", day: "2026-03-28", minutes: 7 * 60 },
    { night: "clocks go back", day: "2026-10-24", minutes: 9 * 60 },
    { night: "nothing happens", day: "2026-06-06", minutes: 8 * 60 },
  ])("22:00 to 06:00 in the night when $night", ({ day, minutes }) => {
    const night: Calendar = { days: "Sat", from: "22:00", to: "06:00", timeZone: amsterdam };
    const nextDay = `${day.slice(0, 8)}${String(Number(day.slice(8)) + 1).padStart(2, "0")}`;
    expect(workingMinutes(night, day, nextDay)).toBe(minutes);
  });
});

test.each([
  { at: "2026-11-20T07:59:00Z", is: false, why: "08:59 in winter" },
  { at: "2026-11-20T08:00:00Z", is: true, why: "09:00 in winter" },
  { at: "2026-07-03T07:00:00Z", is: true, why: "09:00 in summer" },
  { at: "2026-07-03T15:00:00Z", is: false, why: "17:00, the first minute after" },
  { at: "2026-04-27T10:00:00Z", is: false, why: "King's Day" },
  { at: "2026-04-03T10:00:00Z", is: true, why: "Good Friday, read as a working day" },
  { at: "2026-11-21T10:00:00Z", is: false, why: "Saturday" },
])("$at is working time: $is ($why)", ({ at, is }) => {
  expect(isWorkingTime(dutchWorkingDays, at)).toBe(is);
});

const days = fc.uniqueArray(fc.constantFrom(...weekdays), { minLength: 1 }).map((names) => names.join(","));
const clock = fc
  .integer({ min: 0, max: 23 * 60 + 59 })
  .map((minute) => `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`);
const calendars = fc
  .record({ days, from: clock, to: clock, timeZone: fc.constantFrom(amsterdam, "Europe/Oslo", "UTC") })
  .filter(({ from, to }) => from !== to);
const day = fc
  .integer({ min: 0, max: 200 })
  .map((offset) => new Date(Date.UTC(2026, 0, 1 + offset)).toISOString().slice(0, 10));

test("minutes add up over any split of a period", () => {
  fc.assert(
    fc.property(calendars, fc.tuple(day, day, day), (calendar, dates) => {
      const [first, middle, last] = [...dates].sort() as [string, string, string];
      const parts = workingMinutes(calendar, first, middle) + workingMinutes(calendar, middle, last);
      expect(parts).toBe(workingMinutes(calendar, first, last));
    }),
    { numRuns: 20 },
  );
});

test("a calendar's minutes of a day are those in which it is working time", () => {
  fc.assert(
    fc.property(calendars, day, (calendar, date) => {
      const [from, until] = [`${date}T00:00:00Z`, new Date(Date.parse(date) + 3 * 86_400_000).toISOString()];
      const quarters = Array.from({ length: (Date.parse(until) - Date.parse(from)) / 900_000 }, (_, index) =>
        new Date(Date.parse(from) + index * 900_000).toISOString(),
      );
      // Hours that touch the three days may begin a day before and end a day after.
      const most = workingMinutes(calendar, before(date, 1), before(date, -4));
      const seen = quarters.filter((instant) => isWorkingTime(calendar, instant)).length * 15;
      expect(seen).toBeLessThanOrEqual(most + 15 * 5);
      expect(seen).toBeGreaterThanOrEqual(workingMinutes(calendar, before(date, -1), before(date, -2)) - 15 * 2);
    }),
    { numRuns: 20 },
  );
});

/** The date some days before. */
function before(date: string, days: number): string {
  return new Date(Date.parse(date) - days * 86_400_000).toISOString().slice(0, 10);
}
