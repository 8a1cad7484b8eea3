import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { valueAt } from "../../arm/body-path";
import type { ArmBody, ArmObject } from "../../arm/resource";
import { CloudForTests } from "../cloud-for-tests";

let cloud: CloudForTests;
beforeEach(async () => {
  cloud = await CloudForTests.open();
});
afterEach(() => cloud.close());

const server = "Microsoft.Sql/servers/sql-one";
const administrators = { login: "dba", sid: "22222222-2222-4222-8222-222222222222", azureADOnlyAuthentication: true };

async function makeServer(location = "westeurope", path = server): Promise<string> {
  await cloud.put(cloud.id(path), { location, properties: { administrators } });
  return cloud.id(path);
}

function databaseBody(properties: ArmObject = {}, sku = "GP_Gen5_2", location = "westeurope"): ArmBody {
  return { location, sku: { name: sku }, properties: { requestedBackupStorageRedundancy: "Local", ...properties } };
}

function database(name: string, path = server): string {
  return cloud.id(`${path}/databases/${name}`);
}

function read(id: string, path: string): unknown {
  return valueAt(cloud.get(id)?.body ?? {}, path);
}

describe("a server", () => {
  it("answers its name and never a password", async () => {
    const properties = { administratorLogin: "sa", administratorLoginPassword: "do not show" };
    const made = await cloud.put(cloud.id(server), { location: "westeurope", properties });
    expect(valueAt(made.body, "properties.fullyQualifiedDomainName")).toBe("sql-one.database.windows.net");
    expect(JSON.stringify(made)).not.toContain("do not show");
  });

  it.each<[string, string, ArmObject, string[]]>([
    ["for Entra alone", "sql-one", { administrators }, []],
    ["without anybody", "sql-one", {}, ["InvalidParameterValue"]],
    [
      "for Entra alone with a password",
      "sql-one",
      { administrators, administratorLoginPassword: "x" },
      ["AadOnlyAuthenticationIsEnabled"],
    ],
    ["in upper case", "SQL-One", { administrators }, ["InvalidServerName"]],
  ])("%s", async (_, name, properties, codes) => {
    expect(
      await cloud.refusals(cloud.id(`Microsoft.Sql/servers/${name}`), { location: "westeurope", properties }),
    ).toEqual(codes);
  });

  it("has a name of its own in the whole cloud and a login for ever", async () => {
    await cloud.put(cloud.id(server), {
      location: "westeurope",
      properties: { administratorLogin: "sa", administratorLoginPassword: "x" },
    });
    await cloud.put(cloud.group("other"), { location: "westeurope" });
    const twin = cloud.id(server, "other");
    expect(await cloud.refusals(twin, { location: "westeurope", properties: { administrators } })).toEqual([
      "NameAlreadyExists",
    ]);
    const renamed = {
      location: "westeurope",
      properties: { administratorLogin: "root", administratorLoginPassword: "x" },
    };
    expect(await cloud.refusals(cloud.id(server), renamed)).toEqual(["PropertyChangeNotAllowed"]);
  });

  it("takes no firewall rules while it is closed to the public", async () => {
    await makeServer();
    const rule = cloud.id(`${server}/firewallRules/office`);
    const range = { properties: { startIpAddress: "203.0.113.1", endIpAddress: "203.0.113.9" } };
    expect(await cloud.refusals(rule, { properties: { ...range.properties, endIpAddress: "203.0.113.0" } })).toEqual([
      "InvalidIpAddressRange",
    ]);
    expect(await cloud.refusals(rule, range)).toEqual([]);
    await cloud.put(cloud.id(server), {
      location: "westeurope",
      properties: { administrators, publicNetworkAccess: "Disabled" },
    });
    expect(await cloud.refusals(rule, range)).toEqual(["DenyPublicEndpointEnabled"]);
  });
});

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
    await makeServer(location);
    expect(await cloud.refusals(database("crm"), databaseBody(properties, sku, location))).toEqual(codes);
  });

  it("keeps its backups in another region unless it is told not to", async () => {
    await makeServer();
    await cloud.put(database("crm"), { location: "westeurope" });
    expect(read(database("crm"), "properties.currentBackupStorageRedundancy")).toBe("Geo");
  });

  it("is in the region of its server and keeps its collation", async () => {
    await makeServer();
    expect(await cloud.refusals(database("crm"), databaseBody({}, "GP_Gen5_2", "northeurope"))).toEqual([
      "InvalidResourceLocation",
    ]);
    await cloud.put(database("crm"), databaseBody({ collation: "Dutch_CI_AS" }));
    expect(await cloud.refusals(database("crm"), databaseBody({ collation: "Latin1_General_CI_AS" }))).toEqual([
      "PropertyChangeNotAllowed",
    ]);
  });

  it("comes back to a point that is kept, under another name, on its server", async () => {
    await makeServer();
    await cloud.put(database("crm"), databaseBody());
    const restore = { createMode: "PointInTimeRestore", sourceDatabaseId: database("crm") };
    const point = String(read(database("crm"), "properties.earliestRestoreDate"));
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

  it.each<[string, ArmObject, string[]]>([
    ["Recovery", { requestedBackupStorageRedundancy: "Local" }, ["GeoRestoreNotAvailable"]],
    ["Recovery", { requestedBackupStorageRedundancy: "Geo" }, []],
    ["RestoreLongTermRetentionBackup", {}, ["NotModelled"]],
  ])("is made by %s from %j", async (createMode, source, codes) => {
    await makeServer();
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
    await makeServer();
    await cloud.put(database("crm"), databaseBody({}, sku));
    const type = term === "short" ? "backupShortTermRetentionPolicies" : "backupLongTermRetentionPolicies";
    expect(await cloud.refusals(`${database("crm")}/${type}/default`, { properties })).toEqual(codes);
    expect(await cloud.refusals(`${database("crm")}/${type}/mine`, { properties })).toContain("InvalidResourceName");
  });
});

describe("a failover group", () => {
  const partner = "Microsoft.Sql/servers/sql-two";
  const group = (): string => cloud.id(`${server}/failoverGroups/fog`);
  const groupBody = (change: ArmObject = {}): ArmBody => ({
    properties: {
      partnerServers: [{ id: cloud.id(partner) }],
      readWriteEndpoint: { failoverPolicy: "Automatic", failoverWithDataLossGracePeriodMinutes: 60 },
      databases: [database("crm")],
      ...change,
    },
  });

  it.each<[string, string, ArmObject, string[]]>([
    ["to another region", "northeurope", {}, []],
    ["to the same region", "westeurope", {}, ["InvalidFailoverGroupRegion"]],
    [
      "after too short a time",
      "northeurope",
      { readWriteEndpoint: { failoverPolicy: "Automatic", failoverWithDataLossGracePeriodMinutes: 30 } },
      ["InvalidFailoverGroupGracePeriod"],
    ],
    [
      "by hand with a time",
      "northeurope",
      { readWriteEndpoint: { failoverPolicy: "Manual", failoverWithDataLossGracePeriodMinutes: 60 } },
      ["InvalidFailoverGroupGracePeriod"],
    ],
    ["to nowhere", "northeurope", { partnerServers: [] }, ["InvalidFailoverGroupPartner"]],
  ])("%s", async (_, location, change, codes) => {
    await makeServer();
    await makeServer(location, partner);
    await cloud.put(database("crm"), databaseBody());
    expect(await cloud.refusals(group(), groupBody(change))).toEqual(codes);
  });

  it("makes the secondary, shows itself on the partner and goes from both", async () => {
    await makeServer();
    await makeServer("northeurope", partner);
    await cloud.put(database("crm"), databaseBody());
    await cloud.put(group(), groupBody());
    const secondary = cloud.get(database("crm", partner));
    expect(secondary?.body).toMatchObject({ location: "northeurope", properties: { secondaryType: "Geo" } });
    const mirror = cloud.id(`${partner}/failoverGroups/fog`);
    expect(read(mirror, "properties.replicationRole")).toBe("Secondary");
    expect(await cloud.refusals(group(), groupBody())).toEqual([]);
    await cloud.remove(group());
    expect(cloud.get(mirror)).toBeUndefined();
    expect(cloud.get(database("crm", partner))).toBeDefined();
  });

  it("accepts a secondary that was made before it", async () => {
    await makeServer();
    await makeServer("northeurope", partner);
    await cloud.put(database("crm"), databaseBody());
    const asked = (name: string): Promise<readonly string[]> =>
      cloud.refusals(
        database(name, partner),
        databaseBody({ createMode: "Secondary", sourceDatabaseId: database("crm") }, "GP_Gen5_2", "northeurope"),
      );
    expect(await asked("other")).toEqual(["InvalidParameterValue"]);
    expect(await asked("crm")).toEqual([]);
    expect(await cloud.refusals(group(), groupBody())).toEqual([]);
  });
});

describe("encryption with a key of one's own", () => {
  it.each<[boolean, string[]]>([
    [true, []],
    [false, ["AzureKeyVaultInvalidDeletionRecoveryLevel"]],
  ])("needs purge protection (%s)", async (isProtected, codes) => {
    await makeServer();
    const vault = cloud.id("Microsoft.KeyVault/vaults/kvdeltawerk");
    const properties = {
      tenantId: "11111111-1111-4111-8111-111111111111",
      sku: { family: "A", name: "standard" },
      enableRbacAuthorization: true,
      ...(isProtected && { enablePurgeProtection: true }),
    };
    await cloud.put(vault, { location: "westeurope", properties });
    const key = await cloud.put(`${vault}/keys/tde`, { properties: { kty: "RSA" } });
    const uri = String(valueAt(key.body, "properties.keyUriWithVersion"));
    const name = `kvdeltawerk_tde_${uri.split("/").at(-1) ?? ""}`;
    const serverKey = { properties: { serverKeyType: "AzureKeyVault", uri } };
    expect(await cloud.refusals(cloud.id(`${server}/keys/${name}`), serverKey)).toEqual(codes);
    const protector = { properties: { serverKeyType: "AzureKeyVault", serverKeyName: name } };
    expect(await cloud.refusals(cloud.id(`${server}/encryptionProtector/current`), protector)).toEqual(
      isProtected ? [] : ["ServerKeyNotFound"],
    );
  });
});
