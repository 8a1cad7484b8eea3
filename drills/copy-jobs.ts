import type { ClusterObject, Instant } from "./cloud";
import type { CopyName } from "./copies/copy-work";

const MINUTE = 60_000;
const DAY = 24 * 60;
const WEEK = 7 * DAY;
/** A Sunday, with which cron's weeks begin. */
const WEEK_BEGINS = Date.parse("2024-01-07T00:00:00Z");

/** When a job runs: from a moment on, in even steps. */
export interface RunTimes {
  readonly epoch: Instant;
  readonly everyMinutes: number;
}

/** A CronJob, as far as drills look at it. */
export interface CronJob {
  readonly kind?: string;
  readonly metadata?: { readonly name?: string };
  readonly spec?: { readonly schedule?: string; readonly suspend?: boolean };
}

/**
 * When the CronJob of a name runs, as it is deployed; undefined where there is none, or it is suspended.
 *
 * @throws RangeError where its schedule is not one of even steps within a week, of which nothing here can be said
 */
export function runTimesOf(objects: readonly ClusterObject[], name: string): RunTimes | undefined {
  const job = cronJobNamed(objects, name);
  return job === undefined ? undefined : evenSteps(job.spec?.schedule ?? "");
}

/** The CronJob of a name that runs; undefined where there is none, or it is suspended. */
export function cronJobNamed(objects: readonly ClusterObject[], name: string): CronJob | undefined {
  const jobs = objects.map(({ object }) => object as CronJob);
  return jobs.find(
    ({ kind, metadata, spec }) => kind === "CronJob" && metadata?.name === name && spec?.suspend !== true,
  );
}

/** Name of the CronJob that makes a copy of a tenant's database. */
export const copyJobName = ({ key }: { readonly key: string }, tenant: string): string => `export-${key}-${tenant}`;

/** Name of the CronJob that verifies a copy of a tenant. */
export const copyCheckName = ({ tenant, copy }: CopyName): string => `verification-copy-${copy}-${tenant}`;

/** The first run after a moment. */
export function nextRun({ epoch, everyMinutes }: RunTimes, after: Instant): Instant {
  const every = everyMinutes * MINUTE;
  return epoch + (Math.floor((after - epoch) / every) + 1) * every;
}

/**
 * A schedule as cron has it, in UTC, as even steps.
 *
 * @throws RangeError where its runs are not evenly apart
 */
export function evenSteps(schedule: string): RunTimes {
  const [minutes = "", hours = "", days, months, weekdays = ""] = schedule.split(" ");
  const runs = [...numbersOf(weekdays, 7)].flatMap((weekday) =>
    [...numbersOf(hours, 24)].flatMap((hour) =>
      [...numbersOf(minutes, 60)].map((minute) => weekday * DAY + hour * 60 + minute),
    ),
  );
  const [first] = runs;
  const gaps = new Set(runs.map((run, index) => (runs[index + 1] ?? (first ?? 0) + WEEK) - run));
  const [everyMinutes] = gaps;
  if (days !== "*" || months !== "*" || first === undefined || everyMinutes === undefined || gaps.size !== 1) {
    throw new RangeError(`the schedule "${schedule}" is not one of even steps within a week`);
  }
  return { epoch: WEEK_BEGINS + first * MINUTE, everyMinutes };
}

/** Numbers below a limit that a field of a schedule names, in order; none where it cannot be read. */
function numbersOf(field: string, limit: number): readonly number[] {
  const parts = field.split(",").map((part) => /^(?:(\*)|(\d+))(?:\/(\d+))?$/.exec(part));
  const named = parts.map((part) => {
    if (part === null) return undefined;
    const [, , start, step] = part;
    // A single number is itself; with a step it begins there.
    if (start !== undefined && step === undefined) return [Number(start)];
    const by = Number(step ?? 1);
    const from = Number(start ?? 0);
    return by > 0 ? Array.from({ length: Math.ceil((limit - from) / by) }, (_, index) => from + index * by) : undefined;
  });
  if (named.includes(undefined)) return [];
  const numbers = new Set(named.flatMap((each) => each ?? []));
  return [...numbers].filter((number) => number < limit).sort((one, other) => one - other);
}
