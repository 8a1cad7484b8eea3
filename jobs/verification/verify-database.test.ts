import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Connect } from "../database/database-connection";
import { pause } from "../job/pause";
import { SqlDatabases } from "../management/sql-databases";
import { ArmServer } from "../test-bed/arm-server";
import { capturedContext } from "../test-bed/captured-records";
import { connectionTo, type FakeDatabase } from "../test-bed/fake-database";
import { verifyLongTerm, verifyPointInTime } from "./verify-database";

const SERVER = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Sql/servers/sql-one";
const CHECK = "/subscriptions/s/resourceGroups/c/providers/Microsoft.Sql/servers/sql-check";
const LIVE = `${SERVER}/databases/sqldb-pcl-acme-01`;
const BACKUPS =
  "/subscriptions/s/providers/Microsoft.Sql/locations/westeurope/longTermRetentionServers/sql-one/longTermRetentionDatabases/sqldb-pcl-acme-01/longTermRetentionBackups";
const NOW = new Date("2026-01-10T12:00:00Z");
const HOUR = 3_600_000;

const markers = [1, 2, 3, 4].map((number) => ({ number, committed: `2026-01-10T0${number}:00:00` }));
const database: FakeDatabase = { definitions: ["a"], tables: { "[dbo].[Customer]": 3 }, markers };

let arm: ArmServer;
beforeAll(async () => {
  arm = await ArmServer.start();
});
afterAll(() => arm.stop());
beforeEach(() => {
  arm.resources.clear();
  arm.requests.length = 0;
  arm.resources.set(CHECK, { location: "westeurope" });
  arm.resources.set(LIVE, { location: "westeurope", sku: { name: "GP_Gen5_2" }, properties: { status: "Online" } });
});

function world(restored: FakeDatabase = database, live: FakeDatabase = database) {
  const context = capturedContext(() => NOW);
  const statements: string[] = [];
  const connect: Connect = (_, name) =>
    Promise.resolve(name.endsWith("job-01") ? connectionTo(restored) : connectionTo(live, statements));
  const databases = new SqlDatabases(arm.client(context.signal), context.signal, (_, until) => pause(1, until));
  return { context, statements, services: { databases, connect } };
}

const common = {
  tenant: "acme",
  generation: 1,
  checkDatabase: "sqldb-pcl-acme-job-01",
  databaseId: LIVE,
  sqlHost: "sql.example",
};
const gone = () => arm.ids.filter((id) => id.includes("job-01"));

describe("a restore to a point", () => {
  const orders = { ...common, recoveryPoint: "pointInTime", maxAgeMilliseconds: HOUR } as const;

  it("goes to the oldest point that the promise allows, beside the live database, and is removed", async () => {
    const { context, services, statements } = world();
    expect(await verifyPointInTime(orders, services, context)).toBe("done");
    expect(arm.requests.find(({ method }) => method === "PUT")).toMatchObject({
      id: `${SERVER}/databases/sqldb-pcl-acme-job-01`,
      body: {
        properties: {
          createMode: "PointInTimeRestore",
          sourceDatabaseId: LIVE,
          restorePointInTime: "2026-01-10T11:00:00.000Z",
          requestedBackupStorageRedundancy: "Local",
        },
      },
    });
    expect(gone()).toEqual([]);
    expect(context.metric("verification.markers.lost")).toBe(0);
    expect(statements.at(-1)).toContain("INSERT INTO [deltawerk].[marker]");
  });

  it.each<[string, FakeDatabase, number | undefined]>([
    ["the newest marker", { ...database, markers: markers.slice(0, 3) }, 1],
    ["a marker in between", { ...database, markers: markers.filter(({ number }) => number !== 2) }, 1],
    ["every marker", { definitions: ["a"], tables: {} }, 4],
  ])("that lost %s is damaged", async (_, restored, lost) => {
    const { context, services } = world(restored);
    expect(await verifyPointInTime(orders, services, context)).toBe("notAsPromised");
    expect(context.metric("verification.markers.lost")).toBe(lost);
    expect(gone()).toEqual([]);
  });

  it.each<[string, FakeDatabase]>([
    ["some rows", { ...database, markers: markers.slice(0, 3) }],
    ["all rows", { ...database, markers: [] }],
    ["its table", { definitions: ["a"], tables: {} }],
  ])("tells that data is lost where the live database has no longer %s that the backup has", async (_, live) => {
    const { context, services } = world(database, live);
    await verifyPointInTime(orders, services, context);
    expect(context.events).toContain("data.lost");
    expect(context.captured.find((record) => record.kind === "log" && record.event === "data.lost")).toMatchObject({
      severity: "error",
      details: { markers: 4 - (live.markers?.length ?? 0), wholeAt: "2026-01-10T11:00:00.000Z" },
    });
  });

  it("tells of no lost data where backup and live database have the same", async () => {
    const { context, services } = world();
    await verifyPointInTime(orders, services, context);
    expect(context.events).not.toContain("data.lost");
  });

  it("is undetermined as to loss as long as no marker had been committed", async () => {
    const young = { definitions: ["a"], tables: {} };
    const { context, services } = world(young, young);
    expect(await verifyPointInTime(orders, services, context)).toBe("undetermined");
    expect(context.metric("verification.success")).toBe(0);
  });

  it("that Azure refuses is a finding", async () => {
    arm.behaviour.failWith = { code: "RestorePointNotAvailable", message: "There is no backup for that point." };
    const { context, services } = world();
    expect(await verifyPointInTime(orders, services, context)).toBe("notAsPromised");
    expect(context.events).toEqual(["verification.damaged"]);
    expect(gone()).toEqual([]);
  });

  it("with errors in its pages is damaged", async () => {
    const { context, services } = world({ ...database, corruption: ["Table error"] });
    expect(await verifyPointInTime(orders, services, context)).toBe("notAsPromised");
    expect(JSON.stringify(context.captured)).toContain("DBCC CHECKDB: Table error");
  });
});

describe("a long-term backup", () => {
  const orders = {
    ...common,
    recoveryPoint: "longTerm",
    maxAgeMilliseconds: 31 * 24 * HOUR,
    checkServer: { id: CHECK, host: "check.example" },
  } as const;
  const backups = (...taken: readonly string[]) => {
    arm.resources.set(BACKUPS, {
      value: taken.map((backupTime, index) => ({ id: `${BACKUPS}/b${index}`, properties: { backupTime } })),
    });
  };

  it("the newest is restored on a server of its own and removed", async () => {
    backups("2025-12-01T00:00:00Z", "2026-01-10T06:00:00Z");
    const { context, services } = world();
    expect(await verifyLongTerm(orders, services, context)).toBe("done");
    expect(arm.requests.find(({ method }) => method === "PUT")).toMatchObject({
      id: `${CHECK}/databases/sqldb-pcl-acme-job-01`,
      body: {
        properties: {
          createMode: "RestoreLongTermRetentionBackup",
          longTermRetentionBackupResourceId: `${BACKUPS}/b1`,
        },
      },
    });
    expect(gone()).toEqual([]);
  });

  it("that is too old is stale although it is whole", async () => {
    backups("2025-11-30T00:00:00Z");
    const { context, services } = world();
    expect(await verifyLongTerm(orders, services, context)).toBe("notAsPromised");
    expect(JSON.stringify(context.captured)).toContain('"kind":"stale"');
  });

  it("that is not there is absent", async () => {
    backups();
    const { context, services } = world();
    expect(await verifyLongTerm(orders, services, context)).toBe("notAsPromised");
    expect(JSON.stringify(context.captured)).toContain('"kind":"absent"');
  });
});
