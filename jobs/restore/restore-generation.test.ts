import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { exportCopy } from "../export/export-copy";
import { pause } from "../job/pause";
import { capturedContext } from "../test-bed/captured-records";
import { CHECK_SERVER_ID, SERVER_ID, SOURCE_ID, storeOf, TenantWorld } from "../test-bed/tenant-world";
import { restoreGeneration } from "./restore-generation";
import type { RestoreOrders } from "./restore-orders";
import { request, restoreOrders } from "./restore-orders.fixture";
import { RESTORED_FOR } from "./restore-target";

let world: TenantWorld;
beforeAll(async () => {
  world = await TenantWorld.start();
});
afterAll(() => world.stop());
beforeEach(async () => {
  await world.reset();
  await world.azurite.container("restores");
  for await (const { name } of (await world.azurite.container("restores")).listBlobsFlat()) {
    await (await world.azurite.container("restores")).deleteBlob(name);
  }
});

const NOW = new Date("2026-01-10T03:00:00Z");
const NEW_ID = `${SERVER_ID}/databases/sqldb-pcl-acme-02`;

const orders = (change: Readonly<Record<string, string>> = {}) =>
  restoreOrders({
    REQUEST: JSON.stringify(request),
    RECORDS: JSON.stringify({ url: world.azurite.url, container: "restores" }),
    ...change,
  });

function restore(given: RestoreOrders, signal?: AbortSignal) {
  const context = capturedContext(() => NOW, signal);
  const services = {
    databases: world.databases(context.signal),
    tool: world.tool,
    // Records are written with the writer's rights; copies are read with the reader's.
    openContainer: (url: string, container: string, signal: AbortSignal) =>
      world.azurite.as(container === "restores" ? "writer" : "reader")(url, container, signal),
    keyStores: [storeOf(world.key)],
    pause: (_: number, until: AbortSignal) => pause(1, until),
  };
  return { context, outcome: restoreGeneration(given, services, context) };
}

async function recorded(): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const { name } of (await world.azurite.container("restores")).listBlobsFlat()) names.push(name);
  return names;
}

const puts = () => world.arm.requests.filter(({ method }) => method !== "GET");

describe("a recorded request", () => {
  it("becomes the next generation beside the live one, is recorded and raises the alert", async () => {
    const { context, outcome } = restore(orders());
    expect(await outcome).toBe("done");
    expect(puts()).toEqual([
      {
        method: "PUT",
        id: NEW_ID,
        body: {
          location: "westeurope",
          sku: { name: "GP_Gen5_2" },
          tags: { tenant: "acme", [RESTORED_FOR]: "case-42" },
          properties: {
            createMode: "PointInTimeRestore",
            sourceDatabaseId: SOURCE_ID,
            restorePointInTime: "2026-01-10T02:00:00.000Z",
            requestedBackupStorageRedundancy: "Zone",
            zoneRedundant: true,
          },
        },
      },
    ]);
    expect(context.events).toEqual(["restore.started", "restore.finished"]);
    expect(context.captured[0]).toMatchObject({
      severity: "warning",
      details: {
        requestedBy: "duty@pct.example",
        why: "A release processed invoices wrongly.",
        tenant: "acme",
        database: "sqldb-pcl-acme-02",
      },
    });
    expect(await recorded()).toEqual([
      "restores/acme/case-42/finished.json",
      "restores/acme/case-42/generation-02.json",
      "restores/acme/case-42/started.json",
      "restores/acme/generation-02.json",
    ]);
  });

  it("touches nothing that is live: it promotes nobody", async () => {
    const before = JSON.stringify(world.arm.resources.get(SOURCE_ID));
    await restore(orders()).outcome;
    expect(JSON.stringify(world.arm.resources.get(SOURCE_ID))).toBe(before);
    expect(puts().map(({ id }) => id)).toEqual([NEW_ID]);
    expect(world.statements).toEqual([]);
  });

  it("is restored once, however often it is repeated", async () => {
    await restore(orders()).outcome;
    expect(await restore(orders()).outcome).toBe("done");
    expect(puts()).toHaveLength(1);
  });

  it("takes the next number where a generation is taken", async () => {
    world.arm.resources.set(NEW_ID, { location: "westeurope", tags: {} });
    await restore(orders()).outcome;
    expect(world.arm.ids).toContain(`${SERVER_ID}/databases/sqldb-pcl-acme-03`);
  });

  it("leaves a generation to whoever took it first, although its database is not there yet", async () => {
    const container = await world.azurite.container("restores");
    await container.getBlockBlobClient("restores/acme/generation-02.json").upload("{}", 2);
    await restore(orders()).outcome;
    expect(puts().map(({ id }) => id)).toEqual([`${SERVER_ID}/databases/sqldb-pcl-acme-03`]);
  });

  it("says nothing of a failure where it was stopped, and whoever runs it again goes on with it", async () => {
    const stop = new AbortController();
    world.arm.behaviour.hang = true;
    world.arm.onRequest = ({ method }) => {
      if (method === "PUT") stop.abort(new Error("stopped"));
    };
    const { context, outcome } = restore(orders(), stop.signal);
    await expect(outcome).rejects.toThrow("stopped");
    expect(context.events).toEqual(["restore.started"]);
    expect(await recorded()).not.toContainEqual(expect.stringContaining("failed"));
    Object.assign(world.arm, { onRequest: () => undefined });
    world.arm.settle();
    world.arm.behaviour.hang = false;
    expect(await restore(orders()).outcome).toBe("done");
    expect(puts()).toHaveLength(1);
  });

  it("from something else than a copy is nothing to start where a run looks for requests by itself", () => {
    expect(() => orders({ ONLY: "copy" })).toThrow("restore-watch-<tenant>: there is nothing to start");
  });

  it("that Azure refuses is recorded and alerted as failed", async () => {
    world.arm.behaviour.failWith = { code: "RestorePointNotAvailable", message: "No backup." };
    const { context, outcome } = restore(orders());
    await expect(outcome).rejects.toThrow("RestorePointNotAvailable");
    expect(context.events).toEqual(["restore.started", "restore.failed"]);
    expect((await recorded()).some((name) => name.includes("failed-"))).toBe(true);
  });

  it.each([
    [
      { kind: "geo" },
      { createMode: "Recovery", recoverableDatabaseId: `${SERVER_ID}/recoverableDatabases/sqldb-pcl-acme-01` },
    ],
    [
      { kind: "longTerm", backupId: "/subscriptions/s/backups/b1" },
      {
        createMode: "RestoreLongTermRetentionBackup",
        longTermRetentionBackupResourceId: "/subscriptions/s/backups/b1",
      },
    ],
  ])("can be from %j, on another server, also when the live database is gone", async (from, properties) => {
    world.arm.resources.delete(SOURCE_ID);
    await restore(orders({ REQUEST: JSON.stringify({ ...request, from }), TARGET_SERVER_ID: CHECK_SERVER_ID })).outcome;
    expect(puts()).toMatchObject([{ id: `${CHECK_SERVER_ID}/databases/sqldb-pcl-acme-02`, body: { properties } }]);
  });
});

describe("a restore from an independent copy", () => {
  const fromCopy = (places: readonly object[]) =>
    orders({
      REQUEST: JSON.stringify({ ...request, from: { kind: "copy", slot: "2026-01-10T01:00:00Z" } }),
      COPY: "hot",
      PLACES: JSON.stringify(places),
      TARGET_HOST: "sql.example",
      SCRATCH: world.scratch,
    });

  it("takes the first place whose copy is whole", async () => {
    const [noe, now] = [await world.place("noe"), await world.place("now")];
    const context = capturedContext(() => new Date("2026-01-10T01:02:03Z"));
    await exportCopy(world.orders([noe, now]), world.exportServices(context.signal), context);
    world.arm.requests.length = 0;
    const container = await world.container(noe);
    for await (const { name } of container.listBlobsFlat()) {
      if (name.includes("part-00002")) await container.deleteBlob(name);
    }
    expect(await restore(fromCopy([noe, now])).outcome).toBe("done");
    expect(world.tool.imported).toEqual(["sqldb-pcl-acme-02"]);
    expect(puts()).toMatchObject([{ id: NEW_ID, body: { properties: { createMode: "Default" } } }]);
  });

  it("makes no database where no copy is whole", async () => {
    const { outcome } = restore(fromCopy([await world.place("noe")]));
    await expect(outcome).rejects.toThrow("No place has a whole copy");
    expect(puts()).toEqual([]);
  });
});

describe("an alert about lost data", () => {
  const alert = (monitorCondition: "Fired" | "Resolved", alertContext: unknown = {}) => ({
    schemaId: "azureMonitorCommonAlertSchema",
    data: {
      essentials: {
        alertId: "/subscriptions/s/alerts/1",
        alertRule: "data-loss",
        monitorCondition,
        firedDateTime: "2026-01-10T02:55:00.123Z",
        description: "Markers are missing.",
        severity: "Sev0",
      },
      alertContext,
    },
  });
  const of = (condition: "Fired" | "Resolved") =>
    orders({ REQUEST: "", ALERT: JSON.stringify(alert(condition)), ALERT_LOOKBACK: "PT20M" });

  it("starts a restore by itself to when the data was whole", async () => {
    const { context, outcome } = restore(of("Fired"));
    expect(await outcome).toBe("done");
    expect(puts()).toMatchObject([{ body: { properties: { restorePointInTime: "2026-01-10T02:35:00.123Z" } } }]);
    expect(context.captured[0]).toMatchObject({
      details: { requestedBy: "alert data-loss", why: "Markers are missing." },
    });
  });

  it("goes back to the moment that it names", async () => {
    const context = { condition: { allOf: [{ dimensions: [{ name: "wholeAt", value: "2026-01-09T22:00:00Z" }] }] } };
    const ALERT = JSON.stringify(alert("Fired", context));
    await restore(orders({ REQUEST: "", ALERT, ALERT_LOOKBACK: "PT20M" })).outcome;
    expect(puts()).toMatchObject([{ body: { properties: { restorePointInTime: "2026-01-09T22:00:00.000Z" } } }]);
  });

  it("does nothing when it is over", async () => {
    const { context, outcome } = restore(of("Resolved"));
    expect(await outcome).toBe("done");
    expect(context.captured).toEqual([]);
    expect(world.arm.requests).toEqual([]);
  });
});

it.each([
  [{ REQUEST: "" }, "Exactly one of REQUEST and ALERT"],
  [{ ALERT: "{}" }, "Exactly one of REQUEST and ALERT"],
  [{ REQUEST: JSON.stringify({ ...request, id: "CASE 42" }) }, "id:"],
  [{ REQUEST: JSON.stringify({ ...request, from: { kind: "pointInTime", at: "yesterday" } }) }, "from.at"],
  [
    { REQUEST: JSON.stringify({ ...request, from: { kind: "copy", slot: "2026-01-10T01:00:00Z" } }) },
    "PLACES is not set",
  ],
])("%j cannot be used", (change, problem) => {
  expect(() => orders(change)).toThrow(problem);
});
