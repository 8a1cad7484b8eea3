import { readdir } from "node:fs/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { exportCopy } from "../export/export-copy";
import { bacpacFiles, zip } from "../test-bed/bacpac-file";
import { capturedContext } from "../test-bed/captured-records";
import { contentsOf, manifestIn, MANIFEST } from "../test-bed/copied-blobs";
import { overwrite, replacePayload } from "../test-bed/copy-damage";
import { DATABASE, TABLES, TenantWorld } from "../test-bed/tenant-world";
import { damagesIn, exported, verify } from "../test-bed/verification-run";

let world: TenantWorld;
beforeAll(async () => {
  world = await TenantWorld.start();
});
afterAll(() => world.stop());
beforeEach(() => world.reset());

describe("a whole copy", () => {
  it("is opened, restored on a server of its own, compared and removed", async () => {
    const place = await world.place("weu");
    await exported(world, place);
    const { context, outcome } = verify(world, [place]);
    expect(await outcome).toBe("done");
    expect(context.events).toEqual(["verification.verified"]);
    expect(context.metric("verification.success", "weu")).toBe(1);
    expect(context.metric("verification.age")).toBeCloseTo(2 * 3600 - 123, 0);
    expect(context.metric("verification.markers.lost")).toBe(0);
    expect(world.tool.imported).toEqual(["sqldb-pcl-acme-job-01"]);
    expect(world.statements).toContainEqual(expect.stringContaining("DBCC CHECKDB ([sqldb-pcl-acme-job-01])"));
    expect(world.arm.ids.filter((id) => id.includes("job-01"))).toEqual([]);
    expect(await readdir(world.scratch)).toEqual([]);
  });

  it("says what could not be decided where there is no server to restore it on", async () => {
    const place = await world.place("weu");
    await exported(world, place);
    const { context, outcome } = verify(world, [place], { checkServer: undefined });
    expect(await outcome).toBe("undetermined");
    expect(context.events).toEqual(["verification.undetermined"]);
    expect(context.metric("verification.success", "weu")).toBe(0);
  });
});

describe("a copy that is valid and too old", () => {
  it("is stale", async () => {
    const place = await world.place("weu");
    await exported(world, place, new Date("2026-01-08T13:00:00Z"));
    const { context, outcome } = verify(world, [place]);
    expect(await outcome).toBe("notAsPromised");
    expect(damagesIn(context)).toEqual(["stale"]);
  });

  it("does not pass for today's when its blobs are put under today's name", async () => {
    const place = await world.place("weu");
    const container = await exported(world, place, new Date("2026-01-08T13:00:00Z"));
    const old = await manifestIn(container, "acme/01/20260108T130000Z/manifest.json");
    const moved = (name: string): string => name.replace("20260108T130000Z/2026", "20260110T010000Z/2026");
    for (const { name } of old.parts) await overwrite(container, moved(name), await contentsOf(container, name));
    const forged = {
      ...old,
      slot: "2026-01-10T01:00:00.000Z",
      consistent: { notBefore: "2026-01-10T01:00:00.000Z", notAfter: "2026-01-10T01:05:00.000Z" },
      parts: old.parts.map((part) => ({ ...part, name: moved(part.name) })),
    };
    await overwrite(container, MANIFEST, Buffer.from(JSON.stringify(forged)));
    const { context, outcome } = verify(world, [place]);
    expect(await outcome).toBe("notAsPromised");
    expect(damagesIn(context)).toEqual(["not authentic"]);
  });
});

describe("right checksums over a broken database", () => {
  it("a schema whose model was broken before it was copied", async () => {
    const place = await world.place("weu");
    const files = bacpacFiles(TABLES);
    const broken = files.map((file) =>
      file.name === "model.xml" ? { ...file, bytes: Buffer.from(file.bytes.toString().replace("</Model>", "")) } : file,
    );
    // The export refuses such a file, so it is let through to the copy here: the check must not depend on the export.
    const whole = world.tool.bytes;
    const container = await exported(world, place);
    world.tool.bytes = zip(broken);
    const context = capturedContext(() => new Date("2026-01-10T02:00:00Z"));
    await expect(
      exportCopy(world.orders([place], { generation: 2 }), world.exportServices(context.signal), context),
    ).rejects.toThrow("broken");
    expect(whole).not.toEqual(world.tool.bytes);
    await replacePayload(world, container, zip(broken));
    const verified = verify(world, [place]);
    expect(await verified.outcome).toBe("notAsPromised");
    expect(new Set(damagesIn(verified.context))).toEqual(new Set(["structure"]));
  });

  it("a hole between markers, also where the copy was made of it", async () => {
    const place = await world.place("weu");
    const [first] = DATABASE.markers ?? [];
    world.database = {
      ...DATABASE,
      markers: [first, { number: 3, committed: "2026-01-09T12:00:00" }].filter((m) => m !== undefined),
    };
    await exported(world, place);
    const { context, outcome } = verify(world, [place]);
    expect(await outcome).toBe("notAsPromised");
    expect(JSON.stringify(context.captured)).toContain("1 markers are missing in between.");
  });

  it.each([
    ["a page that CHECKDB finds", { ...DATABASE, corruption: ["Table error: object 1, page (1:99)."] }],
    ["a table that lacks rows", { ...DATABASE, tables: { ...DATABASE.tables, "[dbo].[Customer]": 2 } }],
    ["another schema", { ...DATABASE, definitions: DATABASE.definitions.slice(1) }],
    ["a marker that is missing", { ...DATABASE, markers: DATABASE.markers?.slice(0, 1) ?? [] }],
  ])("%s in the restored database", async (_, restored) => {
    const place = await world.place("weu");
    await exported(world, place);
    world.database = restored;
    const { context, outcome } = verify(world, [place]);
    expect(await outcome).toBe("notAsPromised");
    expect(new Set(damagesIn(context))).toEqual(new Set(["contents"]));
    expect(world.arm.ids.filter((id) => id.includes("job-01"))).toEqual([]);
  });
});
