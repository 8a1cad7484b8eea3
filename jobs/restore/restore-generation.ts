import { join } from "node:path";
import { HIGHEST_NUMBER } from "../../azure/names/codes";
import { formatName, parseName } from "../../azure/names/resource-name";
import type { BacpacTool } from "../bacpac/bacpac-tool";
import { importSize } from "../bacpac/import-size";
import { findCopy } from "../copies/finished-copies";
import type { KeyStore } from "../copies/key-wrapping";
import { openCopyFile } from "../copies/open-copy-file";
import { openPlace, type OpenContainer } from "../copies/place";
import type { Outcome } from "../job/exit-status";
import { cleanupSignal } from "../job/cleanup";
import type { Pause } from "../job/pause";
import type { JobContext } from "../job/run-job";
import { withScratchFolder } from "../job/scratch-folder";
import {
  databaseId,
  nameOf,
  type DatabaseDescription,
  type DatabaseOrigin,
  type SqlDatabases,
} from "../management/sql-databases";
import type { CopySource, RestoreOrders } from "./restore-orders";
import { recordRestore } from "./restore-records";
import type { RestoreRequest } from "./restore-request";

export interface RestoreServices {
  readonly databases: SqlDatabases;
  readonly tool: BacpacTool;
  readonly openContainer: OpenContainer;
  readonly keyStores: readonly KeyStore[];
  readonly pause: Pause;
}

/** Tag of a restored database, with the request that it was made for. It is data, so no job ever removes it. */
export const RESTORED_FOR = "deltawerk-restored-for";

const LOOK_EVERY_MS = 15_000;

interface Target {
  readonly id: string;
  readonly existing: DatabaseDescription | undefined;
}

/** The first generation after the live one that is free, or that an earlier run of the same request took. */
async function findTarget(orders: RestoreOrders, request: RestoreRequest, databases: SqlDatabases): Promise<Target> {
  const parts = parseName("sql:Database", nameOf(orders.sourceDatabaseId));
  if (parts === undefined) {
    throw new Error(`${nameOf(orders.sourceDatabaseId)} is not the name of a tenant's database.`);
  }
  for (let generation = orders.generation + 1; generation <= HIGHEST_NUMBER; generation += 1) {
    const id = databaseId(orders.targetServerId, formatName("sql:Database", { ...parts, generation }));
    const existing = await databases.find(id);
    if (existing === undefined || existing.tags[RESTORED_FOR] === request.id) return { id, existing };
  }
  throw new Error(`No generation after ${orders.generation} is free: at most ${HIGHEST_NUMBER} can be named.`);
}

/** Puts a copy into a new, empty database. */
async function importCopy(
  slot: Date,
  source: CopySource,
  orders: RestoreOrders,
  services: RestoreServices,
  context: JobContext,
  database: string,
  create: (origin: DatabaseOrigin) => Promise<void>,
): Promise<void> {
  const { tenant, generation } = orders;
  const { platform, environment, signal } = context;
  await withScratchFolder(source.scratch, async (folder) => {
    const refused: string[] = [];
    for (const address of source.places) {
      const place = openPlace(address, services.openContainer, signal);
      const found = await findCopy(place, { tenant, generation, slot });
      if (found === undefined) {
        refused.push(`${place.name}: there is none`);
        continue;
      }
      const expected = { platform, environment, tenant, generation, copy: source.copy, place: place.name, slot };
      const file = join(folder, `${place.name}.bacpac`);
      const { damages, manifest } = await openCopyFile(
        found,
        expected,
        services.keyStores,
        file,
        context.now(),
        signal,
      );
      if (damages.length > 0 || manifest === undefined) {
        refused.push(`${place.name}: ${damages.map(({ message }) => message).join(" ")}`);
        continue;
      }
      await create({ kind: "empty", maxBytes: importSize(manifest.payload.bytes) });
      await services.tool.import(file, { server: source.targetHost, database }, folder, signal);
      return;
    }
    throw new Error(`No place has a whole copy of ${slot.toISOString()}. ${refused.join("; ")}`);
  });
}

async function waitUntilOnline(target: Target, services: RestoreServices, context: JobContext): Promise<void> {
  let found = target.existing;
  while (found?.status !== undefined && found.status !== "Online") {
    await services.pause(LOOK_EVERY_MS, context.signal);
    found = await services.databases.read(target.id);
  }
}

async function restore(
  target: Target,
  orders: RestoreOrders,
  request: RestoreRequest,
  services: RestoreServices,
  context: JobContext,
): Promise<void> {
  const { databases } = services;
  if (target.existing !== undefined && request.from.kind !== "copy") return waitUntilOnline(target, services, context);
  const source = await databases.find(orders.sourceDatabaseId);
  const location = await databases.locationOfServer(orders.targetServerId);
  const create = (origin: DatabaseOrigin): Promise<void> =>
    databases.create({
      id: target.id,
      location,
      origin,
      ...(source !== undefined && { sku: source.sku, zoneRedundant: source.zoneRedundant }),
      backupRedundancy: orders.backupRedundancy,
      // Whose a database is, is written on it, on this one as on the one that it comes from.
      tags: { ...source?.tags, [RESTORED_FOR]: request.id },
    });
  const { from } = request;
  switch (from.kind) {
    case "pointInTime":
      return create({ ...from, databaseId: orders.sourceDatabaseId });
    case "geo":
      return create({ ...from, databaseId: orders.sourceDatabaseId });
    case "longTerm":
      return create(from);
    case "copy":
      if (target.existing !== undefined) {
        throw new Error(`${nameOf(target.id)} is half imported by an earlier run. Remove it, or ask under another id.`);
      }
      if (orders.copySource === undefined) throw new Error("Where the copies are was not read.");
      return importCopy(from.slot, orders.copySource, orders, services, context, nameOf(target.id), create);
  }
}

/**
 * Restores a tenant's data into a new generation beside the live one. The live database, its connection record and its
 * users are left alone: which generation is used is a person's decision.
 */
export async function restoreGeneration(
  orders: RestoreOrders,
  services: RestoreServices,
  context: JobContext,
): Promise<Outcome> {
  const { request } = orders;
  if (request === undefined) return "done";
  const open = (signal: AbortSignal) => services.openContainer(orders.records.url, orders.records.container, signal);
  let database: string | undefined;
  try {
    const target = await findTarget(orders, request, services.databases);
    database = nameOf(target.id);
    // Recorded before anything is done, so that no restore goes unrecorded.
    await recordRestore(open(context.signal), orders, request, "started", { database }, context);
    await restore(target, orders, request, services, context);
    await recordRestore(open(context.signal), orders, request, "finished", { database }, context);
    return "done";
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    await recordRestore(open(cleanupSignal()), orders, request, "failed", { database, reason }, context);
    throw error;
  }
}
