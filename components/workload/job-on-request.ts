import * as batch from "@pulumi/kubernetes/batch/v1";
import { ComponentResource, type ComponentResourceOptions, type Input } from "@pulumi/pulumi";
import { jobSpec, type JobPodArgs } from "./job-pod";

export interface JobOnRequestArgs extends JobPodArgs {
  readonly namespace: Input<string>;
  readonly tenant: string;
  /** After this it is ended, tries included. */
  readonly deadlineSeconds: number;
}

/** A day that never comes: it is started by a person or not at all. */
const NEVER = "0 0 30 2 *";

/**
 * A program that is ready to be started for a tenant: a suspended schedule that is a template and nothing else. Whoever
 * starts it first writes the request into the config map of the same name:
 * `kubectl create job restore-ab12-1 --from=cronjob/restore-ab12`.
 */
export class JobOnRequest extends ComponentResource {
  constructor(name: string, args: JobOnRequestArgs, options?: ComponentResourceOptions) {
    super("deltawerk:workload:JobOnRequest", name, {}, options);
    const { job, tenant, namespace } = args;
    new batch.CronJob(
      `${name}-template`,
      {
        metadata: { name: onRequestName(job, tenant), namespace },
        spec: {
          schedule: NEVER,
          timeZone: "Etc/UTC",
          concurrencyPolicy: "Forbid",
          suspend: true,
          jobTemplate: { spec: jobSpec(args, args.deadlineSeconds) },
        },
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}

/** Name of the template, and of the config map with its request. */
export function onRequestName(job: string, tenant: string): string {
  return `${job}-${tenant}`;
}
