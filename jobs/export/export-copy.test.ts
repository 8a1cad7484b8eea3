import { readdir } from "node:fs/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { unwrapWith } from "../copies/key-wrapping";
import type { PlaceAddress } from "../copies/place";
import { capturedContext } from "../test-bed/captured-records";
import { manifestIn, MANIFEST, names } from "../test-bed/copied-blobs";
import { COPY_ID, newKey, SOURCE_ID, TenantWorld } from "../test-bed/tenant-world";
import { exportCopy } from "./export-copy";
import type { ExportOrders } from "./export-orders";

let world: TenantWorld;
beforeAll(async () => {
  world = await TenantWorld.start();
});
afterAll(() => world.stop());
beforeEach(() => world.reset());

const NOW = new Date("2026-01-10T01:02:03Z");

function run(orders: ExportOrders, now = NOW, stop = new AbortController()) {
  const context = capturedContext(() => now, stop.signal);
  return { context, outcome: exportCopy(orders, world.exportServices(stop.signal), context) };
}

describe("a copy", () => {
  it("is in every place, encrypted, with a manifest that says what it is", async () => {
    const places = [await world.place("noe"), await world.place("now")];
    const { context, outcome } = run(world.orders(places));
    expect(await outcome).toBe("done");
    const manifests = await Promise.all(places.map(async (place) => manifestIn(await world.container(place))));
    expect(manifests[0]).toMatchObject({
      platform: "pct",
      tenant: "acme",
      generation: 1,
      copy: "hot",
      slot: "2026-01-10T01:00:00.000Z",
      place: "noe",
      firstOfMonth: false,
      source: { databaseId: SOURCE_ID, database: "sqldb-pcl-acme-01" },
      tool: { name: "sqlpackage", version: "170.5.96.0" },
      contents: { tables: { "[dbo].[Customer]": 3, "[dbo].[Audit]": 0 }, markers: { highest: 2 } },
      payload: { format: "bacpac", bytes: world.tool.bytes.length },
      encryption: { recipients: [{ keyId: world.key.recipient.kid, keyVersion: "v1" }] },
    });
    expect(manifests[1]?.parts).toEqual(manifests[0]?.parts);
    expect(manifests[0]?.parts.length).toBeGreaterThan(2);
    expect(context.metric("copy.success", "noe")).toBe(1);
    expect(context.metric("copy.success", "now")).toBe(1);
    expect(context.metric("copy.size", "now")).toBe(world.tool.bytes.length);
  });

  it("shows nothing of the database in its bytes", async () => {
    const place = await world.place("weu");
    await run(world.orders([place])).outcome;
    const container = await world.container(place);
    const { parts } = await manifestIn(container);
    const blobs = await Promise.all(parts.map(({ name }) => container.getBlobClient(name).downloadToBuffer()));
    expect(Buffer.concat(blobs).includes("model.xml")).toBe(false);
    expect(world.tool.bytes.includes("model.xml")).toBe(true);
  });

  it("has a fresh key that each recipient can unwrap", async () => {
    const place = await world.place("weu");
    const spare = newKey("file:///copies/recovery-1");
    await run(world.orders([place], { keys: [world.key.recipient, spare.recipient] })).outcome;
    const first = await manifestIn(await world.container(place));
    const keys = first.encryption.recipients.map((wrapped, index) =>
      unwrapWith(index === 0 ? world.key.privateKey : spare.privateKey, wrapped),
    );
    expect(keys[0]).toHaveLength(32);
    expect(keys[1]).toEqual(keys[0]);
  });

  it("is made of a database copy that never leaves the region and is gone afterwards", async () => {
    await run(world.orders([await world.place("weu")])).outcome;
    const put = world.arm.requests.find(({ method }) => method === "PUT");
    expect(put).toMatchObject({
      id: COPY_ID,
      body: {
        location: "westeurope",
        sku: { name: "GP_Gen5_2" },
        properties: { createMode: "Copy", sourceDatabaseId: SOURCE_ID, requestedBackupStorageRedundancy: "Local" },
      },
    });
    expect(world.arm.ids).not.toContain(COPY_ID);
    expect(world.arm.ids).toContain(SOURCE_ID);
    expect(await readdir(world.scratch)).toEqual([]);
  });
});

describe("a second run of the same slot", () => {
  it("finds the finished copy, changes nothing and ends well", async () => {
    const place = await world.place("weu");
    await run(world.orders([place])).outcome;
    const before = await names(await world.container(place));
    world.arm.requests.length = 0;
    const { context, outcome } = run(world.orders([place]), new Date("2026-01-10T12:59:59Z"));
    expect(await outcome).toBe("done");
    expect(context.events).toEqual(["copy.found"]);
    expect(await names(await world.container(place))).toEqual(before);
    expect(world.arm.requests.filter(({ method }) => method === "PUT")).toEqual([]);
  });

  it("begins anew under another name where the first was broken off, and leaves that alone", async () => {
    const place = await world.place("weu");
    const container = await world.container(place);
    const stray = "acme/01/20260110T010000Z/20260110T010001Z-aaaaaaaa/part-00001";
    await container.getBlockBlobClient(stray).upload("half", 4);
    expect(await run(world.orders([place])).outcome).toBe("done");
    expect((await container.getBlobClient(stray).downloadToBuffer()).toString()).toBe("half");
    expect((await manifestIn(container)).parts.map(({ name }) => name)).not.toContain(stray);
  });

  it("completes only the place that lacks it", async () => {
    const [noe, now] = [await world.place("noe"), await world.place("now")];
    await run(world.orders([noe])).outcome;
    const before = await names(await world.container(noe));
    const { context, outcome } = run(world.orders([noe, now]));
    expect(await outcome).toBe("done");
    expect(context.events).toEqual(["copy.found", "copy.finished"]);
    expect(await names(await world.container(noe))).toEqual(before);
    await manifestIn(await world.container(now));
  });

  it("that overtook another lets the first one's manifest stand", async () => {
    const place = await world.place("weu");
    world.tool.onExport = async () => {
      world.tool.onExport = () => Promise.resolve();
      await run(world.orders([place], { copyDatabase: "sqldb-pcl-acme-arc-01" })).outcome;
    };
    const { context, outcome } = run(world.orders([place]));
    expect(await outcome).toBe("done");
    expect(context.events).toEqual(["copy.found"]);
    const container = await world.container(place);
    expect((await names(container)).filter((name) => name === MANIFEST)).toHaveLength(1);
  });
});

describe("the first copy of a month", () => {
  const months = (place: PlaceAddress) => world.azurite.container(place.firstOfMonthContainer ?? "");

  it("goes to the container that keeps it longer, the others do not", async () => {
    const place = await world.place("sws", true);
    await run(world.orders([place]), new Date("2026-01-10T01:00:00Z")).outcome;
    await run(world.orders([place]), new Date("2026-01-10T13:00:00Z")).outcome;
    await run(world.orders([place]), new Date("2026-02-03T13:00:00Z")).outcome;
    const first = await names(await months(place));
    expect(first.filter((name) => name.endsWith("manifest.json"))).toEqual([
      "acme/01/20260110T010000Z/manifest.json",
      "acme/01/20260203T130000Z/manifest.json",
    ]);
    expect((await manifestIn(await months(place))).firstOfMonth).toBe(true);
    const daily = await names(await world.container(place));
    expect(daily.filter((name) => name.endsWith("manifest.json"))).toEqual(["acme/01/20260110T130000Z/manifest.json"]);
  });

  it("is found again there by a repeated run", async () => {
    const place = await world.place("sws", true);
    await run(world.orders([place])).outcome;
    const { context, outcome } = run(world.orders([place]));
    expect(await outcome).toBe("done");
    expect(context.events).toEqual(["copy.found"]);
  });
});
