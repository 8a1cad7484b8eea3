import type { CloudView } from "../../arm/cloud-view";
import type { ArmProblem } from "../../arm/problem";
import type { ArmResource } from "../../arm/resource";
import { idKey, isResourceId, parseResourceId } from "../../arm/resource-id";
import { notModelled, type Write } from "../../arm/resource-model";
import { numberAt, textAt } from "../read-body";
import { refusal, refuseWhen } from "../refusal";

/** How a new database comes into being. Azure answers none of it, so only what was asked for is known. */
export const creationProperties = [
  "createMode",
  "sourceDatabaseId",
  "restorePointInTime",
  "recoverableDatabaseId",
  "restorableDroppedDatabaseId",
  "longTermRetentionBackupResourceId",
  "recoveryServicesRecoveryPointId",
  "sourceDatabaseDeletionDate",
  "sourceResourceId",
] as const;

export function createModeOf({ requested }: Pick<Write, "requested">): string {
  return textAt(requested, "properties.createMode") ?? "Default";
}

/** The database that a new one is made from. A recoverable database is the geo-replicated backup of a live one. */
export function sourceOf({ requested, cloud }: Pick<Write, "requested" | "cloud">): ArmResource | undefined {
  const id = textAt(requested, "properties.sourceDatabaseId") ?? textAt(requested, "properties.recoverableDatabaseId");
  if (id === undefined || !isResourceId(id)) return undefined;
  return cloud.get(id.replace(/\/recoverableDatabases\//i, "/databases/"));
}

function nameOf(resource: ArmResource | undefined): string {
  return resource === undefined ? "" : parseResourceId(resource.id).name.toLowerCase();
}

/** A geo-secondary carries the name of its primary on another server. */
function secondaryProblems({ id }: Write, source: ArmResource): readonly ArmProblem[] {
  const sameServer = idKey(parseResourceId(source.id).parent ?? "") === idKey(id.parent ?? "");
  return [
    ...refuseWhen(sameServer, () =>
      refusal(
        "InvalidParameterValue",
        "A geo-secondary is on another server than its primary.",
        "properties.sourceDatabaseId",
      ),
    ),
    ...refuseWhen(nameOf(source) !== id.name.toLowerCase(), () =>
      refusal(
        "InvalidParameterValue",
        `A geo-secondary has the name of its primary, '${nameOf(source)}', not '${id.name}'.`,
        "name",
      ),
    ),
  ];
}

const dayMilliseconds = 86_400_000;

/**
 * The first moment that a database can be restored to: its creation, or later where its retention is over by now.
 *
 * @returns ISO 8601
 */
export function earliestRestorePoint({ id, body }: ArmResource, cloud: CloudView): string {
  const created = textAt(body, "properties.creationDate") ?? cloud.now;
  const policy = cloud.get(`${id}/backupShortTermRetentionPolicies/default`);
  const days = numberAt(policy?.body ?? {}, "properties.retentionDays") ?? 7;
  const kept = new Date(Date.parse(cloud.now) - days * dayMilliseconds).toISOString();
  return kept > created ? kept : created;
}

function isSecondary(resource: ArmResource): boolean {
  return ["Secondary", "OnlineSecondary"].includes(textAt(resource.body, "properties.createMode") ?? "");
}

/** Microsoft Learn, azure-sql/database/recovery-using-backups: a new database on the same server, from a kept point. */
function restoreProblems({ id, requested, cloud }: Write, source: ArmResource): readonly ArmProblem[] {
  const point = Date.parse(textAt(requested, "properties.restorePointInTime") ?? "");
  const earliest = earliestRestorePoint(source, cloud);
  const path = "properties.restorePointInTime";
  return [
    ...refuseWhen(idKey(parseResourceId(source.id).parent ?? "") !== idKey(id.parent ?? ""), () =>
      refusal(
        "InvalidParameterValue",
        "A database is restored to a point in time on its own server.",
        "properties.sourceDatabaseId",
      ),
    ),
    ...refuseWhen(isSecondary(source), () =>
      refusal(
        "InvalidParameterValue",
        `'${nameOf(source)}' is a geo-secondary; only a primary is restored.`,
        "properties.sourceDatabaseId",
      ),
    ),
    ...refuseWhen(nameOf(source) === id.name.toLowerCase(), () =>
      refusal(
        "DatabaseAlreadyExists",
        `A restore makes a new database and cannot overwrite '${id.name}'.`,
        "name",
        409,
      ),
    ),
    ...refuseWhen(Number.isNaN(point) || point < Date.parse(earliest) || point > Date.parse(cloud.now), () =>
      refusal("InvalidRestorePointInTime", `The restore point must be a time from ${earliest} to ${cloud.now}.`, path),
    ),
  ];
}

/** Geo-restore needs backups that were replicated to another region. */
function recoveryProblems(source: ArmResource): readonly ArmProblem[] {
  const redundancy = textAt(source.body, "properties.currentBackupStorageRedundancy") ?? "";
  return refuseWhen(!redundancy.startsWith("Geo"), () =>
    refusal(
      "GeoRestoreNotAvailable",
      `The backups of ${source.id} are '${redundancy}'; geo-restore needs Geo or GeoZone.`,
      "properties.recoverableDatabaseId",
    ),
  );
}

/** A create mode is carried out once: afterwards the same request is an update and another one would overwrite. */
function repetitionProblems({ id, requested, previous }: Write): readonly ArmProblem[] {
  const changed = creationProperties.find(
    (name) => textAt(requested, `properties.${name}`) !== textAt(previous?.body ?? {}, `properties.${name}`),
  );
  return refuseWhen(changed !== undefined, () =>
    refusal(
      "DatabaseAlreadyExists",
      `Database '${id.name}' exists and cannot be made again with another '${changed ?? ""}'.`,
      `properties.${changed ?? ""}`,
      409,
    ),
  );
}

/** Refusals of how a database is to come into being. */
export function createModeProblems(write: Write): readonly ArmProblem[] {
  const mode = createModeOf(write);
  if (mode === "Default") return [];
  if (write.previous !== undefined) return repetitionProblems(write);
  if (mode.startsWith("RestoreExternal") || mode === "Restore" || mode === "RestoreLongTermRetentionBackup") {
    return [refusal(notModelled, `The local cloud does not model the create mode '${mode}'.`, "properties.createMode")];
  }
  const source = sourceOf(write);
  if (source === undefined) {
    return [
      refusal(
        "SourceDatabaseNotFound",
        `The create mode '${mode}' needs a source database that exists.`,
        "properties.sourceDatabaseId",
        404,
      ),
    ];
  }
  if (mode === "Secondary" || mode === "OnlineSecondary") return secondaryProblems(write, source);
  if (mode === "PointInTimeRestore") return restoreProblems(write, source);
  return mode === "Recovery" ? recoveryProblems(source) : [];
}
