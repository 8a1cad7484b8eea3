import type { Input, Output, ProviderResource, Resource } from "@pulumi/pulumi";
import { exportAccount, JobNamespace, JOB_ACCOUNTS } from "../../components/workload/job-namespace";
import { JobOnRequest, onRequestName } from "../../components/workload/job-on-request";
import { ScheduledJob, type ScheduledJobArgs } from "../../components/workload/scheduled-job";
import type { Plan } from "../plan/plan";
import type { ScheduledJobPlan } from "../plan/scheduled-job-plan";
import type { RestoreJobPlan, WorkloadPlan } from "../plan/workload-plan";
import { restoresByItself } from "./data-loss-rule";
import { copyReader, copyRestorer, copyWatcher, copyWriter } from "./guard-identities";
import { opensWithMountedKeys, type JobSubject, type JobVariables } from "./job-subject";
import { heartbeatVariables, tenantVariables } from "./job-variables";
import { policyOf } from "./plan-lookup";
import { restoreVariables } from "./restore-variables";
import type { WorkloadArgs } from "./workload-cluster";
import { imageOf } from "./workload-image";

/** Secret with the private keys that open copies; who keeps them puts it there. */
const KEY_SECRET = "copy-keys";

/** Who the job is that makes the users of databases; every cell with clusters has it. */
function principalsClientId({ cell }: WorkloadArgs): Output<string> {
  return cell.apply(({ principals }) => {
    if (principals === undefined)
      throw new Error("The cell layer has no identity for database users; bring it up first.");
    return principals.clientId;
  });
}

function programClientId({ cell }: WorkloadArgs, account: string): Output<string> {
  return cell.jobs.apply((jobs) => {
    const program = jobs[account];
    if (program === undefined)
      throw new Error(`The cell layer has no identity for the job ${account}; bring it up first.`);
    return program.clientId;
  });
}

/** The namespace of the jobs with an account for each program, which is the identity that the layers below have made. */
export function addJobNamespace(
  plan: Plan,
  args: WorkloadArgs,
  workload: WorkloadPlan,
  { place, provider }: { readonly place: string; readonly provider: ProviderResource },
): JobNamespace {
  const { guard } = args;
  const writers = plan.backup.copies.map(({ key }) => [exportAccount(key), copyWriter(guard, key).clientId] as const);
  return new JobNamespace(
    `jobs-${place}`,
    {
      accounts: {
        [JOB_ACCOUNTS.principals]: principalsClientId(args),
        ...Object.fromEntries(writers),
        [JOB_ACCOUNTS.verification]: copyReader(guard).clientId,
        [JOB_ACCOUNTS.restore]: copyRestorer(guard).clientId,
        [JOB_ACCOUNTS.presence]: copyWatcher(guard).clientId,
        [JOB_ACCOUNTS.scan]: programClientId(args, JOB_ACCOUNTS.scan),
        [JOB_ACCOUNTS.probe]: undefined,
        ...(workload.jobs.length > 0 && {
          [JOB_ACCOUNTS.heartbeat]: programClientId(args, JOB_ACCOUNTS.heartbeat),
        }),
      },
      policies: [policyOf(workload.jobPolicies, "probes")],
    },
    { provider },
  );
}

function accountOf({ job, label }: ScheduledJobPlan): string {
  return job === "export" ? exportAccount(label ?? "") : JOB_ACCOUNTS[job];
}

/** Probes work with nobody's data and prove nothing to anybody but by what they ask. */
const PROBES: readonly ScheduledJobPlan["job"][] = ["probe", "heartbeat"];

function jobArgs(
  plan: Plan,
  args: WorkloadArgs,
  job: ScheduledJobPlan,
  variables: JobVariables,
): Omit<ScheduledJobArgs, "namespace" | "hostAliases"> {
  const { platform, environment } = plan.target;
  const opensCopies = job.job === "verification" && (job.label ?? "").startsWith("copy-");
  return {
    job: job.job,
    key: job.key,
    role: PROBES.includes(job.job) ? "probes" : "jobs",
    serviceAccount: accountOf(job),
    signsIn: job.job !== "probe",
    image: imageOf(args, job.image),
    cpuMillicores: job.cpuMillicores,
    memoryMiB: job.memoryMiB,
    placement: job.placement,
    variables: { PLATFORM: platform, ENVIRONMENT: environment, ...variables },
    schedule: job.schedule,
    startWithinSeconds: job.startWithinSeconds,
    deadlineSeconds: job.deadlineSeconds,
    ...(job.scratchGiB !== undefined && { scratchGiB: job.scratchGiB }),
    ...(opensCopies && opensWithMountedKeys(plan) && { keySecret: KEY_SECRET }),
  };
}

export interface TenantJobsPlace {
  /** Names the cluster in the stack. */
  readonly place: string;
  readonly provider: ProviderResource;
  readonly namespace: Input<string>;
  readonly hostAliases: ScheduledJobArgs["hostAliases"];
  /** What has to be there before a job can work. */
  readonly after: readonly Resource[];
}

/** The programs that run for a tenant on a schedule. */
export function addTenantJobs(subject: JobSubject, jobs: readonly ScheduledJobPlan[], at: TenantJobsPlace): void {
  const { plan, args, tenant } = subject;
  for (const job of jobs) {
    new ScheduledJob(
      `${job.key}-${tenant}-${at.place}`,
      {
        ...jobArgs(plan, args, job, tenantVariables(subject, job)),
        // A request that somebody has recorded begins with the next run.
        // What a run could not do the next one tries, minutes later; trying again at once would use up its attempts.
        ...(job.job === "restore" && {
          retries: 0,
          handedOver: { configMap: onRequestName("restore", tenant), variables: ["REQUEST"] },
        }),
        tenant,
        namespace: at.namespace,
        hostAliases: at.hostAliases,
      },
      { provider: at.provider, dependsOn: [...at.after] },
    );
  }
}

/** The restore of a tenant's data, which waits for a request. */
export function addRestore(subject: JobSubject, restore: RestoreJobPlan, at: TenantJobsPlace): void {
  const { plan, args, tenant } = subject;
  const { platform, environment } = plan.target;
  const { lookback: _, ...size } = restore;
  new JobOnRequest(
    `restore-${tenant}-${at.place}`,
    {
      ...size,
      image: imageOf(args, restore.image),
      job: "restore",
      tenant,
      role: "jobs",
      serviceAccount: JOB_ACCOUNTS.restore,
      signsIn: true,
      variables: { PLATFORM: platform, ENVIRONMENT: environment, ...restoreVariables(subject) },
      handedOver: {
        configMap: onRequestName("restore", tenant),
        variables: restoresByItself(plan) ? ["REQUEST"] : ["REQUEST", "ALERT"],
      },
      namespace: at.namespace,
      hostAliases: at.hostAliases,
      ...(opensWithMountedKeys(plan) && { keySecret: KEY_SECRET }),
    },
    { provider: at.provider, dependsOn: [...at.after] },
  );
}

/** The programs of the platform itself. */
export function addPlatformJobs(
  plan: Plan,
  args: WorkloadArgs,
  workload: WorkloadPlan,
  { place, provider, namespace, after }: Omit<TenantJobsPlace, "hostAliases">,
): void {
  for (const job of workload.jobs) {
    new ScheduledJob(
      `${job.key}-${place}`,
      {
        ...jobArgs(plan, args, job, heartbeatVariables(plan, args, workload.site, job)),
        namespace,
        hostAliases: [],
      },
      { provider, dependsOn: [...after] },
    );
  }
}
