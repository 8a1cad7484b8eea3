import { EPOCH_DAY } from "./copy-timing";
import type { JobPlan } from "./job-plan";

const MINUTE_MS = 60_000;
const DAY = 1440;
const WEEK = 7 * DAY;

/** The moment from which one tenant's runs are counted, by the number of its segment, which never changes. */
export function tenantEpoch({ epoch, turns }: Pick<JobPlan, "epoch" | "turns">, segment: number): string {
  const wave = segment % turns.waves;
  return new Date(Date.parse(epoch) + wave * turns.waveMinutes * MINUTE_MS).toISOString();
}

/**
 * A schedule as cron has it, in UTC: every so many minutes within an hour, hours within a day, or once a week.
 *
 * @throws RangeError for an interval that cron cannot say.
 */
export function cronOf(epoch: string, everyMinutes: number): string {
  const start = (Date.parse(epoch) - EPOCH_DAY) / MINUTE_MS;
  const minute = start % 60;
  const hour = Math.floor((start % DAY) / 60);
  // Epochs count from a Monday, cron's weeks from Sunday.
  if (everyMinutes === WEEK) return `${minute} ${hour} * * ${(Math.floor(start / DAY) + 1) % 7}`;
  if (everyMinutes > 0 && 60 % everyMinutes === 0) {
    const offset = minute % everyMinutes;
    return everyMinutes === 60 ? `${minute} * * * *` : `${offset === 0 ? "*" : offset}/${everyMinutes} * * * *`;
  }
  if (everyMinutes <= 0 || everyMinutes % 60 !== 0 || DAY % everyMinutes !== 0) {
    throw new RangeError(`Every ${everyMinutes} minutes cannot be written as a cron schedule.`);
  }
  const hours = Array.from({ length: DAY / everyMinutes }, (_, index) => (hour + (index * everyMinutes) / 60) % 24);
  return `${minute} ${hours.sort((one, other) => one - other).join(",")} * * *`;
}
