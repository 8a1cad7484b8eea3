import { Temporal } from "@js-temporal/polyfill";
import type { Agreement, Availability } from "../agreement";
import type { Calendar } from "../weekly-hours";
import { workingMinutesInYear } from "./working-time";

/** The calendar that a clause names, or undefined where it says `always`.
 * @throws RangeError for a name that the agreement does not define; a parsed agreement has none */
export function calendarNamed(agreement: Pick<Agreement, "calendars">, name: string): Calendar | undefined {
  if (name === "always") {
    return undefined;
  }
  const calendar = agreement.calendars[name];
  if (calendar === undefined) {
    throw new RangeError(`the agreement defines no calendar "${name}"`);
  }
  return calendar;
}

/** Minutes of a calendar year in which an availability clause measures: 525,600 in a common year when it says always. */
export function measuredMinutes(
  agreement: Pick<Agreement, "calendars">,
  clause: Pick<Availability, "measured">,
  year: number,
): number {
  const calendar = calendarNamed(agreement, clause.measured);
  return calendar === undefined
    ? Temporal.PlainDate.from({ year, month: 1, day: 1 }).daysInYear * 24 * 60
    : workingMinutesInYear(calendar, year);
}

/** Minutes of downtime that an availability clause leaves in a calendar year. */
export function downtimeBudget(
  agreement: Pick<Agreement, "calendars">,
  clause: Pick<Availability, "measured" | "target">,
  year: number,
): number {
  return (measuredMinutes(agreement, clause, year) * (100 - clause.target)) / 100;
}
