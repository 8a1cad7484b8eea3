import { BACKUP_POLICY } from "../../../azure/names/name-limits";
import type { ArmProblem } from "../../arm/problem";
import type { ArmBody, ArmObject } from "../../arm/resource";
import { notModelled, type ResourceModel, type Write } from "../../arm/resource-model";
import { refusedWhileUsedBy } from "../deletion-in-use";
import { nameProblems } from "../name-rule";
import { flagAt, numberAt, objectsAt, textAt, textsAt, type Placed } from "../read-body";
import { missing, noneOf, refusal, refuseWhen, repeated } from "../refusal";
import {
  blobSource,
  clusterSource,
  instanceType,
  invalidRequest,
  policyType,
  reachesVault,
  sourceTypesOf,
} from "./backup-type";
import { immutabilityOf } from "./backup-vault";
import { daysOf, hoursBetween } from "./iso-8601";

const rulesPath = "properties.policyRules";

/**
 * Longest retention of each tier: 360 days beside the data, 10 years in the vault (Microsoft Learn,
 * backup/blob-backup-support-matrix and backup/azure-kubernetes-service-cluster-backup-support-matrix; the figures are
 * estimates, read in older versions).
 */
const mostDays: Readonly<Record<string, number>> = { OperationalStore: 360, VaultStore: 3660 };

/** Hours between backups beside the data of a cluster (Microsoft Learn, backup/azure-kubernetes-service-backup-overview). */
const clusterHours = [4, 6, 8, 12, 24];
/** Into the vault at most once a day. */
const leastVaultHours = 24;

function rulesOf(policy: ArmBody, objectType: string): readonly Placed<ArmObject>[] {
  return objectsAt(policy, rulesPath).filter(({ value }) => textAt(value, "objectType") === objectType);
}

/** Days for which each tier keeps backups by default. */
function defaultRetention(policy: ArmBody): ReadonlyMap<string, number> {
  const rules = rulesOf(policy, "AzureRetentionRule").filter(({ value }) => flagAt(value, "isDefault") === true);
  return new Map(
    rules
      .flatMap(({ value }) => objectsAt(value, "lifecycles"))
      .map(({ value }) => [
        textAt(value, "sourceDataStore.dataStoreType") ?? "",
        daysOf(textAt(value, "deleteAfter.duration") ?? "") ?? 0,
      ]),
  );
}

function retentionProblems({ requested }: Write): readonly ArmProblem[] {
  const rules = rulesOf(requested, "AzureRetentionRule");
  const defaults = rules.filter(({ value }) => flagAt(value, "isDefault") === true);
  const stores = defaults.flatMap(({ path, value }) =>
    objectsAt(value, "lifecycles").map((each) => ({
      path,
      value: textAt(each.value, "sourceDataStore.dataStoreType") ?? "",
    })),
  );
  return [
    ...refuseWhen(defaults.length === 0, () =>
      refusal(invalidRequest, "A policy needs a retention rule with isDefault.", rulesPath),
    ),
    ...repeated(stores, (store, path) =>
      refusal(invalidRequest, `Two default retention rules are for ${store}.`, path),
    ),
    ...rules.flatMap(({ path, value }) =>
      objectsAt(value, "lifecycles").flatMap((each) => lifecycleProblems(each.value, `${path}.${each.path}`)),
    ),
  ];
}

function lifecycleProblems(lifecycle: ArmObject, path: string): readonly ArmProblem[] {
  const store = textAt(lifecycle, "sourceDataStore.dataStoreType") ?? "";
  const duration = textAt(lifecycle, "deleteAfter.duration") ?? "";
  const days = daysOf(duration);
  const most = mostDays[store];
  const target = `${path}.deleteAfter.duration`;
  if (days === undefined) {
    return [refusal(invalidRequest, `'${duration}' is no duration such as P30D or P10Y.`, target)];
  }
  return [
    ...noneOf(store, Object.keys(mostDays), `${path}.sourceDataStore.dataStoreType`, invalidRequest),
    ...refuseWhen(most !== undefined && days > most, () =>
      refusal(
        invalidRequest,
        `${store} keeps backups for at most ${most ?? 0} days, and ${duration} was asked for.`,
        target,
      ),
    ),
  ];
}

function scheduleProblems({ requested }: Write): readonly ArmProblem[] {
  const names = rulesOf(requested, "AzureRetentionRule").map(({ value }) => textAt(value, "name")?.toLowerCase());
  const continuous = sourceTypesOf(requested).includes(blobSource) && !reachesVault(requested);
  const rules = rulesOf(requested, "AzureBackupRule");
  return [
    ...refuseWhen(rules.length === 0 && !continuous, () =>
      refusal(invalidRequest, "A policy needs a backup rule with a schedule.", rulesPath),
    ),
    ...rules.flatMap(({ path, value }) => [
      ...intervalProblems(value, path, sourceTypesOf(requested)),
      ...taggingProblems(value, path, names),
    ]),
  ];
}

function intervalProblems(rule: ArmObject, path: string, sources: readonly string[]): readonly ArmProblem[] {
  const place = "trigger.schedule.repeatingTimeIntervals";
  const given = textsAt(rule, place);
  if (given.length === 0)
    return [refusal(invalidRequest, "A backup rule needs repeatingTimeIntervals.", `${path}.${place}`)];
  const store = textAt(rule, "dataStore.dataStoreType");
  return given.flatMap(({ path: at, value }) => {
    const hours = hoursBetween(value);
    if (hours === undefined) {
      const message = `'${value}' is no repetition such as R/2024-01-01T02:00:00+00:00/P1D.`;
      return [refusal(invalidRequest, message, `${path}.${at}`)];
    }
    const ofCluster = sources.includes(clusterSource) && !clusterHours.includes(hours);
    const ofVault = store === "VaultStore" && hours < leastVaultHours;
    return refuseWhen(ofCluster || ofVault, () =>
      refusal(
        invalidRequest,
        `Backups of ${sources.join(", ")} into ${store ?? ""} every ${hours} hours are not possible.`,
        `${path}.${at}`,
      ),
    );
  });
}

/** Tags choose the retention rule of each backup by its name. */
function taggingProblems(rule: ArmObject, path: string, names: readonly (string | undefined)[]): readonly ArmProblem[] {
  const criteria = objectsAt(rule, "trigger.taggingCriteria");
  const priorities = criteria.map((each) => ({
    path: `${path}.${each.path}`,
    value: String(numberAt(each.value, "taggingPriority") ?? ""),
  }));
  return [
    ...refuseWhen(criteria.filter(({ value }) => flagAt(value, "isDefault") === true).length !== 1, () =>
      refusal(
        invalidRequest,
        "A schedule has exactly one default tagging criterion.",
        `${path}.trigger.taggingCriteria`,
      ),
    ),
    ...repeated(priorities, (priority, at) =>
      refusal(invalidRequest, `Two tagging criteria have the priority ${priority}.`, at),
    ),
    ...criteria.flatMap((each) => {
      const name = textAt(each.value, "tagInfo.tagName") ?? "";
      return refuseWhen(!names.includes(name.toLowerCase()), () =>
        refusal(invalidRequest, `No retention rule is called '${name}'.`, `${path}.${each.path}.tagInfo.tagName`),
      );
    }),
  ];
}

/** An immutable vault lets retention grow, never shrink (Microsoft Learn, backup/backup-azure-immutable-vault-concept). */
function shorteningProblems({ id, requested, previous, cloud }: Write): readonly ArmProblem[] {
  const vault = cloud.get(id.parent ?? "");
  if (previous === undefined || vault === undefined || immutabilityOf(vault.body) === "Disabled") return [];
  const before = defaultRetention(previous.body).get("VaultStore") ?? 0;
  const after = defaultRetention(requested).get("VaultStore") ?? 0;
  return refuseWhen(after < before, () =>
    refusal(
      "UserErrorRetentionReductionNotAllowed",
      `The vault is immutable: retention cannot shrink from ${before} to ${after} days.`,
      rulesPath,
      409,
    ),
  );
}

/** When backups are made and how long they stay. The codes other than Azure's general one are estimates. */
export const backupPolicy: ResourceModel = {
  armType: policyType,
  check: (write) => [
    ...nameProblems(write.id, BACKUP_POLICY),
    ...missing(write, "properties.datasourceTypes", rulesPath),
    ...refuseWhen(sourceTypesOf(write.requested).length !== 1, () =>
      refusal(invalidRequest, "A policy is for exactly one type of data source.", "properties.datasourceTypes"),
    ),
    ...sourceTypesOf(write.requested).flatMap((type) =>
      noneOf(type, [blobSource, clusterSource], "properties.datasourceTypes", notModelled),
    ),
    ...retentionProblems(write),
    ...scheduleProblems(write),
    ...shorteningProblems(write),
  ],
  compute: ({ requested }) => requested,
  immutable: ["properties.datasourceTypes"],
  refusedWhileReferenced: refusedWhileUsedBy(
    [instanceType],
    "UserErrorBackupPolicyInUse",
    (name, user) => `The backup policy ${name} is in use by ${user}.`,
  ),
};
