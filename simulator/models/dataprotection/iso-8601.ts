import { Temporal } from "@js-temporal/polyfill";

/** A fixed day on which months and years are measured. */
const anyDay = "2026-01-01";

/** The days of a duration such as `P30D` or `P10Y`; undefined where a text is none, or is not longer than nothing. */
export function daysOf(duration: string): number | undefined {
  try {
    const days = Temporal.Duration.from(duration).total({ unit: "days", relativeTo: anyDay });
    return days > 0 ? days : undefined;
  } catch {
    return undefined;
  }
}

/** The interval of a repetition such as `R/2024-01-01T02:00:00+00:00/P1D`, in hours; undefined where a text is none. */
export function hoursBetween(repetition: string): number | undefined {
  const [repeat, start, interval, ...rest] = repetition.split("/");
  if (repeat !== "R" || start === undefined || interval === undefined || rest.length > 0) return undefined;
  if (!/^\d{4}-\d{2}-\d{2}T/.test(start) || Number.isNaN(Date.parse(start))) return undefined;
  const days = daysOf(interval);
  return days === undefined ? undefined : days * 24;
}
