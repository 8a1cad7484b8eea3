import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ArmObject } from "../../arm/resource";
import { CloudForTests } from "../cloud-for-tests";
import { databaseBody, databaseId, makeServer, read, server } from "./sql-for-tests";

let cloud: CloudForTests;
beforeEach(async () => {
  cloud = await CloudForTests.open();
});
afterEach(() => cloud.close());

function database(name: string, path = server): string {
  return databaseId(cloud, name, path);
}

describe("a database", () => {
  it.each<[string, string, string, ArmObject, string[]]>([
    ["with local backups", "westeurope", "GP_Gen5_2", {}, []],
    ["in several zones", "westeurope", "GP_Gen5_2", { zoneRedundant: true }, []],
    ["of Standard in several zones", "westeurope", "S0", { zoneRedundant: true }, ["ProvisioningDisabled"]],
    ["in several zones of a region without", "ukwest", "GP_Gen5_2", { zoneRedundant: true }, ["ProvisioningDisabled"]],
    [
      "with zonal backups in a region without zones",
      "ukwest",
      "GP_Gen5_2",
      { requestedBackupStorageRedundancy: "Zone" },
      ["BackupStorageRedundancyNotSupported"],
    ],
    [
      "with geo backups in a region without a pair",
      "belgiumcentral",
      "GP_Gen5_2",
      { requestedBackupStorageRedundancy: "Geo" },
      ["BackupStorageRedundancyNotSupported"],
    ],
    ["of a SKU that is none", "westeurope", "GP_Gen9", {}, ["InvalidSkuName"]],
    [
      "of Hyperscale in several zones with local backups",
      "westeurope",
      "HS_Gen5_2",
      { zoneRedundant: true },
      ["ProvisioningDisabled"],
    ],
  ])("%s", async (_, location, sku, properties, codes) => {
    await makeServer(cloud, location);
    expect(await cloud.refusals(database("crm"), databaseBody(properties, sku, location))).toEqual(codes);
  });

  it("keeps its backups in another region unless it is told not to", async () => {
    await makeServer(cloud);
    await cloud.put(database("crm"), { location: "westeurope" });
    expect(read(cloud, database("crm"), "properties.currentBackupStorageRedundancy")).toBe("Geo");
  });

  it("is in the region of its server and keeps its collation", async () => {
    await makeServer(cloud);
    expect(await cloud.refusals(database("crm"), databaseBody({}, "GP_Gen5_2", "northeurope"))).toEqual([
      "InvalidResourceLocation",
    ]);
    await cloud.put(database("crm"), databaseBody({ collation: "Dutch_CI_AS" }));
    expect(await cloud.refusals(database("crm"), databaseBody({ collation: "Latin1_General_CI_AS" }))).toEqual([
      "PropertyChangeNotAllowed",
    ]);
  });

  it("comes back to a point that is kept, under another name, on its server", async () => {
    await makeServer(cloud);
    await cloud.put(database("crm"), databaseBody());
    const restore = { createMode: "PointInTimeRestore", sourceDatabaseId: database("crm") };
    const point = String(read(cloud, database("crm"), "properties.earliestRestoreDate"));
    expect(
      await cloud.refusals(database("old"), databaseBody({ ...restore, restorePointInTime: "2020-01-01T00:00:00Z" })),
    ).toEqual(["InvalidRestorePointInTime"]);
    expect(await cloud.refusals(database("crm2"), databaseBody({ createMode: "PointInTimeRestore" }))).toEqual([
      "SourceDatabaseNotFound",
    ]);
    const asked = databaseBody({ ...restore, restorePointInTime: point });
    expect(await cloud.refusals(database("crm2"), asked)).toEqual([]);
    expect(await cloud.refusals(database("crm2"), asked)).toEqual([]);
    const other = databaseBody({ ...restore, restorePointInTime: "2026-01-01T00:00:00Z" });
    expect(await cloud.refusals(database("crm2"), other)).toEqual(["DatabaseAlreadyExists"]);
  });

  it("can be restored as far back as its retention reaches, and a restored one to nothing before it was made", async () => {
    await makeServer(cloud);
    await cloud.put(database("crm"), databaseBody());
    await cloud.put(`${database("crm")}/backupShortTermRetentionPolicies/default`, {
      properties: { retentionDays: 10 },
    });
    const made = Date.parse(String(read(cloud, database("crm"), "properties.creationDate")));
    const day = (number: number) => new Date(made + number * 86_400_000).toISOString();
    const restored = (name: string, source: string, restorePointInTime: string) =>
      cloud.refusals(
        database(name),
        databaseBody({ createMode: "PointInTimeRestore", sourceDatabaseId: database(source), restorePointInTime }),
      );
    await cloud.pass(20 * 24 * 60);
    expect(await restored("crm2", "crm", day(9))).toEqual(["InvalidRestorePointInTime"]);
    expect(await restored("crm2", "crm", day(22))).toEqual(["InvalidRestorePointInTime"]);
    expect(await restored("crm2", "crm", day(11))).toEqual([]);
    expect(read(cloud, database("crm"), "properties.earliestRestoreDate")).toMatch(day(10).slice(0, 10));
    expect(await restored("crm3", "crm2", day(19))).toEqual(["InvalidRestorePointInTime"]);
  });

  it.each<[string, ArmObject, string[]]>([
    ["Recovery", { requestedBackupStorageRedundancy: "Local" }, ["GeoRestoreNotAvailable"]],
    ["Recovery", { requestedBackupStorageRedundancy: "Geo" }, []],
    ["RestoreLongTermRetentionBackup", {}, ["NotModelled"]],
  ])("is made by %s from %j", async (createMode, source, codes) => {
    await makeServer(cloud);
    await cloud.put(database("crm"), databaseBody(source));
    const asked = databaseBody({
      createMode,
      recoverableDatabaseId: database("crm").replace("/databases/", "/recoverableDatabases/"),
    });
    expect(await cloud.refusals(database("again"), asked)).toEqual(codes);
  });
});

describe("retention", () => {
  it.each<[string, string, ArmObject, string[]]>([
    ["short", "GP_Gen5_2", { retentionDays: 35, diffBackupIntervalInHours: 24 }, []],
    ["short", "GP_Gen5_2", { retentionDays: 36 }, ["InvalidBackupRetentionPeriod"]],
    ["short", "Basic", { retentionDays: 8 }, ["InvalidBackupRetentionPeriod"]],
    ["short", "GP_Gen5_2", { retentionDays: 7, diffBackupIntervalInHours: 6 }, ["InvalidDiffBackupInterval"]],
    ["long", "GP_Gen5_2", { monthlyRetention: "P12M", yearlyRetention: "P10Y", weekOfYear: 1 }, []],
    ["long", "GP_Gen5_2", { yearlyRetention: "P11Y", weekOfYear: 1 }, ["InvalidLongTermRetentionPolicy"]],
    ["long", "GP_Gen5_2", { yearlyRetention: "P1Y" }, ["InvalidLongTermRetentionPolicy"]],
    ["long", "GP_Gen5_2", { weeklyRetention: "12 weeks" }, ["InvalidLongTermRetentionPolicy"]],
  ])("%s term of %s with %j", async (term, sku, properties, codes) => {
    await makeServer(cloud);
    await cloud.put(database("crm"), databaseBody({}, sku));
    const type = term === "short" ? "backupShortTermRetentionPolicies" : "backupLongTermRetentionPolicies";
    expect(await cloud.refusals(`${database("crm")}/${type}/default`, { properties })).toEqual(codes);
    expect(await cloud.refusals(`${database("crm")}/${type}/mine`, { properties })).toContain("InvalidResourceName");
  });
});
