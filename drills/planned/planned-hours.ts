import type { Agreement } from "../../agreement/agreement";
import { maintenanceBounds } from "../../agreement/calendar/maintenance-bounds";
import type { SeasonWeek } from "../../agreement/calendar/season-weeks";
import { offsetAt } from "../../agreement/calendar/utc-offset";
import {
  commonMinutes,
  minutesOf,
  shifted,
  spansOfCalendar,
  spansOfWindow,
  union,
  type Span,
} from "../../agreement/calendar/week-spans";

type Clauses = Pick<Agreement, "maintenance" | "calendars">;

/** Minutes of a week that lie outside of the agreed window. */
export function minutesOutside(spans: readonly Span[], { maintenance }: Clauses): number {
  return minutesOf(spans) - commonMinutes(spans, spansOfWindow(maintenance.window));
}

/** Minutes of a week in which no work may be planned: in hours that it keeps out of, or outside of all that are allowed. */
export function minutesForbidden(spans: readonly Span[], agreement: Clauses, week: SeasonWeek): number {
  const { allowed, never } = maintenanceBounds(agreement);
  const banned =
    never === undefined ? [] : shifted(spansOfCalendar(never), week.offset - offsetAt(never.timeZone, week.begins));
  const outside =
    allowed === undefined ? 0 : minutesOf(spans) - commonMinutes(spans, union(allowed.flatMap(spansOfWindow)));
  return outside + commonMinutes(spans, banned);
}

/**
 * The minute of a week at which work is worst, because Azure says no more than the hours: the first one outside of the
 * agreed window, else the first of all; undefined where there are no hours.
 */
export function worstMinute(spans: readonly Span[], { maintenance }: Clauses): number | undefined {
  const agreed = spansOfWindow(maintenance.window);
  const bounds = spans.flatMap(({ from, to }) => [
    from,
    ...agreed.map((span) => span.to).filter((end) => end > from && end < to),
  ]);
  const ordered = [...bounds].sort((one, other) => one - other);
  return ordered.find((minute) => !isWithin(minute, agreed)) ?? ordered[0];
}

/** Whether a minute of a week lies in some hours. */
export function isWithin(minute: number, spans: readonly Span[]): boolean {
  return spans.some(({ from, to }) => from <= minute && minute < to);
}
