import { LIMITS } from "../../../azure/limits";
import { SQL_DATABASE } from "../../../azure/names/name-limits";
import { findRegion, type Redundancy } from "../../../azure/regions";
import { copyDuration, geoRestoreDuration, restoreDuration } from "../../../azure/recovery-times";
import { provisioningTime } from "../../../azure/provisioning-times";
import type { ArmProblem } from "../../arm/problem";
import type { ArmBody } from "../../arm/resource";
import type { ResourceModel, Write } from "../../arm/resource-model";
import { guidOf } from "../computed-value";
import { nameProblems } from "../name-rule";
import { flagAt, numberAt, textAt } from "../read-body";
import { missing, refusal, refuseWhen } from "../refusal";
import { hasZones, redundancyProblems, sameRegion } from "../region-check";
import { withDefaults, withProperties, withoutProperties } from "../stored-body";
import { createModeOf, createModeProblems, creationProperties, earliestRestorePoint, sourceOf } from "./create-mode";
import { canBeZoneRedundant, currentSku, serviceObjectiveOf } from "./service-objective";
import { serverType } from "./server";

export const databaseType = `${serverType}/databases`;

const redundancies: Readonly<Record<string, Redundancy>> = { Local: "LRS", Zone: "ZRS", Geo: "GRS", GeoZone: "GZRS" };

const mostDatabases = LIMITS.sqlDatabasesPerServer.value;

/** Names that the engine keeps for itself. */
const systemNames = ["master", "model", "msdb", "tempdb"];

/** Geo where the region has a pair (automated-backups-overview), otherwise the best that is left. */
function defaultRedundancy(location: string): string {
  if (findRegion(location)?.pair !== undefined) return "Geo";
  return hasZones(location) ? "Zone" : "Local";
}

function redundancyOf(body: ArmBody): string {
  return textAt(body, "properties.requestedBackupStorageRedundancy") ?? defaultRedundancy(body.location ?? "");
}

function placeProblems({ id, requested, previous, cloud }: Write): readonly ArmProblem[] {
  const server = cloud.get(id.parent ?? "");
  const databases = cloud.children(id.parent ?? "", databaseType).length;
  return [
    ...refuseWhen(
      server !== undefined && requested.location !== undefined && !sameRegion(server.body.location, requested.location),
      () =>
        refusal(
          "InvalidResourceLocation",
          `Database '${id.name}' must be in '${server?.body.location ?? ""}', the region of its server.`,
          "location",
        ),
    ),
    ...refuseWhen(previous === undefined && databases > mostDatabases, () =>
      refusal("ServerDatabaseCountLimitReached", `A server has at most ${mostDatabases} databases.`),
    ),
    ...refuseWhen(systemNames.includes(id.name.toLowerCase()), () =>
      refusal("InvalidDatabaseName", `'${id.name}' is a system database.`, "name"),
    ),
  ];
}

/** Microsoft Learn, reliability-sql-database (2026-08): which editions and regions spread a database over zones. */
function zoneProblems({ requested, previous }: Write): readonly ArmProblem[] {
  const wanted = flagAt(requested, "properties.zoneRedundant") === true;
  const objective = serviceObjectiveOf(requested);
  if (objective === undefined) return [];
  const isHyperscale = objective.edition === "Hyperscale";
  const path = "properties.zoneRedundant";
  return [
    ...refuseWhen(wanted && (!hasZones(requested.location) || !canBeZoneRedundant(objective)), () =>
      refusal(
        "ProvisioningDisabled",
        `Provisioning of zone redundant database/pool is not supported for your current request: ${objective.name} in '${requested.location ?? ""}'.`,
        path,
      ),
    ),
    ...refuseWhen(wanted && isHyperscale && !redundancyOf(requested).endsWith("Zone"), () =>
      refusal(
        "ProvisioningDisabled",
        "A zone redundant Hyperscale database needs Zone or GeoZone backup storage.",
        path,
      ),
    ),
    ...refuseWhen(isHyperscale && previous !== undefined && wanted !== (flagAt(previous.body, path) ?? false), () =>
      refusal(
        "PropertyChangeNotAllowed",
        "A Hyperscale database is made zone redundant only when it is created.",
        path,
        409,
      ),
    ),
  ];
}

function backupProblems({ requested, previous }: Write): readonly ArmProblem[] {
  const path = "properties.requestedBackupStorageRedundancy";
  const asked = redundancyOf(requested);
  const redundancy = redundancies[asked];
  const isHyperscale = serviceObjectiveOf(requested)?.edition === "Hyperscale";
  return [
    ...(redundancy === undefined
      ? []
      : redundancyProblems(redundancy, requested.location, path, "BackupStorageRedundancyNotSupported")),
    ...refuseWhen(isHyperscale && previous !== undefined && redundancyOf(previous.body) !== asked, () =>
      refusal(
        "PropertyChangeNotAllowed",
        "The backup storage redundancy of a Hyperscale database is fixed when it is created.",
        path,
        409,
      ),
    ),
  ];
}

function created({ id, requested, previous, cloud }: Write): ArmBody {
  const objective = serviceObjectiveOf(requested);
  // What was restored yesterday has backups since yesterday, however old the data in it is.
  const creationDate = textAt(previous?.body ?? {}, "properties.creationDate") ?? cloud.now;
  const pair = findRegion(requested.location ?? "")?.pair;
  return withProperties(requested, {
    creationDate,
    currentBackupStorageRedundancy: redundancyOf(requested),
    databaseId: guidOf(id.text, "database"),
    earliestRestoreDate: creationDate,
    status: "Online",
    ...(pair !== undefined && { defaultSecondaryLocation: pair }),
    ...(objective !== undefined && {
      currentServiceObjectiveName: objective.name,
      currentSku: currentSku(objective),
      requestedServiceObjectiveName: objective.name,
    }),
  });
}

const gib = 2 ** 30;

/** A new database is there in a minute; one that is made from backups or from another takes as long as its size asks. */
function creationMinutes(write: Write): number {
  const { create, update } = provisioningTime("azure-native:sql:Database");
  if (write.previous !== undefined) return update;
  const size = (numberAt(sourceOf(write)?.body ?? {}, "properties.maxSizeBytes") ?? 32 * gib) / gib;
  const mode = createModeOf(write);
  if (mode === "PointInTimeRestore") return restoreDuration(size);
  if (mode === "Copy") return copyDuration(size);
  return mode === "Recovery" ? geoRestoreDuration(size) : create;
}

export const database: ResourceModel = {
  armType: databaseType,
  minutes: creationMinutes,
  check: (write) => [
    ...missing(write, "location"),
    ...nameProblems(write.id, SQL_DATABASE, "InvalidDatabaseName"),
    ...placeProblems(write),
    ...refuseWhen(serviceObjectiveOf(write.requested) === undefined, () =>
      refusal("InvalidSkuName", `Azure SQL has no SKU '${textAt(write.requested, "sku.name") ?? ""}'.`, "sku.name"),
    ),
    ...zoneProblems(write),
    ...backupProblems(write),
    ...createModeProblems(write),
  ],
  compute: (write) => {
    const source = sourceOf(write)?.body.properties ?? {};
    const defaults = {
      catalogCollation: source["catalogCollation"] ?? "SQL_Latin1_General_CP1_CI_AS",
      collation: source["collation"] ?? "SQL_Latin1_General_CP1_CI_AS",
      isLedgerOn: source["isLedgerOn"] ?? false,
      maxSizeBytes: source["maxSizeBytes"] ?? 34359738368,
      readScale: "Disabled",
      requestedBackupStorageRedundancy: redundancyOf(write.requested),
      zoneRedundant: false,
    };
    const sku = write.requested.sku ?? { name: serviceObjectiveOf(write.requested)?.name };
    const body = created({ ...write, requested: withDefaults({ ...write.requested, sku }, defaults) });
    const isVCore = serviceObjectiveOf(write.requested)?.family !== undefined;
    return { ...body, kind: `v12.0,user${isVCore ? ",vcore" : ""}` };
  },
  view: (resource, cloud) =>
    withProperties(withoutProperties(resource.body, ...creationProperties), {
      earliestRestoreDate: earliestRestorePoint(resource, cloud),
    }),
  immutable: ["properties.collation", "properties.catalogCollation", "properties.isLedgerOn"],
  uncheckedReferences: [
    "properties.sourceDatabaseId",
    "properties.recoverableDatabaseId",
    "properties.restorableDroppedDatabaseId",
    "properties.longTermRetentionBackupResourceId",
    // Azure's own named windows; they are in every subscription without having been made.
    "properties.maintenanceConfigurationId",
  ],
  singletons: [
    {
      type: `${databaseType}/backupShortTermRetentionPolicies`,
      name: "default",
      body: () => ({ properties: { diffBackupIntervalInHours: 12, retentionDays: 7 } }),
    },
    {
      type: `${databaseType}/backupLongTermRetentionPolicies`,
      name: "default",
      body: () => ({
        properties: { monthlyRetention: "PT0S", weekOfYear: 0, weeklyRetention: "PT0S", yearlyRetention: "PT0S" },
      }),
    },
    {
      type: `${databaseType}/transparentDataEncryption`,
      name: "current",
      body: () => ({ properties: { state: "Enabled" } }),
    },
  ],
};
