import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { CopyContainer } from "../copies/copy-container";
import { SqlDatabases } from "../management/sql-databases";
import { ArmServer } from "../test-bed/arm-server";
import { capturedContext } from "../test-bed/captured-records";
import { expectedBackupsSchema } from "./expected-backups";
import { lookAtBackups } from "./look-at-backups";

const NOW = new Date("2026-01-10T12:00:00Z");
const SERVER = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Sql/servers/sql-one";
const LIVE = `${SERVER}/databases/sqldb-one`;
const LONG_TERM =
  "/subscriptions/s/providers/Microsoft.Sql/locations/westeurope/longTermRetentionServers/sql-one/longTermRetentionDatabases/sqldb-one/longTermRetentionBackups";
const INSTANCE =
  "/subscriptions/s/resourceGroups/g/providers/Microsoft.DataProtection/backupVaults/v/backupInstances/i";
const place = { name: "weu", url: "https://st.blob.core.windows.net", container: "copies" };

let arm: ArmServer;
beforeAll(async () => {
  arm = await ArmServer.start();
});
afterAll(() => arm.stop());
beforeEach(() => {
  arm.resources.clear();
});

/** A container of which only the names are looked at. */
function containerWith(names: readonly string[]): CopyContainer {
  const refuse = () => Promise.reject(new Error("Only names may be looked at."));
  return {
    async *list(prefix) {
      for (const name of names) if (name.startsWith(prefix)) yield await Promise.resolve({ name, bytes: 1 });
    },
    stageBlock: refuse,
    commitBlocks: refuse,
    create: refuse,
    read: refuse,
    stream: refuse,
  };
}

async function look(expected: unknown, names: readonly string[] = []) {
  const context = capturedContext(() => NOW);
  const manager = arm.client(context.signal);
  const outcome = await lookAtBackups(
    { tenant: "acme", generation: 1, expected: expectedBackupsSchema.parse([expected]) },
    { manager, databases: new SqlDatabases(manager, context.signal), openContainer: () => containerWith(names) },
    context,
  );
  return { outcome, present: context.metric("backup.present"), age: context.metric("backup.age"), context };
}

const DAY = 86_400;

it.each<[string, readonly string[], string, number | undefined]>([
  ["a copy", ["acme/01/20260110T010000Z/manifest.json"], "done", 11 * 3600],
  [
    "the newest of several copies",
    ["acme/01/20260101T010000Z/manifest.json", "acme/01/20260110T010000Z/manifest.json"],
    "done",
    11 * 3600,
  ],
  ["a copy that is too old", ["acme/01/20260108T010000Z/manifest.json"], "notAsPromised", 2 * DAY + 11 * 3600],
  ["a copy without its manifest", ["acme/01/20260110T010000Z/a/part-00001"], "notAsPromised", undefined],
  ["another tenant's copy", ["fjel/01/20260110T010000Z/manifest.json"], "notAsPromised", undefined],
  ["another generation's copy", ["acme/02/20260110T010000Z/manifest.json"], "notAsPromised", undefined],
])("%s", async (_, names, outcome, age) => {
  const found = await look({ kind: "copy", copy: "hot", maxAge: "PT26H", place }, names);
  expect(found.outcome).toBe(outcome);
  expect(found.age).toBe(age);
  expect(found.present).toBe(outcome === "done" ? 1 : 0);
  expect(found.context.events).toEqual(outcome === "done" ? [] : ["backup.missing"]);
});

it.each([
  ["2026-01-01T12:00:00Z", "done", 9 * DAY],
  ["2025-11-01T12:00:00Z", "notAsPromised", 70 * DAY],
  [undefined, "notAsPromised", undefined],
])("a long-term backup of %s", async (backupTime, outcome, age) => {
  arm.resources.set(LONG_TERM, { value: backupTime === undefined ? [] : [{ id: "b", properties: { backupTime } }] });
  const found = await look({ kind: "longTerm", databaseId: LIVE, location: "westeurope", maxAge: "P31D" });
  expect(found).toMatchObject({ outcome, age });
});

it.each([
  ["far enough", { earliestRestoreDate: "2025-12-01T00:00:00Z", creationDate: "2025-01-01T00:00:00Z" }, "done"],
  [
    "as far as a young database can",
    { earliestRestoreDate: "2026-01-09T00:10:00Z", creationDate: "2026-01-09T00:00:00Z" },
    "done",
  ],
  [
    "not far enough",
    { earliestRestoreDate: "2026-01-09T00:00:00Z", creationDate: "2025-01-01T00:00:00Z" },
    "notAsPromised",
  ],
  ["nowhere", { creationDate: "2025-01-01T00:00:00Z" }, "notAsPromised"],
])("a restore to a point reaches back %s", async (_, properties, outcome) => {
  arm.resources.set(LIVE, { properties });
  expect(await look({ kind: "pointInTime", databaseId: LIVE, reach: "P30D" })).toMatchObject({ outcome });
});

it.each([
  ["2026-01-10T11:30:00Z", "done"],
  ["2026-01-10T01:00:00Z", "notAsPromised"],
  [undefined, "notAsPromised"],
])("a geo-replicated backup of %s", async (lastAvailableBackupDate, outcome) => {
  if (lastAvailableBackupDate !== undefined) {
    arm.resources.set(`${SERVER}/recoverableDatabases/sqldb-one`, { properties: { lastAvailableBackupDate } });
  }
  expect(await look({ kind: "geo", databaseId: LIVE, maxAge: "PT2H" })).toMatchObject({ outcome });
});

it.each([
  [["2026-01-09T20:00:00Z", "2026-01-10T02:00:00Z"], "done", 10 * 3600],
  [["2026-01-07T20:00:00Z"], "notAsPromised", 2 * DAY + 16 * 3600],
  [[], "notAsPromised", undefined],
])("recovery points of documents of %j", async (times, outcome, age) => {
  arm.resources.set(`${INSTANCE}/recoveryPoints`, {
    value: times.map((recoveryPointTime) => ({ properties: { recoveryPointTime } })),
  });
  expect(await look({ kind: "documents", instanceId: INSTANCE, maxAge: "PT26H" })).toMatchObject({ outcome, age });
});
