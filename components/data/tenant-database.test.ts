import type { CustomResourceOptions, ResourceTransformation } from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { recordResources, type RecordedResource } from "../record-resources";
import { TenantDatabase, type TenantDatabaseArgs } from "./tenant-database";

const args: TenantDatabaseArgs = {
  scope: { platform: "superoffice", environment: "local", site: "noe", cell: 1 },
  tags: { tenant: "ab12" },
  tenant: "ab12",
  generation: 2,
  sku: "GP_Gen5_2",
  maxSizeGiB: 32,
  pointInTimeDays: 30,
  differentialEveryHours: 12,
  longTerm: { monthly: "P12M", yearly: "P10Y", weekOfYear: 1 },
  primary: {
    serverName: "sql-noe",
    resourceGroupName: "rg-noe",
    location: "norwayeast",
    workspaceId: "log-noe",
    zoneRedundant: true,
    backupRedundancy: "Geo",
    maintenanceConfigurationId: "SQL_NorwayEast_DB_1",
  },
};
const secondary: TenantDatabaseArgs["secondary"] = {
  serverName: "sql-now",
  resourceGroupName: "rg-now",
  location: "norwaywest",
  workspaceId: "log-now",
  zoneRedundant: false,
  backupRedundancy: "Local",
};

const record = (changed: Partial<TenantDatabaseArgs> = {}) =>
  recordResources((options) => new TenantDatabase("ab12", { ...args, ...changed }, options));
const inputsOf = (resources: readonly RecordedResource[], name: string) =>
  resources.find((resource) => resource.name === name)?.inputs;
const shape = (resources: readonly RecordedResource[]) =>
  resources.map(({ type, name, protect }) => [type, name, protect]);

const PRIMARY = [
  ["deltawerk:data:TenantDatabase", "ab12", false],
  ["azure-native:sql:Database", "ab12-primary", true],
  ["azure-native:sql:BackupShortTermRetentionPolicy", "ab12-primary-point-in-time", false],
  ["azure-native:sql:LongTermRetentionPolicy", "ab12-primary-long-term", false],
  ["azure-native:monitor:DiagnosticSetting", "ab12-primary-logs", false],
  ["azure-native:authorization:ManagementLockByScope", "ab12-primary-lock", false],
];

describe("TenantDatabase", () => {
  it("is one protected database with its retention", async () => {
    const resources = await record();
    expect(shape(resources)).toEqual(PRIMARY);
    expect(inputsOf(resources, "ab12-primary")).toEqual({
      createMode: "Default",
      databaseName: "sqldb-sol-ab12-02",
      serverName: "sql-noe",
      resourceGroupName: "rg-noe",
      location: "norwayeast",
      tags: { tenant: "ab12" },
      sku: { name: "GP_Gen5_2" },
      maxSizeBytes: 34_359_738_368,
      zoneRedundant: true,
      requestedBackupStorageRedundancy: "Geo",
      maintenanceConfigurationId: "SQL_NorwayEast_DB_1",
    });
    expect(inputsOf(resources, "ab12-primary-point-in-time")).toEqual({
      serverName: "sql-noe",
      resourceGroupName: "rg-noe",
      databaseName: "sqldb-sol-ab12-02",
      policyName: "default",
      retentionDays: 30,
      diffBackupIntervalInHours: 12,
    });
    expect(inputsOf(resources, "ab12-primary-long-term")).toEqual({
      serverName: "sql-noe",
      resourceGroupName: "rg-noe",
      databaseName: "sqldb-sol-ab12-02",
      policyName: "default",
      monthlyRetention: "P12M",
      yearlyRetention: "P10Y",
      weekOfYear: 1,
    });
  });

  it("is locked against deletion", async () => {
    expect(inputsOf(await record(), "ab12-primary-lock")).toMatchObject({
      scope: "ab12-primary-id",
      level: "CanNotDelete",
      lockName: "lock-bak",
    });
  });

  const FIXED = ["createMode", "sourceDatabaseId", "restorePointInTime", "collation", "catalogCollation", "isLedgerOn"];

  /** What the engine is told of the databases beside their inputs. */
  async function optionsOf(change: Partial<TenantDatabaseArgs> = {}): Promise<readonly CustomResourceOptions[]> {
    const options: CustomResourceOptions[] = [];
    await recordResources(() => {
      const note: ResourceTransformation = ({ type, opts }) => {
        if (type === "azure-native:sql:Database") options.push(opts);
        return undefined;
      };
      new TenantDatabase("ab12", { ...args, ...change }, { transformations: [note] });
    });
    return options;
  }

  it("is made from another as it was at a moment, and never made again for what is said of that later", async () => {
    const resources = await record({ restoredFrom: { databaseId: "ab12-01-id", to: "2027-03-01T10:00:00Z" } });
    expect(inputsOf(resources, "ab12-primary")).toMatchObject({
      createMode: "PointInTimeRestore",
      sourceDatabaseId: "ab12-01-id",
      restorePointInTime: "2027-03-01T10:00:00Z",
    });
    expect(await optionsOf()).toMatchObject([{ ignoreChanges: FIXED }]);
  });

  it("is taken over as it is where something else has made it", async () => {
    const [options] = await optionsOf({ takenOver: "/subscriptions/s/databases/ab12-02" });
    expect(options).toMatchObject({ import: "/subscriptions/s/databases/ab12-02" });
    // What the job that made it decided in another way, and what can never be changed.
    expect(options?.ignoreChanges).toEqual(expect.arrayContaining([...FIXED, "tags", "sku", "maxSizeBytes"]));
    expect((await optionsOf())[0]).not.toHaveProperty("import");
  });

  it("has neither protection nor lock where it may be deleted", async () => {
    const resources = await record({ protected: false });
    expect(shape(resources)).toEqual(
      PRIMARY.filter(([type]) => type !== "azure-native:authorization:ManagementLockByScope").map(([type, name]) => [
        type,
        name,
        false,
      ]),
    );
  });

  it("has no long-term policy where nothing long-term is promised", async () => {
    const types = (await record({ longTerm: {} })).map(({ type }) => type);
    expect(types).not.toContain("azure-native:sql:LongTermRetentionPolicy");
  });

  it("has a secondary of the same name, size and retention at the other site, with redundancy of that site", async () => {
    const resources = await record({ secondary });
    expect(shape(resources)).toEqual([
      ...PRIMARY,
      ["azure-native:sql:Database", "ab12-secondary", true],
      ["azure-native:sql:BackupShortTermRetentionPolicy", "ab12-secondary-point-in-time", false],
      ["azure-native:sql:LongTermRetentionPolicy", "ab12-secondary-long-term", false],
      ["azure-native:monitor:DiagnosticSetting", "ab12-secondary-logs", false],
      ["azure-native:authorization:ManagementLockByScope", "ab12-secondary-lock", false],
    ]);
    expect(inputsOf(resources, "ab12-secondary")).toEqual({
      createMode: "Secondary",
      secondaryType: "Geo",
      sourceDatabaseId: "ab12-primary-id",
      databaseName: "sqldb-sol-ab12-02",
      serverName: "sql-now",
      resourceGroupName: "rg-now",
      location: "norwaywest",
      tags: { tenant: "ab12" },
      sku: { name: "GP_Gen5_2" },
      maxSizeBytes: 34_359_738_368,
      zoneRedundant: false,
      requestedBackupStorageRedundancy: "Local",
    });
    expect(inputsOf(resources, "ab12-secondary-long-term")).toMatchObject({
      monthlyRetention: "P12M",
      yearlyRetention: "P10Y",
    });
  });

  it("is a copy of a database on another server, protected from the beginning, because it serves at once", async () => {
    const resources = await record({ copiedFrom: "server-of-another-cell/databases/ab12-01" });
    expect(shape(resources)).toEqual(PRIMARY);
    const { createMode, sourceDatabaseId, restorePointInTime } = inputsOf(resources, "ab12-primary") ?? {};
    expect([createMode, sourceDatabaseId, restorePointInTime]).toEqual([
      "Copy",
      "server-of-another-cell/databases/ab12-01",
      undefined,
    ]);
  });
});
