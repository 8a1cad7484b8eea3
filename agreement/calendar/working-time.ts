import { Temporal } from "@js-temporal/polyfill";
import { clockMinutes, weekdays, weekdaysOf } from "../weekly-hours";
import type { Calendar } from "../weekly-hours";
import { holidaysOf } from "./holidays";

/** Minutes of a calendar from the first day until the day before the last, both ISO dates on the calendar's own clock.
 *
 * Hours that pass midnight belong to the day on which they start. A night in which the clocks change counts what it
 * really lasts. */
export function workingMinutes(calendar: Calendar, from: string, until: string): number {
  const end = Temporal.PlainDate.from(until);
  let minutes = 0;
  for (let day = Temporal.PlainDate.from(from); Temporal.PlainDate.compare(day, end) < 0; day = day.add({ days: 1 })) {
    const hours = hoursOn(calendar, day);
    minutes += hours === undefined ? 0 : minutesBetween(hours.start, hours.end);
  }
  return minutes;
}

/** Minutes of a calendar in a calendar year. */
export function workingMinutesInYear(calendar: Calendar, year: number): number {
  return workingMinutes(calendar, `${year}-01-01`, `${year + 1}-01-01`);
}

/** Whether a calendar's hours run at an instant, given in ISO 8601 with an offset or Z. */
export function isWorkingTime(calendar: Calendar, instant: string): boolean {
  const at = Temporal.Instant.from(instant);
  const today = at.toZonedDateTimeISO(calendar.timeZone).toPlainDate();
  return [today.subtract({ days: 1 }), today].some((day) => {
    const hours = hoursOn(calendar, day);
    return (
      hours !== undefined &&
      Temporal.Instant.compare(hours.start, at) <= 0 &&
      Temporal.Instant.compare(at, hours.end) < 0
    );
  });
}

interface Hours {
  readonly start: Temporal.Instant;
  readonly end: Temporal.Instant;
}

function hoursOn(calendar: Calendar, day: Temporal.PlainDate): Hours | undefined {
  const weekday = weekdays[day.dayOfWeek - 1];
  const works = weekday !== undefined && weekdaysOf(calendar.days).includes(weekday);
  const { holidays } = calendar;
  if (!works || (holidays !== undefined && holidaysOf(day.year, holidays).has(day.toString()))) {
    return undefined;
  }
  const from = clockMinutes(calendar.from);
  const to = clockMinutes(calendar.to);
  return {
    start: instantAt(day, from, calendar.timeZone),
    end: instantAt(to > from ? day : day.add({ days: 1 }), to, calendar.timeZone),
  };
}

function instantAt(day: Temporal.PlainDate, minutes: number, timeZone: string): Temporal.Instant {
  const midnight = Temporal.PlainDateTime.from({ year: day.year, month: day.month, day: day.day });
  // Wall-clock arithmetic first, so that 09:00 is 09:00 on a day that lost an hour in its night.
  return midnight.add({ minutes }).toZonedDateTime(timeZone).toInstant();
}

function minutesBetween(start: Temporal.Instant, end: Temporal.Instant): number {
  return (end.epochMilliseconds - start.epochMilliseconds) / 60_000;
}
