import { patternedText } from "./patterned-text";

const pattern = /^P(?=[\dT])(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

/** An ISO 8601 duration in whole units, kept as written. */
export const durationSchema = patternedText(
  pattern,
  "an ISO 8601 duration such as PT15M, PT4H, P30D, P12M or P10Y",
).meta({ id: "duration", description: "ISO 8601 duration, for example PT15M, P30D, P12M" });

/** The parts of an ISO 8601 duration. */
interface DurationParts {
  readonly years: number;
  readonly months: number;
  readonly days: number;
  readonly seconds: number;
}

/** Splits an ISO 8601 duration; weeks count as 7 days, a day of the date part is not converted to hours.
 * @throws RangeError where the text is not a duration in whole units. */
function durationParts(duration: string): DurationParts {
  const match = pattern.exec(duration);
  if (match === null) {
    throw new RangeError(`"${duration}" is not an ISO 8601 duration`);
  }
  const [years, months, weeks, days, hours, minutes, seconds] = match.slice(1).map((text) => Number(text ?? 0));
  return {
    years: years ?? 0,
    months: months ?? 0,
    days: (weeks ?? 0) * 7 + (days ?? 0),
    seconds: (hours ?? 0) * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0),
  };
}

const secondsADay = 86_400;

/** The shortest time, in seconds, that the duration can mean: a month counts 28 days, a year 365. */
export function shortestSeconds(duration: string): number {
  const parts = durationParts(duration);
  return (parts.years * 365 + parts.months * 28 + parts.days) * secondsADay + parts.seconds;
}

/** The longest time, in seconds, that the duration can mean: whole years count 366 days each, months 31 but never
 * more than a leap year for twelve of them. */
export function longestSeconds(duration: string): number {
  const parts = durationParts(duration);
  const years = parts.years + Math.floor(parts.months / 12);
  return (years * 366 + (parts.months % 12) * 31 + parts.days) * secondsADay + parts.seconds;
}

/** The duration in minutes.
 * @throws RangeError for months and years, which have no fixed length. */
export function durationMinutes(duration: string): number {
  return fixedSeconds(duration) / 60;
}

/** The duration in days, with a fraction where it has hours.
 * @throws RangeError for months and years, which have no fixed length. */
export function durationDays(duration: string): number {
  return fixedSeconds(duration) / secondsADay;
}

function fixedSeconds(duration: string): number {
  const parts = durationParts(duration);
  if (parts.years > 0 || parts.months > 0) {
    throw new RangeError(`"${duration}" has no fixed length: months and years differ`);
  }
  return parts.days * secondsADay + parts.seconds;
}

/** The duration as a person says it: `30 days`, `15 minutes`, `1 hour 30 minutes`. Weeks are said in days. */
export function durationWords(duration: string): string {
  const { years, months, days, seconds } = durationParts(duration);
  const parts: readonly (readonly [number, string])[] = [
    [years, "year"],
    [months, "month"],
    [days, "day"],
    [Math.floor(seconds / 3600), "hour"],
    [Math.floor((seconds % 3600) / 60), "minute"],
    [seconds % 60, "second"],
  ];
  const said = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count} ${unit}${count === 1 ? "" : "s"}`);
  return said.length === 0 ? "no time" : said.join(" ");
}
