import * as batch from "@pulumi/kubernetes/batch/v1";
import { ComponentResource, type ComponentResourceOptions, type Input } from "@pulumi/pulumi";
import { jobSpec, type JobPodArgs } from "./job-pod";

export interface ScheduledJobArgs extends JobPodArgs {
  readonly namespace: Input<string>;
  /** Tells it apart from the other jobs of its tenant: `export-nightly`. */
  readonly key: string;
  /** As cron has it, in UTC. */
  readonly schedule: string;
  /** Later than this after its time it does not start any more. */
  readonly startWithinSeconds: number;
  /** After this it is ended, tries included. */
  readonly deadlineSeconds: number;
}

/** Runs that are kept to be looked at; their records are in the logs. */
const KEPT = { successful: 1, failed: 3 };

/**
 * A program of `jobs/` that runs at fixed times, never twice at once: what a run cannot do any more the next one does,
 * because what is due follows from the schedule and not from the run.
 */
export class ScheduledJob extends ComponentResource {
  constructor(name: string, args: ScheduledJobArgs, options?: ComponentResourceOptions) {
    super("deltawerk:workload:ScheduledJob", name, {}, options);
    const { namespace, key, tenant } = args;
    new batch.CronJob(
      `${name}-schedule`,
      {
        metadata: { name: tenant === undefined ? key : `${key}-${tenant}`, namespace },
        spec: {
          schedule: args.schedule,
          timeZone: "Etc/UTC",
          concurrencyPolicy: "Forbid",
          suspend: false,
          startingDeadlineSeconds: args.startWithinSeconds,
          successfulJobsHistoryLimit: KEPT.successful,
          failedJobsHistoryLimit: KEPT.failed,
          jobTemplate: { spec: jobSpec(args, args.deadlineSeconds) },
        },
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}
