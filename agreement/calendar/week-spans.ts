import { durationMinutes } from "../duration";
import { clockMinutes, weekdays, weekdaysOf } from "../weekly-hours";
import type { Calendar, WeekSpan, WeeklyWindow } from "../weekly-hours";

/** A part of every week on a wall clock, in minutes since Monday 00:00: from included, to not. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

const minutesADay = 24 * 60;

/** Minutes in a week that does not change its clocks. */
export const minutesAWeek = 7 * minutesADay;

/** The hours of a calendar in a week without holidays. Hours whose end is not after their start pass midnight. */
export function spansOfCalendar(calendar: Calendar): readonly Span[] {
  const from = clockMinutes(calendar.from);
  const to = clockMinutes(calendar.to);
  const length = to > from ? to - from : to + minutesADay - from;
  return daily(calendar.days, from, length);
}

/** When a window is open, past midnight and past the end of the week if it is long enough. */
export function spansOfWindow(window: WeeklyWindow): readonly Span[] {
  return daily(window.days, clockMinutes(window.from), durationMinutes(window.length));
}

/** A continuous span of every week; one that ends before it starts passes the weekend. */
export function spansOfWeekSpan(span: WeekSpan): readonly Span[] {
  const from = weekdays.indexOf(span.fromDay) * minutesADay + clockMinutes(span.from);
  const to = weekdays.indexOf(span.toDay) * minutesADay + clockMinutes(span.to);
  return union([{ from, to: to > from ? to : to + minutesAWeek }]);
}

function daily(days: string, from: number, length: number): readonly Span[] {
  return union(
    weekdaysOf(days).map((day) => {
      const start = weekdays.indexOf(day) * minutesADay + from;
      return { from: start, to: start + length };
    }),
  );
}

/** The same spans, moved by a number of minutes around the week. */
export function shifted(spans: readonly Span[], minutes: number): readonly Span[] {
  return union(spans.map(({ from, to }) => ({ from: from + minutes, to: to + minutes })));
}

/** Minutes of a week that both have. */
export function commonMinutes(left: readonly Span[], right: readonly Span[]): number {
  return left
    .flatMap((one) => right.map((other) => Math.min(one.to, other.to) - Math.max(one.from, other.from)))
    .reduce((sum, minutes) => sum + Math.max(0, minutes), 0);
}

/** Whether every minute of the first lies in the second. */
export function isInside(inner: readonly Span[], outer: readonly Span[]): boolean {
  return commonMinutes(inner, outer) === minutesOf(inner);
}

/** Minutes of a week that the spans cover. */
export function minutesOf(spans: readonly Span[]): number {
  return spans.reduce((sum, { from, to }) => sum + to - from, 0);
}

/** The same minutes as spans within one week, in order and apart from each other. */
export function union(spans: readonly Span[]): readonly Span[] {
  const within = spans
    .flatMap(({ from, to }) => {
      if (to - from >= minutesAWeek) {
        return [{ from: 0, to: minutesAWeek }];
      }
      const start = ((from % minutesAWeek) + minutesAWeek) % minutesAWeek;
      const end = start + to - from;
      return end <= minutesAWeek
        ? [{ from: start, to: end }]
        : [
            { from: start, to: minutesAWeek },
            { from: 0, to: end - minutesAWeek },
          ];
    })
    .sort((one, other) => one.from - other.from);
  return within.reduce<readonly Span[]>((merged, span) => {
    const last = merged.at(-1);
    return last !== undefined && span.from <= last.to
      ? [...merged.slice(0, -1), { from: last.from, to: Math.max(last.to, span.to) }]
      : [...merged, span];
  }, []);
}
