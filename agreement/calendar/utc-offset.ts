import { Temporal } from "@js-temporal/polyfill";
import type { Calendar, WeeklyWindow } from "../weekly-hours";
import { commonMinutes, isInside, shifted, spansOfCalendar, spansOfWindow, union } from "./week-spans";
import type { Span } from "./week-spans";

/** Every offset from UTC that a time zone has in a year, in minutes, smallest first: one, or winter's and summer's. */
export function utcOffsets(timeZone: string, year: number): readonly number[] {
  const months = Array.from({ length: 12 }, (_, month) => month + 1);
  const offsets = months.map((month) => {
    const date = Temporal.ZonedDateTime.from({ timeZone, year, month, day: 15, hour: 12 });
    return date.offsetNanoseconds / 60e9;
  });
  return [...new Set(offsets)].sort((one, other) => one - other);
}

/** Minutes by which the clock of a time zone is ahead of UTC at a moment, in milliseconds since 1970. */
export function offsetAt(timeZone: string, moment: number): number {
  return Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(timeZone).offsetNanoseconds / 60e9;
}

/** Minutes of an offset from UTC such as +01:00; undefined where the text is none. */
export function offsetMinutes(text: string): number | undefined {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):(\d{2})$/.exec(text) ?? [];
  return sign === undefined ? undefined : (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/** What a maintenance window has to keep to. */
export interface WindowBounds {
  /** Windows that together must hold it, in its own time zone; anywhere when absent. */
  readonly allowed?: readonly WeeklyWindow[];
  /** Hours that it must keep out of. Their holidays are not looked at: a holiday is no safer to plan on. */
  readonly never?: Calendar;
}

/** How a window that was given to a scheduler with a fixed offset from UTC is seen on the clock of its time zone. */
export interface FixedOffsetWindow {
  /** The offset that the scheduler keeps to, in minutes. */
  readonly offset: number;
  /** Where the window lies on the local clock, for every offset that the zone has during the year. */
  readonly local: readonly { readonly actualOffset: number; readonly spans: readonly Span[] }[];
}

/** A window as seen locally when a scheduler holds it at one fixed offset (AKS maintenance configurations take a fixed
 * `utcOffset`: Microsoft Learn, aks/planned-maintenance, 2025). */
export function atFixedOffset(window: WeeklyWindow, offset: number, year: number): FixedOffsetWindow {
  const spans = spansOfWindow(window);
  return {
    offset,
    local: utcOffsets(window.timeZone, year).map((actualOffset) => ({
      actualOffset,
      spans: shifted(spans, actualOffset - offset),
    })),
  };
}

/** The offsets, in minutes, at which a scheduler may hold the window so that it keeps to its bounds all year; none when
 * there is no such offset. */
export function offsetsThatHold(window: WeeklyWindow, bounds: WindowBounds, year: number): readonly number[] {
  return utcOffsets(window.timeZone, year).filter((offset) =>
    atFixedOffset(window, offset, year).local.every(({ actualOffset, spans }) =>
      keepsTo(spans, window.timeZone, actualOffset, bounds, year),
    ),
  );
}

/** Whether a window that a scheduler holds on the clock of its time zone keeps to its bounds all year. */
export function holdsOnItsClock(window: WeeklyWindow, bounds: WindowBounds, year: number): boolean {
  const spans = spansOfWindow(window);
  return utcOffsets(window.timeZone, year).every((offset) => keepsTo(spans, window.timeZone, offset, bounds, year));
}

/**
 * Whether a window on the clock of one time zone keeps all year to bounds that are said in another, each with its own
 * summer time. Both clocks are compared on the same days, so that a zone without summer time is seen under both offsets.
 *
 * @param clock the IANA time zone of the scheduler; the window's own is that of the agreement
 */
export function holdsOnClock(window: WeeklyWindow, clock: string, bounds: WindowBounds, year: number): boolean {
  const spans = spansOfWindow(window);
  const offsetOn = (timeZone: string, month: number): number =>
    Temporal.ZonedDateTime.from({ timeZone, year, month, day: 15, hour: 12 }).offsetNanoseconds / 60e9;
  return Array.from({ length: 12 }, (_, index) => index + 1).every((month) => {
    const local = offsetOn(window.timeZone, month);
    return keepsTo(shifted(spans, local - offsetOn(clock, month)), window.timeZone, local, bounds, year);
  });
}

function keepsTo(
  spans: readonly Span[],
  timeZone: string,
  actualOffset: number,
  { allowed, never }: WindowBounds,
  year: number,
): boolean {
  if (allowed !== undefined && !isInside(spans, union(allowed.flatMap(spansOfWindow)))) {
    return false;
  }
  if (never === undefined) {
    return true;
  }
  // Hours of another zone are moved to this one; its summer time may start on another day, so every offset counts.
  const moves =
    never.timeZone === timeZone ? [0] : utcOffsets(never.timeZone, year).map((other) => actualOffset - other);
  return moves.every((move) => commonMinutes(spans, shifted(spansOfCalendar(never), move)) === 0);
}
