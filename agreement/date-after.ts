import { Temporal } from "@js-temporal/polyfill";

/**
 * The last day of a period that begins after a date.
 *
 * @param date ISO 8601
 * @param duration ISO 8601; hours count only as whole days
 */
export function dateAfter(date: string, duration: string): string {
  return Temporal.PlainDate.from(date).add(Temporal.Duration.from(duration)).toString();
}
