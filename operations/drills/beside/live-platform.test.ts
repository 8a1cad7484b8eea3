import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { LivePlatform } from "../../../drills/beside/live-platform";
import { planFor } from "../../plan-for";
import type { openSession } from "../../session";
import type { pendingOperations, PendingOperation, stackResources, StateResource } from "../../stack-operations";
import { drillFolders } from "../drill-folders";
import { livePlatform } from "./live-platform";
import type { LiveReading } from "./live-reading";
import type { changeAsReviewed, ReviewedChange } from "./reviewed-change";

const engine = vi.hoisted(() => ({
  resources: vi.fn<typeof stackResources>(),
  pending: vi.fn<typeof pendingOperations>(),
  change: vi.fn<typeof changeAsReviewed>(),
}));
const stack = "superoffice-local-cell-01";
vi.mock("../../stack-operations", () => ({
  stackNames: () => Promise.resolve(new Set([stack])),
  stackResources: engine.resources,
  pendingOperations: engine.pending,
}));
vi.mock("../../session", () => ({
  openSession: (projectFolder: string) => Promise.resolve({ projectFolder } as Awaited<ReturnType<typeof openSession>>),
}));
vi.mock("./reviewed-change", () => ({ changeAsReviewed: engine.change }));

const MOMENT = Date.parse("2026-01-05T12:01:00Z");
const root = path.resolve(__dirname, "../../..");

const urnOf = (name: string): string =>
  `urn:pulumi:${stack}::deltawerk::deltawerk:data:TenantDatabase$azure-native:sql:Database::${name}`;
const database = (generation: string, restoredTo?: string): StateResource => ({
  urn: urnOf(`database-fjel-${generation}-primary`),
  type: "azure-native:sql:Database",
  id: `/subscriptions/s1/resourceGroups/rg/providers/Microsoft.Sql/servers/one/databases/sqldb-fjel-${generation}`,
  inputs: restoredTo === undefined ? {} : { restorePointInTime: restoredTo },
  outputs: { creationDate: "2026-01-01T00:00:00Z" },
});

describe("what a drill makes beside what serves", () => {
  const projectFolder = mkdtempSync(path.join(tmpdir(), "live-"));
  const folders = drillFolders(projectFolder, "superoffice-database-loss-local");
  const inProject = (file: string): string => path.join(projectFolder, file);
  let there: StateResource[] = [];
  let pending: PendingOperation[] = [];
  /** What the engine was asked to do, and with which documents. */
  let asked: { readonly means: (operation: string, name: string) => boolean; readonly configuration: string }[] = [];
  let live: LivePlatform;

  beforeEach(() => {
    cpSync(path.join(root, "stacks"), inProject("stacks"), { recursive: true });
    cpSync(path.join(root, "Pulumi.yaml"), inProject("Pulumi.yaml"));
    [there, pending, asked] = [[database("01")], [], []];
    engine.resources.mockImplementation(() => Promise.resolve(there));
    engine.pending.mockImplementation(() => Promise.resolve(pending));
    engine.change.mockImplementation(({ projectFolder: folder }, change: ReviewedChange) => {
      const file = path.join(folder, "stacks", `Pulumi.${stack}.yaml`);
      const configuration = existsSync(file) ? readFileSync(file, "utf8") : "";
      const means = (operation: string, name: string): boolean =>
        change.isMeant({ urn: urnOf(name), operation: operation as "create", protect: false, properties: [] });
      asked.push({ means, configuration });
      // What the documents of the drill say is there from now on.
      const [, generation, to] =
        /restoring:\s*\{?\s*generation: "(\d\d)",?\s*from: "\d\d",?\s*to: "?([^"\s}]+)/.exec(
          readFileSync(path.join(folder, "stacks", "tenants", "superoffice.yaml"), "utf8"),
        ) ?? [];
      if (generation !== undefined && !there.some(({ urn }) => urn.includes(`-${generation}-`))) {
        there.push(database(generation, to));
      }
      return Promise.resolve([]);
    });
    live = livePlatform({
      context: { projectFolder, print: () => undefined, note: () => undefined },
      plan: planFor(projectFolder, { platform: "superoffice", environment: "local" }),
      ...{ folders, reading: {} as LiveReading },
    });
  });

  afterEach(() => {
    rmSync(projectFolder, { recursive: true, force: true });
  });

  it("is one generation of one tenant, which goes again", async () => {
    const { database: made } = await live.restoreBeside("fjel", MOMENT);
    expect(made.generation).toBe("02");
    expect(asked[0]?.means("create", "database-fjel-02-primary")).toBe(true);
    expect(asked[0]?.means("create", "database-nord-02-primary")).toBe(false);
    await live.discard("fjel", MOMENT);
    expect(asked[1]?.means("delete", "database-fjel-02-primary-lock")).toBe(true);
    expect(asked[1]?.means("delete", "database-fjel-01-primary")).toBe(false);
  });

  it("is the same generation again after an interruption", async () => {
    there.push(database("02", "2026-01-05T12:01:00Z"));
    expect((await live.restoreBeside("fjel", MOMENT)).database.generation).toBe("02");
  });

  it("is none that somebody else has made, of another moment or from nothing", async () => {
    there.push(database("02", "2026-01-04T12:01:00Z"), database("03"));
    expect(await live.discard("fjel", MOMENT)).toEqual([]);
    expect(asked).toEqual([]);
    expect((await live.restoreBeside("fjel", MOMENT)).database.generation).toBe("04");
    await live.discard("fjel", MOMENT);
    expect(["02", "03", "04"].map((one) => asked[1]?.means("delete", `database-fjel-${one}-primary`))).toEqual([
      ...[false, false, true],
    ]);
  });

  it("is nothing where somebody restores the tenant", async () => {
    const file = inProject("stacks/tenants/superoffice.yaml");
    const restoring =
      '{ local: { generation: "01", restoring: { generation: "02", from: "01", to: "2026-01-05T12:01:00Z" } } }';
    const text = readFileSync(file, "utf8");
    writeFileSync(file, text.replace(/(code: fjel, .*?) \}\n/, `$1, data: ${restoring} }\n`));
    live = livePlatform({
      context: { projectFolder, print: () => undefined, note: () => undefined },
      plan: planFor(projectFolder, { platform: "superoffice", environment: "local" }),
      ...{ folders, reading: {} as LiveReading },
    });
    there.push(database("02", "2026-01-05T12:01:00Z"));
    await expect(live.restoreBeside("fjel", MOMENT)).rejects.toThrow("somebody restores fjel: generation 02");
    expect(await live.discard("fjel", MOMENT)).toEqual([]);
    expect(asked).toEqual([]);
  });

  it("is made and removed with the stack's own configuration", async () => {
    const configuration = "secretsprovider: azurekeyvault://vault/keys/state\nencryptedkey: abc\n";
    writeFileSync(inProject(`stacks/Pulumi.${stack}.yaml`), configuration);
    await live.restoreBeside("fjel", MOMENT);
    await live.discard("fjel", MOMENT);
    expect(asked.map((one) => one.configuration)).toEqual([configuration, configuration]);
  });

  it("is told of where a killed engine may have made it, and nothing is done then", async () => {
    const inputs = {
      ...{ resourceGroupName: "rg", serverName: "one", databaseName: "sqldb-fjel-02" },
      restorePointInTime: "2026-01-05T12:01:00Z",
    };
    const { urn, type } = database("02");
    pending = [{ type: "creating", resource: { urn, type, inputs } }];
    const said =
      /servers\/one\/databases\/sqldb-fjel-02, .*Delete it in Azure.*pulumi refresh --clear-pending-creates -s superoffice-local-cell-01/;
    await expect(live.discard("fjel", MOMENT)).rejects.toThrow(said);
    await expect(live.restoreBeside("fjel", MOMENT)).rejects.toThrow(said);
    expect(asked).toEqual([]);
    // Of somebody else's the drill has nothing to say.
    expect(await live.discard("fjel", MOMENT + 60_000)).toEqual([]);
  });

  it("is told of where a part of it may have been made", async () => {
    there.push(database("02", "2026-01-05T12:01:00Z"));
    const lock = { urn: urnOf("database-fjel-02-primary-lock"), type: "azure-native:authorization:ManagementLock" };
    pending = [{ type: "creating", resource: lock }];
    await expect(live.discard("fjel", MOMENT)).rejects.toThrow("while it made database-fjel-02-primary-lock");
  });
});
