const MINUTES_A_DAY = 1440;
const MINUTES_AN_HOUR = 60;
/** Every combination of day of the week and of the month comes up within these; the calendar repeats after 400 years. */
const DAYS_LOOKED_AT = 4 * 366;
const FIRST_DAY = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;

/** The numbers that a field of a cron schedule stands for; nothing where it is not one. */
function numbersOf(field: string, from: number, to: number): ReadonlySet<number> | undefined {
  const numbers = new Set<number>();
  for (const part of field.split(",")) {
    const [, all, first, last, step] = /^(?:(\*)|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(part) ?? [];
    if (all === undefined && first === undefined) return undefined;
    const start = first === undefined ? from : Number(first);
    // A step without an end counts to the largest number there is.
    const end = last !== undefined ? Number(last) : all !== undefined || step !== undefined ? to : start;
    const by = Number(step ?? 1);
    if (start < from || end > to || by < 1) return undefined;
    for (let number = start; number <= end; number += by) numbers.add(number);
  }
  return numbers;
}

/**
 * The most minutes between two starts of a cron schedule, in a time zone without changes of its clock; nothing where the
 * schedule cannot be read, Infinity where it starts never again.
 *
 * @see kubernetes.io, concepts/workloads/controllers/cron-jobs, schedule syntax (v1.36): where day of the month and day
 * of the week are both restricted, either of them is enough.
 */
export function longestGap(schedule: string): number | undefined {
  if (!GAPS.has(schedule)) GAPS.set(schedule, gapOf(schedule));
  return GAPS.get(schedule);
}

/** What was worked out before: the jobs of all tenants have few schedules, and each takes years to walk through. */
const GAPS = new Map<string, number | undefined>();

function gapOf(schedule: string): number | undefined {
  const fields = schedule.trim().split(/\s+/);
  const [minute = "", hour = "", day = "", month = "", weekday = ""] = fields;
  const minutes = numbersOf(minute, 0, MINUTES_AN_HOUR - 1);
  const hours = numbersOf(hour, 0, 23);
  const days = numbersOf(day, 1, 31);
  const months = numbersOf(month, 1, 12);
  const weekdays = numbersOf(weekday, 0, 7);
  if (fields.length !== 5 || !minutes || !hours || !days || !months || !weekdays) return undefined;
  const isDay = (date: Date): boolean => {
    const ofMonth = days.has(date.getUTCDate());
    const ofWeek = weekdays.has(date.getUTCDay()) || (date.getUTCDay() === 0 && weekdays.has(7));
    const restricted = [day, weekday].every((field) => !field.startsWith("*"));
    return months.has(date.getUTCMonth() + 1) && (restricted ? ofMonth || ofWeek : ofMonth && ofWeek);
  };
  const starts = [...hours]
    .flatMap((each) => [...minutes].map((one) => each * MINUTES_AN_HOUR + one))
    .sort((one, other) => one - other);
  let previous: number | undefined;
  let longest = 0;
  for (let index = 0; index < DAYS_LOOKED_AT; index += 1) {
    if (!isDay(new Date(FIRST_DAY + index * DAY_MS))) continue;
    for (const start of starts) {
      const at = index * MINUTES_A_DAY + start;
      if (previous !== undefined) longest = Math.max(longest, at - previous);
      previous = at;
    }
  }
  return longest === 0 ? Number.POSITIVE_INFINITY : longest;
}
