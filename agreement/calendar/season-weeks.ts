import { Temporal } from "@js-temporal/polyfill";

/** A whole week of Monday to Sunday on the clock of a time zone, in which that clock is not changed. */
export interface SeasonWeek {
  /** Monday 00:00, in milliseconds since 1970. */
  readonly begins: number;
  /** From UTC, in minutes. */
  readonly offset: number;
}

const weeksAYear = 53;

/** The first whole week after a moment under each offset of a time zone, in order: one, or winter's and summer's. */
export function seasonWeeks(timeZone: string, after: number): readonly SeasonWeek[] {
  const today = Temporal.Instant.fromEpochMilliseconds(after).toZonedDateTimeISO(timeZone).startOfDay();
  const monday = today.add({ days: 8 - today.dayOfWeek });
  const weeks = Array.from({ length: weeksAYear }, (_, index) => {
    const [begins, ends] = [monday.add({ weeks: index }), monday.add({ weeks: index + 1 })];
    return {
      begins: begins.epochMilliseconds,
      offset: begins.offsetNanoseconds / 60e9,
      ends: ends.offsetNanoseconds / 60e9,
    };
  }).filter(({ offset, ends }) => offset === ends);
  const offsets = [...new Set(weeks.map(({ offset }) => offset))];
  return offsets.flatMap((wanted) => {
    const first = weeks.find(({ offset }) => offset === wanted);
    return first === undefined ? [] : [{ begins: first.begins, offset: wanted }];
  });
}
