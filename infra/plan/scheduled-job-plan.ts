import type { JobPlan } from "./job-plan";
import type { Placement, PodSize } from "./workload-plan";

/** A program of `jobs/` as it runs in a cluster: when, for how long at most, how large. */
export interface ScheduledJobPlan extends PodSize {
  readonly job: JobPlan["job"];
  /** Tells it apart from the other jobs beside it: `export-nightly`. */
  readonly key: string;
  /** What it is about, as the job's plan has it. */
  readonly label?: string;
  readonly everyMinutes: number;
  /** As cron has it, in UTC. */
  readonly schedule: string;
  /** A start of it, ISO: slots are counted from here. */
  readonly epoch: string;
  /** Later than this after its time it does not start any more; the next run does its work. */
  readonly startWithinSeconds: number;
  /** After this it is ended, tries included. */
  readonly deadlineSeconds: number;
  /** The oldest that what it looks at may be, in minutes. */
  readonly maxAgeMinutes?: number;
  /** Disk for its files, where it has any. */
  readonly scratchGiB?: number;
  readonly placement: Placement;
}
