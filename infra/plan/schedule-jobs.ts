import type { Agreement } from "../../agreement/agreement";
import { durationMinutes } from "../../agreement/duration";
import type { CopyPlan } from "./backup-plan";
import type { Environment } from "./environment";
import type { JobPlan } from "./job-plan";
import { cronOf, tenantEpoch } from "./job-times";
import type { ScheduledJobPlan } from "./scheduled-job-plan";
import type { Placement, RestoreJobPlan } from "./workload-plan";

const HOUR = 60;
/** The job that misses data which was there: it compares a restored database with the live one. */
const LOSS_FINDER = "verification point-in-time";
/** Minutes of a restore at most: Azure gives no figure; restores of large databases take hours (own estimate). */
const LONGEST_RESTORE = 12 * HOUR;

/**
 * Minutes that a run may take where neither its interval nor the size of the databases sets an end: our own estimates, for
 * restores of the largest size and for Azure's scans, which a job gives up after 30 minutes by itself.
 */
const LONGEST: Readonly<Partial<Record<string, number>>> = {
  [LOSS_FINDER]: 4 * HOUR,
  "verification long-term": 12 * HOUR,
  scan: 45,
  presence: 15,
};

/** What jobs are scheduled from. */
export interface ScheduleContext {
  readonly agreement: Agreement;
  readonly environment: Environment;
  readonly jobs: readonly JobPlan[];
  readonly copies: readonly CopyPlan[];
}

function nameOf({ job, label }: JobPlan): string {
  return label === undefined ? job : `${job} ${label}`;
}

/** The copy that a job makes or opens. */
function copyOf({ job, label }: JobPlan, copies: readonly CopyPlan[]): CopyPlan | undefined {
  return copies.find(({ key }) =>
    job === "export" ? label === key : job === "verification" && label === `copy-${key}`,
  );
}

function longestMinutes(job: JobPlan, copy: CopyPlan | undefined): number {
  const needed = copy === undefined ? LONGEST[nameOf(job)] : 2 * copy.timing.waveMinutes;
  return Math.min(job.everyMinutes, needed ?? job.everyMinutes);
}

/** The job of one tenant, or of the platform, in the tenant's turn. */
function schedule(
  { environment, copies }: ScheduleContext,
  job: JobPlan,
  segment: number,
  placement: Placement,
): ScheduledJobPlan {
  const epoch = tenantEpoch(job, segment);
  const copy = copyOf(job, copies);
  return {
    ...environment.workload.jobs[job.job],
    job: job.job,
    key: nameOf(job).replace(" ", "-"),
    ...(job.label !== undefined && { label: job.label }),
    everyMinutes: job.everyMinutes,
    schedule: cronOf(epoch, job.everyMinutes),
    epoch,
    startWithinSeconds: Math.floor((job.everyMinutes * 60) / 2),
    deadlineSeconds: longestMinutes(job, copy) * 60,
    ...(job.maxAgeMinutes !== undefined && { maxAgeMinutes: job.maxAgeMinutes }),
    ...(copy !== undefined && { scratchGiB: copy.timing.estimate.scratchGiB }),
    placement,
  };
}

/** The jobs of a tenant, each in the turn of its segment. */
export function tenantJobs(
  context: ScheduleContext,
  segment: number,
  placement: Placement,
): readonly ScheduledJobPlan[] {
  return context.jobs.filter(({ per }) => per === "tenant").map((job) => schedule(context, job, segment, placement));
}

/** A restore of a tenant's data, ready to be started. It takes no longer than a copy of the largest database may. */
export function restoreJob({ agreement, environment, copies }: ScheduleContext, placement: Placement): RestoreJobPlan {
  const { recovery } = agreement;
  // Who misses data does so at the end of its run, and compares with a moment that was one recovery point before its start.
  const untilNoticed = (LONGEST[LOSS_FINDER] ?? 0) + durationMinutes(recovery.detectWithin);
  const lookback = durationMinutes(recovery.point) + untilNoticed;
  return {
    ...environment.workload.jobs.restore,
    lookback: `PT${lookback}M`,
    deadlineSeconds: LONGEST_RESTORE * 60,
    scratchGiB: Math.max(0, ...copies.map(({ timing }) => timing.estimate.scratchGiB)),
    placement,
  };
}

/** The jobs of the platform itself. */
export function platformJobs(context: ScheduleContext, placement: Placement): readonly ScheduledJobPlan[] {
  return context.jobs.filter(({ per }) => per === "platform").map((job) => schedule(context, job, 0, placement));
}
