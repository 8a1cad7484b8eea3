import { readdir } from "node:fs/promises";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { bacpacFiles, zip } from "../test-bed/bacpac-file";
import { capturedContext } from "../test-bed/captured-records";
import { manifestIn, MANIFEST, names } from "../test-bed/copied-blobs";
import { COPY_ID, TABLES, TenantWorld } from "../test-bed/tenant-world";
import { exportCopy } from "./export-copy";
import type { ExportOrders } from "./export-orders";

let world: TenantWorld;
beforeAll(async () => {
  world = await TenantWorld.start();
});
afterAll(() => world.stop());
beforeEach(() => world.reset());

const NOW = new Date("2026-01-10T01:02:03Z");

function run(orders: ExportOrders, stop = new AbortController()) {
  const context = capturedContext(() => NOW, stop.signal);
  return { context, outcome: exportCopy(orders, world.exportServices(stop.signal), context) };
}

const failing = async (orders: ExportOrders, stop?: AbortController) => {
  const { context, outcome } = run(orders, stop);
  await expect(outcome).rejects.toThrow();
  return context;
};

it("a failed export leaves no database, no file and no manifest, and is said", async () => {
  const place = await world.place("weu");
  world.tool.onExport = () => Promise.reject(new Error("no space left"));
  const context = await failing(world.orders([place]));
  expect(context.events).toEqual(["copy.failed"]);
  expect(context.metric("copy.success", "weu")).toBe(0);
  expect(world.arm.ids).not.toContain(COPY_ID);
  expect(await readdir(world.scratch)).toEqual([]);
  expect(await names(await world.container(place))).toEqual([]);
});

it("a stop during the export removes the database copy", async () => {
  const stop = new AbortController();
  world.tool.onExport = (signal) => {
    stop.abort(new Error("stopped by SIGTERM"));
    signal.throwIfAborted();
    return Promise.resolve();
  };
  await failing(world.orders([await world.place("weu")]), stop);
  expect(world.arm.ids).not.toContain(COPY_ID);
});

it("a stop while Azure still copies removes the database when it appears", async () => {
  const stop = new AbortController();
  world.arm.onRequest = ({ method, id, body }) => {
    if (method !== "PUT") return;
    setTimeout(() => {
      stop.abort(new Error("stopped by SIGTERM"));
      setTimeout(() => world.arm.resources.set(id, body as Record<string, unknown>), 2);
    }, 20);
    world.arm.behaviour.hang = true;
  };
  const context = capturedContext(() => NOW, stop.signal);
  const deleted = new Promise<string>((resolve) => {
    const before = world.arm.onRequest;
    world.arm.onRequest = (request) => {
      before(request);
      if (request.method === "DELETE") {
        world.arm.behaviour.hang = false;
        resolve(request.id);
      }
    };
  });
  const outcome = exportCopy(world.orders([await world.place("weu")]), world.exportServices(stop.signal), context);
  await expect(outcome).rejects.toThrow("stopped by SIGTERM");
  expect(await deleted).toBe(COPY_ID);
});

it("what a killed run left behind is removed by the next, even if that finds its copy finished", async () => {
  const place = await world.place("weu");
  await run(world.orders([place])).outcome;
  world.arm.resources.set(COPY_ID, { location: "westeurope", tags: { "deltawerk-temporary": "export of hot" } });
  expect(await run(world.orders([place])).outcome).toBe("done");
  expect(world.arm.ids).not.toContain(COPY_ID);
});

it("a database that no job made is never removed, whatever its name", async () => {
  world.arm.resources.set(COPY_ID, { location: "westeurope", tags: {} });
  await failing(world.orders([await world.place("weu")]));
  expect(world.arm.ids).toContain(COPY_ID);
});

it("one place that cannot be reached does not keep the copy from the other", async () => {
  const weu = await world.place("weu");
  const lost = { name: "lost", url: world.azurite.url, container: "not-there" };
  const { context, outcome } = run(world.orders([lost, weu]));
  expect(await outcome).toBe("failed");
  expect(context.metric("copy.success", "weu")).toBe(1);
  expect(context.metric("copy.success", "lost")).toBe(0);
  await manifestIn(await world.container(weu));
});

it("one place that breaks off in the middle gets no manifest, the other does", async () => {
  const [weu, lost] = [await world.place("weu"), await world.place("lost")];
  const context = capturedContext(() => NOW);
  const services = world.exportServices(context.signal);
  const openContainer: typeof services.openContainer = (url, name, signal) => {
    const real = services.openContainer(url, name, signal);
    if (name !== lost.container) return real;
    let blocks = 0;
    return Object.assign(Object.create(real) as typeof real, {
      stageBlock: (...args: Parameters<typeof real.stageBlock>) =>
        (blocks += 1) > 4 ? Promise.reject(new Error("The site is down.")) : real.stageBlock(...args),
    });
  };
  expect(await exportCopy(world.orders([lost, weu]), { ...services, openContainer }, context)).toBe("failed");
  expect(context.events).toEqual(["copy.failed", "copy.finished"]);
  expect(await names(await world.container(lost))).not.toContain(MANIFEST);
  await manifestIn(await world.container(weu));
});

it.each([
  ["cut off", () => world.tool.bytes.subarray(0, -30)],
  ["without the data of a table", () => zip(bacpacFiles(TABLES).filter(({ name }) => !name.startsWith("Data/")))],
  ["of another database", () => zip(bacpacFiles([{ name: "[dbo].[Other]", rows: 0 }]))],
])("a BACPAC that is %s never becomes a copy", async (_, broken) => {
  const place = await world.place("weu");
  world.tool.bytes = broken();
  const context = await failing(world.orders([place]));
  expect(context.events).toEqual(["copy.failed"]);
  expect(await names(await world.container(place))).toEqual([]);
});
