import { interpolate } from "@pulumi/pulumi";
import { KEY_FOLDER } from "../../components/workload/job-pod";
import type { CopyPlan } from "../plan/backup-plan";
import type { Plan } from "../plan/plan";
import type { ScheduledJobPlan } from "../plan/scheduled-job-plan";
import {
  databaseOf,
  dataOf,
  json,
  opensWithMountedKeys,
  placesOf,
  planned,
  type JobSubject,
  type JobVariables,
} from "./job-subject";
import { siteOutput } from "./platform-outputs";
import { made, siteOf } from "./plan-lookup";
import { restoreWatchVariables } from "./restore-variables";
import type { WorkloadArgs } from "./workload-cluster";

/** What the beat of the monitoring is written to, at the watcher. */
const BEAT_STREAM = "Custom-Heartbeat";
/** The newest record of any kind; what is older than a day is not looked through. */
const NEWEST_RECORD = "union * | where TimeGenerated > ago(1d) | summarize max(TimeGenerated)";

const minutes = (count: number): string => `PT${count}M`;

function copyNamed(plan: Plan, key: string): CopyPlan {
  return planned(
    plan.backup.copies.find((copy) => copy.key === key),
    `copy "${key}"`,
  );
}

function exportVariables(subject: JobSubject, job: ScheduledJobPlan): JobVariables {
  const { plan, args, outputs } = subject;
  const copy = copyNamed(plan, job.label ?? "");
  return {
    ...dataOf(subject),
    COPY: copy.key,
    EVERY: minutes(copy.timing.everyMinutes),
    EPOCH: job.epoch,
    SOURCE_DATABASE_ID: outputs.databaseId,
    COPY_DATABASE: interpolate`${outputs.database}-${copy.key}`,
    SQL_HOST: outputs.server,
    PLACES: json(placesOf(args.guard, copy)),
    KEYS: JSON.stringify(plan.copyKeys.map(({ kid, n, e }) => ({ kid, kty: "RSA", n, e }))),
  };
}

function checkServerOf({ args, site }: JobSubject): JobVariables {
  const server = siteOutput(args.platform, site, "checkServer");
  return { CHECK_SERVER_ID: server.id, CHECK_SERVER_HOST: server.host };
}

const copyPrefix = "copy-";

function verificationVariables(subject: JobSubject, job: ScheduledJobPlan): JobVariables {
  const { plan, args, outputs } = subject;
  const { key, label = "", maxAgeMinutes } = job;
  const common = {
    ...dataOf(subject),
    MAX_AGE: minutes(planned(maxAgeMinutes, `oldest age for ${key}`)),
    CHECK_DATABASE: interpolate`${outputs.database}-${key}`,
  };
  if (label.startsWith(copyPrefix)) {
    const copy = copyNamed(plan, label.slice(copyPrefix.length));
    return {
      ...common,
      ...checkServerOf(subject),
      RECOVERY_POINT: "copy",
      COPY: copy.key,
      PLACES: json(placesOf(args.guard, copy)),
      ...(opensWithMountedKeys(plan) && { KEY_FOLDER }),
    };
  }
  const live = { ...common, DATABASE_ID: outputs.databaseId, SQL_HOST: outputs.server };
  return label === "long-term"
    ? { ...live, ...checkServerOf(subject), RECOVERY_POINT: "longTerm" }
    : { ...live, RECOVERY_POINT: "pointInTime" };
}

const MINUTES_A_DAY = 1440;

function presenceVariables(subject: JobSubject, job: ScheduledJobPlan): JobVariables {
  const { plan, cell, args, outputs } = subject;
  const { site, database } = databaseOf(subject);
  const { databaseId } = outputs;
  const maxAge = minutes(planned(job.maxAgeMinutes, "oldest age of backups"));
  const copies = plan.backup.copies.flatMap((copy) =>
    placesOf(args.guard, copy).map((place) => ({
      kind: "copy",
      copy: copy.key,
      maxAge: minutes(copy.latestWithinMinutes),
      place,
    })),
  );
  const longest = plan.jobs.find(({ label }) => label === "long-term")?.maxAgeMinutes;
  const documents = (cell.documents?.sites ?? []).flatMap((place) => {
    const vault = plan.backup.vaults.find((one) => one.site === place && one.protects.includes("documents"));
    if (vault === undefined) return [];
    const instanceId = args.cell.documents.apply((accounts) =>
      planned(
        made(accounts, place, "account of documents at site").backupInstanceId,
        `backup of documents at "${place}"`,
      ),
    );
    return [{ kind: "documents", instanceId, maxAge: minutes(vault.latestWithinMinutes) }];
  });
  return {
    ...dataOf(subject),
    EXPECTED: json([
      ...copies,
      { kind: "pointInTime", databaseId, reach: minutes(database.pointInTimeDays * MINUTES_A_DAY) },
      ...(longest === undefined
        ? []
        : [{ kind: "longTerm", databaseId, location: siteOf(plan, site).region, maxAge: minutes(longest) }]),
      ...(database.backupRedundancy.startsWith("Geo") ? [{ kind: "geo", databaseId, maxAge }] : []),
      ...documents,
    ]),
  };
}

/** What a job of a tenant is told. The platform's and the environment's names come on top. */
export function tenantVariables(subject: JobSubject, job: ScheduledJobPlan): JobVariables {
  switch (job.job) {
    case "export":
      return exportVariables(subject, job);
    case "verification":
      return verificationVariables(subject, job);
    case "presence":
      return presenceVariables(subject, job);
    case "scan":
      return { DATABASE_ID: subject.outputs.databaseId };
    case "restore":
      return restoreWatchVariables(subject);
    case "probe": {
      const entry = planned(
        subject.cell.entries.find(({ site }) => site === subject.site),
        `entry at site "${subject.site}"`,
      );
      return {
        TENANT: subject.tenant,
        URL: `https://${subject.hostName}/`,
        CONNECT_TO: `${entry.privateAddress}:${entry.privatePort}`,
      };
    }
    case "heartbeat":
      throw new Error("The heartbeat is the platform's job and no tenant's.");
  }
}

/** What the heartbeat is told. */
export function heartbeatVariables(plan: Plan, args: WorkloadArgs, site: string, job: ScheduledJobPlan): JobVariables {
  return {
    WATCHED_WORKSPACE: args.platform.workspaceKeys.apply((keys) => made(keys, site, "log workspace at site")),
    QUERY: NEWEST_RECORD,
    MAX_AGE: minutes(planned(job.maxAgeMinutes, "oldest age of records")),
    BEAT_ENDPOINT: `https://${plan.watcher.host}`,
    BEAT_RULE: plan.watcher.rule,
    BEAT_STREAM,
  };
}
