import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { pause } from "../job/pause";
import { capturedContext } from "../test-bed/captured-records";
import { SERVER_ID, storeOf, TenantWorld } from "../test-bed/tenant-world";
import type { RestoreOrders } from "./restore-orders";
import { request, restoreOrders } from "./restore-orders.fixture";
import { watchRequests } from "./watch-requests";

const WORKSPACE =
  "/subscriptions/p/resourceGroups/rg-log/providers/Microsoft.OperationalInsights/workspaces/log-pcl-weu";
const RULE =
  "/subscriptions/c/resourceGroups/rg-mon/providers/Microsoft.Insights/scheduledQueryRules/sqr-acme-dat-data-lost";
const ALERTS = `${WORKSPACE}/providers/Microsoft.AlertsManagement/alerts`;
const NOW = new Date("2026-01-10T03:00:00Z");

let world: TenantWorld;
beforeAll(async () => {
  world = await TenantWorld.start();
});
afterAll(() => world.stop());

let records: string;
let runs = 0;
let starts = 0;
beforeEach(async () => {
  await world.reset();
  records = `watched-${(runs += 1)}`;
  await world.azurite.container(records);
  alerts();
});

interface Given {
  readonly rule?: string;
  readonly condition?: string;
  readonly at?: string;
}

/** What Azure Monitor answers when it is asked which alerts have fired. */
function alerts(...fired: readonly Given[]): void {
  const value = fired.map(({ rule = RULE, condition = "Fired", at = "2026-01-10T02:55:00.1234567Z" }, index) => ({
    id: `${ALERTS}/6c3a3b1e-0000-4000-8000-00000000000${index}`,
    properties: {
      essentials: { alertRule: rule, monitorCondition: condition, startDateTime: at, description: "Rows are gone." },
    },
  }));
  world.arm.resources.set(ALERTS, { value });
}

const orders = (change: Readonly<Record<string, string>> = {}) =>
  restoreOrders({
    WATCH: JSON.stringify({ resource: WORKSPACE, rule: RULE }),
    ALERT_LOOKBACK: "PT20M",
    RECORDS: JSON.stringify({ url: world.azurite.url, container: records }),
    ...change,
  });

function watch(given: RestoreOrders) {
  const context = capturedContext(() => NOW);
  if (given.watch === undefined) throw new Error("the orders are not to watch");
  const services = {
    manager: world.arm.client(context.signal),
    databases: world.databases(context.signal),
    tool: world.tool,
    openContainer: world.azurite.as("writer"),
    keyStores: [storeOf(world.key)],
    pause: (_: number, until: AbortSignal) => pause(1, until),
  };
  // Failures are told apart by their run.
  const run = { ...context, run: `run-${(starts += 1)}` };
  return { context, outcome: watchRequests(given, given.watch, services, run) };
}

const restored = () =>
  world.arm.requests
    .filter(({ method }) => method === "PUT")
    .map(({ id, body }) => ({
      generation: id.slice(-2),
      to: (body as { readonly properties: { readonly restorePointInTime: string } }).properties.restorePointInTime,
    }));

describe("a run that looks for a reason itself", () => {
  it("does and says nothing where there is none", async () => {
    const { context, outcome } = watch(orders());
    expect(await outcome).toBe("done");
    expect(restored()).toEqual([]);
    expect(context.captured).toEqual([]);
  });

  it("restores to before an alert of the tenant's rule that has fired, and promotes nobody", async () => {
    alerts({});
    const { context, outcome } = watch(orders());
    expect(await outcome).toBe("done");
    expect(restored()).toEqual([{ generation: "02", to: "2026-01-10T02:35:00.123Z" }]);
    expect(context.events).toEqual(["restore.started", "restore.finished"]);
    expect(context.captured[0]).toMatchObject({
      details: { requestedBy: "alert sqr-acme-dat-data-lost", why: "Rows are gone." },
    });
  });

  it("knows the rule by its name alone, in whatever case Azure writes it", async () => {
    alerts({ rule: "SQR-ACME-DAT-data-lost" });
    await watch(orders()).outcome;
    expect(restored()).toHaveLength(1);
  });

  it.each([{ rule: `${RULE}-other` }, { condition: "Resolved" }])("does not heed an alert of %j", async (other) => {
    alerts(other);
    await watch(orders()).outcome;
    expect(restored()).toEqual([]);
  });

  it("restores once by an alert that goes on, also when the restored data was promoted or given up", async () => {
    alerts({});
    await watch(orders()).outcome;
    expect(await watch(orders({ GENERATION: "2" })).outcome).toBe("done");
    world.arm.resources.delete(`${SERVER_ID}/databases/sqldb-pcl-acme-02`);
    const { context, outcome } = watch(orders());
    expect(await outcome).toBe("done");
    expect(context.captured).toEqual([]);
    expect(restored()).toHaveLength(1);
  });

  it("restores by a second alert as well, into a generation of its own", async () => {
    alerts({});
    await watch(orders()).outcome;
    alerts({}, { at: "2026-01-10T02:58:00Z" });
    await watch(orders()).outcome;
    expect(restored().map(({ generation }) => generation)).toEqual(["02", "03"]);
  });

  it("carries out a recorded request, once", async () => {
    const recorded = orders({ REQUEST: JSON.stringify(request) });
    await watch(recorded).outcome;
    await watch(recorded).outcome;
    expect(restored()).toEqual([{ generation: "02", to: "2026-01-10T02:00:00.000Z" }]);
  });

  it.each([
    ["{", "REQUEST is not"],
    [JSON.stringify({ ...request, from: { kind: "copy", slot: "2026-01-10T01:00:00Z" } }), "started by a person"],
  ])("tells of a request that it cannot use (%s), and heeds alerts all the same", async (REQUEST, told) => {
    alerts({});
    const { context, outcome } = watch(orders({ REQUEST }));
    expect(await outcome).toBe("failed");
    expect(context.events).toEqual(["restore.failed", "restore.started", "restore.finished"]);
    expect(context.captured[0]).toMatchObject({ message: expect.stringContaining(told) as string });
    expect(restored()).toHaveLength(1);
  });

  it("gives a reason up after three failures, each of which was told, and goes on with others", async () => {
    alerts({});
    for (let failures = 0; failures < 3; failures += 1) {
      world.arm.behaviour.failWith = { code: "RestorePointNotAvailable", message: "No backup." };
      await expect(watch(orders()).outcome).rejects.toThrow("RestorePointNotAvailable");
    }
    alerts({}, { at: "2026-01-10T02:59:00Z" });
    const { context, outcome } = watch(orders());
    expect(await outcome).toBe("done");
    expect(context.captured).toMatchObject(
      ["restore.started", "restore.finished"].map((event) => ({
        event,
        details: { requestedAt: "2026-01-10T02:59:00.000Z" },
      })),
    );
  });

  it("fails where Azure does not say which alerts there are, instead of taking that for none", async () => {
    world.arm.resources.delete(ALERTS);
    await expect(watch(orders()).outcome).rejects.toThrow("ResourceNotFound");
    world.arm.resources.set(ALERTS, { value: [{ id: "x" }] });
    await expect(watch(orders()).outcome).rejects.toThrow("list of alerts cannot be read");
  });
});
