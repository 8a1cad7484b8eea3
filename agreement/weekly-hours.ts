import { z } from "zod";
import { patternedText } from "./patterned-text";
import { holidayCountries } from "./calendar/holidays";
import { durationSchema } from "./duration";
import { timeZoneSchema } from "./time-zone";

/** Days of the week in the order of ISO 8601, Monday first. */
export const weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] as const;

/** A day of the week. */
export type Weekday = (typeof weekdays)[number];

const day = `(?:${weekdays.join("|")})`;
const daysPattern = new RegExp(`^${day}(?:-${day})?(?:,${day}(?:-${day})?)*$`);

/** Days of the week: one, a range, or several of both, separated by commas. */
const daysSchema = patternedText(daysPattern, "days of the week such as Mon-Fri, Sat-Sun or Tue,Thu").describe(
  "Days of the week, for example Mon-Fri or Tue,Thu",
);

/** The days that a text such as `Mon-Fri` or `Sat,Mon` names, in the order of the week. A range may pass the weekend:
 * `Sat-Mon` is Saturday, Sunday and Monday. */
export function weekdaysOf(days: string): readonly Weekday[] {
  const named = new Set<Weekday>();
  for (const part of days.split(",")) {
    const [first = "", last = first] = part.split("-");
    const from = weekdays.findIndex((name) => name === first);
    const to = weekdays.findIndex((name) => name === last);
    for (let step = 0; step <= (to - from + 7) % 7; step += 1) {
      named.add(weekdays[(from + step) % 7] ?? "Mon");
    }
  }
  return weekdays.filter((name) => named.has(name));
}

/** A wall-clock time from 00:00 to 23:59. */
const clockSchema = patternedText(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'a time of day from "00:00" to "23:59", in quotes');

/** A wall-clock time at which a span ends; 24:00 is the end of the day. */
const endClockSchema = patternedText(
  /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/,
  'a time of day from "00:01" to "24:00", in quotes',
);

/** Minutes since midnight of a time such as 08:30. */
export function clockMinutes(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(":").map(Number);
  return hours * 60 + minutes;
}

/** Which days without work a calendar knows. */
const holidaysSchema = z.strictObject({
  country: z
    .enum(holidayCountries(), { error: "a country whose public holidays are known, such as NL, NO or SE" })
    .describe("Country whose public holidays count"),
  doubtful: z
    .enum(["working", "free"])
    .describe("How days of doubt are read (NL: Good Friday and 5 May): working days or free days"),
});

/** Hours that return every week, such as office hours; public holidays can be left out. */
export const calendarSchema = z.strictObject({
  days: daysSchema,
  from: clockSchema,
  to: endClockSchema,
  timeZone: timeZoneSchema,
  holidays: holidaysSchema.exactOptional(),
});

/** A window that opens on given days and stays open for a while, past midnight if it is long enough. */
export const windowSchema = z.strictObject({
  days: daysSchema,
  from: clockSchema,
  length: durationSchema,
  timeZone: timeZoneSchema,
});

/** One continuous span of every week, such as Monday 08:00 to Friday 17:00, nights included. */
export const weekSpanSchema = z.strictObject({
  fromDay: z.enum(weekdays),
  from: clockSchema,
  toDay: z.enum(weekdays),
  to: endClockSchema,
  timeZone: timeZoneSchema,
});

/** Hours that return every week. */
export type Calendar = Readonly<z.output<typeof calendarSchema>>;
/** A window that opens on given days. */
export type WeeklyWindow = Readonly<z.output<typeof windowSchema>>;
/** One continuous span of every week. */
export type WeekSpan = Readonly<z.output<typeof weekSpanSchema>>;
