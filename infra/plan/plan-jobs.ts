import type { Agreement } from "../../agreement/agreement";
import { durationMinutes } from "../../agreement/duration";
import type { CopyPlan } from "./backup-plan";
import { promisesOf } from "./clause-promises";
import { EPOCH_DAY } from "./copy-timing";
import type { JobPlan, Turns } from "./job-plan";

const DAY = 1440;
const WEEK = 7 * DAY;
const MINUTE_MS = 60_000;

const AT_ONCE: Turns = { waves: 1, waveMinutes: 0 };
/** Restores of a subscription are limited (30 at once), and each takes a while: tenants take turns over the night. Ours. */
const NIGHTLY: Turns = { waves: 16, waveMinutes: 15 };
/** A weekly full backup reaches long-term retention within a week (Microsoft Learn, azure-sql/database/long-term-retention-overview). */
const LONG_TERM_SLACK = WEEK;
const MONTH = 31 * DAY;

function at(minuteOfDay: number): string {
  return new Date(EPOCH_DAY + minuteOfDay * MINUTE_MS).toISOString();
}

/** The export of a copy, and its verification at the time at which the tenant's copy is done for certain. */
function copyJobs(agreement: Agreement, copy: CopyPlan): readonly JobPlan[] {
  const { timing, key } = copy;
  const turns = { waves: timing.waves, waveMinutes: timing.waveMinutes };
  const common = { label: key, per: "tenant", everyMinutes: timing.everyMinutes, turns } as const;
  const done = Date.parse(timing.epoch) + 2 * timing.waveMinutes * MINUTE_MS;
  return [
    { job: "export", ...common, epoch: timing.epoch, promises: copy.promises },
    {
      job: "verification",
      ...common,
      label: `copy-${key}`,
      epoch: new Date(done).toISOString(),
      // A copy that is there is two waves old by then; where it is missing, the one before is older by a whole interval.
      // The limit stands between the two, so that a run that starts some seconds late or early makes no difference.
      maxAgeMinutes: timing.everyMinutes + timing.waveMinutes,
      promises: promisesOf(agreement.backup.verification),
    },
  ];
}

function restoreJobs({ backup, recovery }: Agreement): readonly JobPlan[] {
  const promises = promisesOf(backup.verification);
  const pointInTime: JobPlan = {
    job: "verification",
    label: "point-in-time",
    per: "tenant",
    everyMinutes: DAY,
    epoch: at(9 * 60),
    turns: NIGHTLY,
    maxAgeMinutes: durationMinutes(recovery.point),
    promises,
  };
  if (backup.monthly === undefined && backup.yearly === undefined) return [pointInTime];
  const longTerm: JobPlan = {
    ...pointInTime,
    label: "long-term",
    everyMinutes: WEEK,
    epoch: at(14 * 60),
    // A year's backup is a month's as well, so the newest is never older than a month.
    maxAgeMinutes: backup.monthly === undefined ? 366 * DAY + LONG_TERM_SLACK : MONTH + LONG_TERM_SLACK,
  };
  return [pointInTime, longTerm];
}

/** How often a tenant's restore looks for a reason to begin; a run that finds none takes seconds. Ours. */
export const RESTORE_WATCH_MINUTES = 5;

/** Where a restore begins by itself, something has to look for its reason: nothing outside reaches the clusters. */
function restoreStart({ recovery }: Agreement): readonly JobPlan[] {
  if (recovery.restoreStart?.automatic !== true) return [];
  return [
    {
      job: "restore",
      label: "watch",
      per: "tenant",
      everyMinutes: RESTORE_WATCH_MINUTES,
      epoch: at(0),
      turns: AT_ONCE,
      promises: promisesOf(recovery.restoreStart),
    },
  ];
}

/** When each job runs, from fixed moments, so that a plan of next year is the same. */
export function planJobs(agreement: Agreement, copies: readonly CopyPlan[]): readonly JobPlan[] {
  const { monitoring, scanning } = agreement;
  const slowest = Math.max(...copies.map(({ timing }) => timing.everyMinutes));
  return [
    ...copies.flatMap((copy) => copyJobs(agreement, copy)),
    ...restoreJobs(agreement),
    ...restoreStart(agreement),
    {
      job: "presence",
      per: "tenant",
      everyMinutes: 60,
      epoch: at(5),
      turns: AT_ONCE,
      maxAgeMinutes: slowest + durationMinutes(monitoring.backups.late),
      promises: promisesOf(monitoring.backups),
    },
    {
      job: "probe",
      per: "tenant",
      everyMinutes: durationMinutes(monitoring.uptime.every),
      epoch: at(0),
      turns: AT_ONCE,
      promises: promisesOf(monitoring.uptime),
    },
    {
      job: "scan",
      per: "tenant",
      everyMinutes: durationMinutes(scanning.vulnerabilities.every),
      epoch: at(4 * 60),
      turns: NIGHTLY,
      promises: promisesOf(scanning.vulnerabilities),
    },
    {
      job: "heartbeat",
      per: "platform",
      // Twice within the time after which silence is noticed, so that one lost beat is no alarm.
      everyMinutes: durationMinutes(monitoring.itself.silentFor) / 2,
      epoch: at(0),
      turns: AT_ONCE,
      maxAgeMinutes: durationMinutes(monitoring.itself.silentFor),
      promises: promisesOf(monitoring.itself),
    },
  ];
}
