import { beforeAll, describe, expect, it } from "vitest";
import { recordResources, type RecordedResource } from "../../components/record-resources";
import type { CellPlan } from "../plan/cell-plan";
import type { DatabasePlan, DatabaseServerPlan } from "../plan/data-plan";
import { cellDatabases, type CellDatabase } from "./cell-databases";
import { cellDataFixture } from "./cell-data.fixture";

const database = (tenant: string, changed: Partial<DatabasePlan> = {}): DatabasePlan => ({
  tenant,
  generation: "01",
  standing: "serving",
  sku: "GP_Gen5_2",
  maxSizeGiB: 32,
  zoneRedundant: true,
  backupRedundancy: "Geo",
  pointInTimeDays: 30,
  differentialEveryHours: 12,
  longTerm: { monthly: "P12M" },
  ...changed,
});
const failover = { site: "now", graceMinutes: 60, zoneRedundant: false, backupRedundancy: "Local" } as const;

async function deploy(servers: readonly DatabaseServerPlan[], servingSites: readonly string[] = []) {
  let databases: readonly CellDatabase[] = [];
  let kept: readonly string[] = [];
  const entries = servingSites.map((site) => ({ site }) as CellPlan["entries"][number]);
  const { plan, cell, args } = cellDataFixture({ servers, entries });
  const resources = await recordResources(() => {
    const made = cellDatabases(plan, cell, args);
    databases = made.serving;
    kept = Object.keys(made.kept);
  });
  return { resources, databases, kept };
}
const named = (resources: readonly RecordedResource[], name: string) =>
  resources.find((resource) => resource.name === name)?.inputs;
const ofType = (resources: readonly RecordedResource[], type: string) =>
  resources.filter((resource) => resource.type === `azure-native:${type}`).map(({ name }) => name);

describe("a server that tenants share, with a second site", () => {
  let resources: readonly RecordedResource[];
  let databases: readonly CellDatabase[];

  beforeAll(async () => {
    ({ resources, databases } = await deploy([
      { key: "shared", site: "noe", failover, databases: [database("aaaa"), database("bbbb")] },
    ]));
  });

  it("has a server at each site and a database of each tenant on both", () => {
    expect(ofType(resources, "sql:Server")).toEqual(["server-shared-noe-server", "server-shared-now-server"]);
    expect(ofType(resources, "sql:Database")).toEqual([
      "database-aaaa-01-primary",
      "database-aaaa-01-secondary",
      "database-bbbb-01-primary",
      "database-bbbb-01-secondary",
    ]);
    expect(named(resources, "database-aaaa-01-primary")).toMatchObject({
      location: "norwayeast",
      zoneRedundant: true,
      requestedBackupStorageRedundancy: "Geo",
      maintenanceConfigurationId:
        "/subscriptions/cells/providers/Microsoft.Maintenance/publicMaintenanceConfigurations/SQL_NorwayEast_DB_1",
    });
    expect(named(resources, "database-aaaa-01-secondary")).toMatchObject({
      location: "norwaywest",
      zoneRedundant: false,
      requestedBackupStorageRedundancy: "Local",
    });
    expect(named(resources, "database-aaaa-01-secondary")).not.toHaveProperty("maintenanceConfigurationId");
  });

  it("appends each server's audit trail to the archive of its site, where the plan has one", () => {
    expect(named(resources, "server-shared-noe-trail")).toMatchObject({ storageAccountId: "archive-noe" });
    expect(named(resources, "server-shared-now-trail")).not.toHaveProperty("storageAccountId");
  });

  it("fails over as one group, in which clients find the primary", async () => {
    expect(named(resources, "failover-shared-group")).toMatchObject({
      databases: ["database-aaaa-01-primary-id", "database-bbbb-01-primary-id"],
      partnerServers: [{ id: "server-shared-now-server-id" }],
    });
    const host = await new Promise((resolve) => databases[0]?.hostName.apply(resolve));
    expect(host).toMatch(/^fog-sol-01-dat-[a-z2-7]{4}\.database\.windows\.net$/);
  });

  it("gives each tenant an endpoint in its own segment at each site, and the server's name to none of them", () => {
    const endpoints = ofType(resources, "network:PrivateEndpoint");
    expect(endpoints).toHaveLength(4);
    expect(named(resources, "database-bbbb-now-endpoint-endpoint")).toMatchObject({
      subnet: { id: "now/data-bbbb" },
      privateLinkServiceConnections: [{ privateLinkServiceId: "server-shared-now-server-id", groupIds: ["sqlServer"] }],
    });
    expect(ofType(resources, "network:PrivateDnsZoneGroup")).toEqual([]);
    expect(Object.keys(databases[0]?.addresses ?? {})).toEqual(["noe", "now"]);
  });
});

describe("a server of one tenant, at one site", () => {
  it("is named after the tenant, has its name in the private zone and no failover group", async () => {
    const { resources, databases } = await deploy([{ key: "aaaa", site: "noe", databases: [database("aaaa")] }]);
    expect(named(resources, "server-aaaa-noe-server")?.["serverName"]).toMatch(/^sql-sol-noe-aaaa-dat-/);
    expect(ofType(resources, "network:PrivateDnsZoneGroup")).toEqual(["database-aaaa-noe-endpoint-names"]);
    expect(ofType(resources, "sql:FailoverGroup")).toEqual([]);
    expect(databases[0]?.addresses).toEqual({});
  });
});

describe("a server at one of two sites that serve", () => {
  it("is reached by every tenant from its own segment at either", async () => {
    const shared = [{ key: "shared", site: "noe", databases: [database("aaaa")] }];
    const { resources, databases } = await deploy(shared, ["noe", "now"]);
    expect(ofType(resources, "sql:Server")).toEqual(["server-shared-noe-server"]);
    expect(named(resources, "database-aaaa-now-endpoint-endpoint")).toMatchObject({
      location: "norwaywest",
      subnet: { id: "now/data-aaaa" },
      privateLinkServiceConnections: [{ privateLinkServiceId: "server-shared-noe-server-id" }],
    });
    expect(Object.keys(databases[0]?.addresses ?? {})).toEqual(["noe", "now"]);
    expect(databases[0]?.servers.map(({ site }) => site)).toEqual(["noe"]);
  });
});

describe("generations of a tenant's data", () => {
  const origin = { from: "01", to: "2027-03-01T10:00:00Z" };
  const onBothSites = (...databases: readonly DatabasePlan[]) =>
    deploy([{ key: "shared", site: "noe", failover, databases: [...databases, database("bbbb")] }]);

  it("has one made beside the serving one at the primary only, for nobody to use yet", async () => {
    const restoring = database("aaaa", { generation: "02", standing: "restoring", origin });
    const { resources, databases } = await onBothSites(database("aaaa"), restoring);
    expect(named(resources, "database-aaaa-02-primary")).toMatchObject({
      createMode: "PointInTimeRestore",
      sourceDatabaseId: "database-aaaa-01-primary-id",
      restorePointInTime: origin.to,
    });
    expect(named(resources, "database-aaaa-02-secondary")).toBeUndefined();
    expect(named(resources, "database-aaaa-02-primary-lock")).toBeUndefined();
    expect(named(resources, "failover-shared-group")).toMatchObject({
      databases: ["database-aaaa-01-primary-id", "database-bbbb-01-primary-id"],
    });
    expect(databases.map(({ tenant, generation }) => `${tenant}-${generation}`)).toEqual(["aaaa-01", "bbbb-01"]);
  });

  it("serves from the promoted one, and keeps the other out of the failover group and out of reach", async () => {
    const promoted = database("aaaa", { generation: "02", origin });
    const { resources, databases } = await onBothSites(promoted, database("aaaa", { standing: "kept" }));
    expect(named(resources, "failover-shared-group")).toMatchObject({
      databases: ["database-aaaa-02-primary-id", "database-bbbb-01-primary-id"],
    });
    expect(named(resources, "database-aaaa-02-secondary")).toMatchObject({ createMode: "Secondary" });
    for (const generation of ["01", "02"]) {
      expect(named(resources, `database-aaaa-${generation}-primary-lock`)).toBeDefined();
    }
    expect(databases[0]).toMatchObject({ tenant: "aaaa", generation: "02", database: "sqldb-sol-aaaa-02" });
    expect(ofType(resources, "network:PrivateEndpoint")).toHaveLength(4);
  });

  it("goes by the name of one that is gone, and takes the lock from one that may go", async () => {
    const promoted = database("aaaa", { generation: "03", origin: { ...origin, from: "01" } });
    const released = database("aaaa", { generation: "02", standing: "released" });
    const { resources } = await onBothSites(promoted, released);
    expect(named(resources, "database-aaaa-03-primary")).toMatchObject({
      sourceDatabaseId: "server-shared-noe-server-id/databases/sqldb-sol-aaaa-01",
    });
    expect(named(resources, "database-aaaa-02-primary-lock")).toBeUndefined();
  });
});

it("keeps the data of a tenant that has left, and no way to it", async () => {
  const left = database("cccc", { standing: "kept" });
  const { resources, databases } = await deploy([{ key: "shared", site: "noe", databases: [database("aaaa"), left] }]);
  expect(named(resources, "database-cccc-01-primary-lock")).toBeDefined();
  expect(ofType(resources, "network:PrivateEndpoint")).toEqual(["database-aaaa-noe-endpoint-endpoint"]);
  expect(databases.map(({ tenant }) => tenant)).toEqual(["aaaa"]);
});

it("tells of what serves nobody any more until it is gone, because a copy elsewhere may be made of it", async () => {
  const standings = ["serving", "kept", "released", "restoring"] as const;
  const databases = standings.map((standing, index) => database("aaaa", { standing, generation: `0${index + 1}` }));
  const { kept } = await deploy([{ key: "shared", site: "noe", databases }]);
  expect(kept).toEqual(["aaaa-02", "aaaa-03"]);
});

it("copies what a tenant has left in another cell from the server there", async () => {
  const copied = { from: "01", cell: "02", at: "2027-03-01T10:00:00Z" };
  const { resources } = await deploy([
    { key: "shared", site: "noe", databases: [database("aaaa", { generation: "02", copied })] },
  ]);
  const { createMode, sourceDatabaseId } = named(resources, "database-aaaa-02-primary") ?? {};
  expect(createMode).toBe("Copy");
  expect(sourceDatabaseId).toMatch(/\/servers\/sql-sol-noe-02-dat-\w+\/databases\/sqldb-sol-aaaa-01$/);
});

it("names the tenant that has no data segment", async () => {
  await expect(deploy([{ key: "shared", site: "noe", databases: [database("cccc")] }])).rejects.toThrow(
    'no data segment for tenant "cccc" at site "noe"',
  );
});
