import * as sql from "@pulumi/azure-native/sql";
import {
  ComponentResource,
  type ComponentResourceOptions,
  type Input,
  type Output,
  type Resource,
} from "@pulumi/pulumi";
import { deletionLock } from "../backup/deletion-lock";
import type { Scope } from "../component-args";
import { DiagnosticSetting } from "../monitoring/diagnostic-setting";
import { nameInScope, withoutCell } from "../name-in-scope";

/** Where one copy of a database runs. */
export interface DatabasePlace {
  readonly serverName: Input<string>;
  readonly resourceGroupName: Input<string>;
  readonly location: Input<string>;
  readonly workspaceId: Input<string>;
  /** GP, BC and Hyperscale in a region with zones (Microsoft Learn, reliability/reliability-sql-database, 2026). */
  readonly zoneRedundant: boolean;
  /** Geo and GeoZone leave the region for its pair; Zone needs zones. */
  readonly backupRedundancy: "Local" | "Zone" | "Geo" | "GeoZone";
  /** Azure's named maintenance window; absent for Azure's default, 17:00-08:00 local time on every day. */
  readonly maintenanceConfigurationId?: string;
}

export interface TenantDatabaseArgs {
  readonly scope: Scope;
  readonly tags: Readonly<Record<string, string>>;
  readonly tenant: string;
  /** Of the data: a restored database is a new one. */
  readonly generation: number;
  /** Made from another database as it was at a moment; absent for one that begins empty. */
  readonly restoredFrom?: { readonly databaseId: Input<string>; readonly to: string };
  /**
   * ARM id of a database on another server that it is a copy of, as that is when the copy ends; nobody may write to it any
   * more. A restore to a point in time stays on its server (Microsoft Learn, azure-sql/database/recovery-using-backups),
   * a copy need not (database-copy, 2022-06).
   */
  readonly copiedFrom?: Input<string>;
  /** ARM id of the database where something else has made it already: it is taken over as it is. */
  readonly takenOver?: string;
  /**
   * Nothing but an explicit removal of the protection deletes it, neither through Pulumi nor past it.
   * @default true
   */
  readonly protected?: boolean;
  /** For example `GP_Gen5_2`. */
  readonly sku: string;
  readonly maxSizeGiB: number;
  /** 1-35 days (Microsoft Learn, azure-sql/database/automated-backups-change-settings, 2023). */
  readonly pointInTimeDays: number;
  readonly differentialEveryHours: 12 | 24;
  /** ISO durations of at most 10 years; `weekOfYear` 1-52 with `yearly` (long-term-retention-overview, 2023). */
  readonly longTerm: {
    readonly weekly?: string;
    readonly monthly?: string;
    readonly yearly?: string;
    readonly weekOfYear?: number;
  };
  readonly primary: DatabasePlace;
  /** The readable copy at another site that a failover promotes, with the same settings and retention. */
  readonly secondary?: DatabasePlace;
}

const BYTES_PER_GIB = 1024 ** 3;

/**
 * Azure's specification gives these a meaning only when a database is made, and so the plugin replaces the database
 * where one changes (azure-rest-api-specs, sql 2023-08-01 Databases.json: x-ms-mutability create; pulumi-azure-native,
 * provider/pkg/gen). How a database was made is history: no later wish may replace it.
 */
const FIXED_WHEN_MADE = [
  "createMode",
  "sourceDatabaseId",
  "restorePointInTime",
  // Said by nobody here, and read from Azure where a database is taken over.
  "collation",
  "catalogCollation",
  "isLedgerOn",
];

/**
 * What whoever made a database decided otherwise; it becomes as it is said here with the first update after the takeover,
 * because the engine takes over only what is as the program says.
 */
const MADE_OTHERWISE = [
  "readScale",
  "tags",
  "sku",
  "maxSizeBytes",
  "zoneRedundant",
  "requestedBackupStorageRedundancy",
  "maintenanceConfigurationId",
];

type Origin = Pick<sql.DatabaseArgs, "createMode" | "secondaryType" | "sourceDatabaseId" | "restorePointInTime">;

/** The name of a generation of a tenant's data; the cell is no part of it, because data outlives cells. */
export function databaseName(scope: Scope, tenant: string, generation: number): string {
  return nameInScope(withoutCell(scope), "sql:Database", { tenant, generation });
}

/** The database of one tenant, with everything that decides how far and how long it can be restored. */
export class TenantDatabase extends ComponentResource {
  readonly name: string;
  readonly resourceId: Output<string>;
  readonly secondaryId: Output<string> | undefined;
  /** When Azure made it, ISO 8601. */
  readonly created: Output<string>;

  constructor(name: string, args: TenantDatabaseArgs, options?: ComponentResourceOptions) {
    super("deltawerk:data:TenantDatabase", name, {}, options);
    const { tenant, generation, primary, secondary } = args;
    this.name = databaseName(args.scope, tenant, generation);
    const database = this.place(`${name}-primary`, args, primary, originOf(args), args.takenOver);
    this.resourceId = database.id;
    this.created = database.creationDate;
    this.secondaryId =
      secondary &&
      this.place(`${name}-secondary`, args, secondary, {
        createMode: "Secondary",
        secondaryType: "Geo",
        sourceDatabaseId: database.id,
      }).id;
    this.registerOutputs({ name: this.name, resourceId: this.resourceId, secondaryId: this.secondaryId });
  }

  private place(
    name: string,
    args: TenantDatabaseArgs,
    place: DatabasePlace,
    origin: Origin,
    takenOver?: string,
  ): sql.Database {
    const { serverName, resourceGroupName, maintenanceConfigurationId } = place;
    const { protected: isProtected = true } = args;
    const database = new sql.Database(
      name,
      {
        ...origin,
        databaseName: this.name,
        serverName,
        resourceGroupName,
        location: place.location,
        tags: args.tags,
        sku: { name: args.sku },
        maxSizeBytes: args.maxSizeGiB * BYTES_PER_GIB,
        zoneRedundant: place.zoneRedundant,
        requestedBackupStorageRedundancy: place.backupRedundancy,
        ...(maintenanceConfigurationId !== undefined && { maintenanceConfigurationId }),
      },
      {
        parent: this,
        protect: isProtected,
        ignoreChanges: takenOver === undefined ? FIXED_WHEN_MADE : [...FIXED_WHEN_MADE, ...MADE_OTHERWISE],
        ...(takenOver !== undefined && { import: takenOver }),
      },
    );
    const retention = this.retain(name, args, { serverName, resourceGroupName, databaseName: database.name });
    const logs = new DiagnosticSetting(
      `${name}-logs`,
      { resourceId: database.id, resourceType: "Microsoft.Sql/servers/databases", workspaceId: place.workspaceId },
      { parent: this },
    );
    if (isProtected) {
      deletionLock(`${name}-lock`, database.id, `Holds the data of tenant ${args.tenant}.`, {
        parent: this,
        dependsOn: [...retention, logs],
      });
    }
    return database;
  }

  /**
   * Retention is set on the secondary too: Azure applies there what is set there, and only from the failover on
   * (Microsoft Learn, azure-sql/database/long-term-retention-overview, 2023).
   */
  private retain(
    name: string,
    { pointInTimeDays, differentialEveryHours, longTerm }: TenantDatabaseArgs,
    database: Pick<sql.BackupShortTermRetentionPolicyArgs, "serverName" | "resourceGroupName" | "databaseName">,
  ): readonly Resource[] {
    const shortTerm = new sql.BackupShortTermRetentionPolicy(
      `${name}-point-in-time`,
      {
        ...database,
        policyName: "default",
        retentionDays: pointInTimeDays,
        diffBackupIntervalInHours: differentialEveryHours,
      },
      { parent: this },
    );
    const { weekly, monthly, yearly, weekOfYear } = longTerm;
    if (weekly === undefined && monthly === undefined && yearly === undefined) return [shortTerm];
    const ladder = new sql.LongTermRetentionPolicy(
      `${name}-long-term`,
      {
        ...database,
        policyName: "default",
        ...(weekly !== undefined && { weeklyRetention: weekly }),
        ...(monthly !== undefined && { monthlyRetention: monthly }),
        ...(yearly !== undefined && { yearlyRetention: yearly }),
        ...(weekOfYear !== undefined && { weekOfYear }),
      },
      { parent: this },
    );
    return [shortTerm, ladder];
  }
}

function originOf({ restoredFrom, copiedFrom }: TenantDatabaseArgs): Origin {
  if (copiedFrom !== undefined) return { createMode: "Copy", sourceDatabaseId: copiedFrom };
  return restoredFrom === undefined
    ? { createMode: "Default" }
    : {
        createMode: "PointInTimeRestore",
        sourceDatabaseId: restoredFrom.databaseId,
        restorePointInTime: restoredFrom.to,
      };
}
