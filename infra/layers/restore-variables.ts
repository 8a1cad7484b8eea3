import { interpolate, type Output } from "@pulumi/pulumi";
import { RECORDS_CONTAINER } from "../../components/backup/log-archive";
import { KEY_FOLDER } from "../../components/workload/job-pod";
import { dataLossRuleId, restoresByItself } from "./data-loss-rule";
import {
  databaseOf,
  dataOf,
  json,
  opensWithMountedKeys,
  placesOf,
  type JobSubject,
  type JobVariables,
} from "./job-subject";
import { made } from "./plan-lookup";

/** The server of a database, by the database's id. */
function serverOf(databaseId: Output<string>): Output<string> {
  return databaseId.apply((id) => id.slice(0, id.lastIndexOf("/databases/")));
}

/** Where the data is, where a new generation goes, where the restore is recorded. */
function commonVariables(subject: JobSubject): JobVariables {
  const { args, site, outputs } = subject;
  const { database } = databaseOf(subject);
  const archive = args.guard.logArchives.apply((archives) => made(archives, site, "log archive at site").name);
  return {
    ...dataOf(subject),
    SOURCE_DATABASE_ID: outputs.databaseId,
    TARGET_SERVER_ID: serverOf(outputs.databaseId),
    BACKUP_REDUNDANCY: database.backupRedundancy,
    RECORDS: json({ url: interpolate`https://${archive}.blob.core.windows.net`, container: RECORDS_CONTAINER }),
    ALERT_LOOKBACK: subject.lookback,
  };
}

/** What a restore that a person starts is told beside the request. */
export function restoreVariables(subject: JobSubject): JobVariables {
  const { plan, args, outputs } = subject;
  // A request names a copy by its slot; the first kind of copy is the one that it means.
  const [copy] = plan.backup.copies;
  return {
    ...commonVariables(subject),
    TARGET_HOST: outputs.server,
    ...(restoresByItself(plan) && { ONLY: "copy" }),
    ...(copy !== undefined && { COPY: copy.key, PLACES: json(placesOf(args.guard, copy)) }),
    ...(opensWithMountedKeys(plan) && { KEY_FOLDER }),
  };
}

/** What a restore is told that looks for its reason itself: which rule's alerts, in which log workspace. */
export function restoreWatchVariables(subject: JobSubject): JobVariables {
  const { plan, args, tenant, site } = subject;
  return {
    ...commonVariables(subject),
    WATCH: json({
      resource: args.platform.workspaces.apply((workspaces) => made(workspaces, site, "log workspace at site")),
      rule: dataLossRuleId(plan, { ...args.scope, site }, tenant),
    }),
  };
}
