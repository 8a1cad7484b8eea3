import { join } from "node:path";
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
import { nameOf, type DatabaseOrigin, type NewDatabase, type SqlDatabases } from "../management/sql-databases";
import type { CopySource, RestoreOrders } from "./restore-orders";
import { recordRestore } from "./restore-records";
import type { RestoreRequest } from "./restore-request";
import { findTarget, RESTORED_FOR, type Target } from "./restore-target";

export interface RestoreServices {
  readonly databases: SqlDatabases;
  readonly tool: BacpacTool;
  readonly openContainer: OpenContainer;
  readonly keyStores: readonly KeyStore[];
  readonly pause: Pause;
}

const LOOK_EVERY_MS = 15_000;

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

/** The database that a request asks for. A copy's is empty at first, and `origin` says how large it may be. */
export async function newGeneration(
  target: Target,
  orders: RestoreOrders,
  request: RestoreRequest,
  { databases }: Pick<RestoreServices, "databases">,
  origin: DatabaseOrigin = originOf(orders, request),
): Promise<NewDatabase> {
  const source = await databases.find(orders.sourceDatabaseId);
  return {
    id: target.id,
    location: await databases.locationOfServer(orders.targetServerId),
    origin,
    ...(source !== undefined && { sku: source.sku, zoneRedundant: source.zoneRedundant }),
    backupRedundancy: orders.backupRedundancy,
    // Whose a database is, is written on it, on this one as on the one that it comes from.
    tags: { ...source?.tags, [RESTORED_FOR]: request.id },
  };
}

function originOf({ sourceDatabaseId }: RestoreOrders, { from }: RestoreRequest): DatabaseOrigin {
  switch (from.kind) {
    case "pointInTime":
    case "geo":
      return { ...from, databaseId: sourceDatabaseId };
    case "longTerm":
      return from;
    case "copy":
      throw new Error("What a copy needs is known when it has been opened.");
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
  const { from } = request;
  if (from.kind !== "copy") {
    if (target.existing !== undefined) return waitUntilOnline(target, services, context);
    return databases.create(await newGeneration(target, orders, request, services));
  }
  if (target.existing !== undefined) {
    throw new Error(`${nameOf(target.id)} is half imported by an earlier run. Remove it, or ask under another id.`);
  }
  if (orders.copySource === undefined) throw new Error("Where the copies are was not read.");
  return importCopy(from.slot, orders.copySource, orders, services, context, nameOf(target.id), async (origin) =>
    databases.create(await newGeneration(target, orders, request, services, origin)),
  );
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
    const target = await findTarget(orders, request, services.databases, open(context.signal));
    database = nameOf(target.id);
    // Recorded before anything is done, so that no restore goes unrecorded.
    await recordRestore(open(context.signal), orders, request, "started", { database }, context);
    await restore(target, orders, request, services, context);
    await recordRestore(open(context.signal), orders, request, "finished", { database }, context);
    return "done";
  } catch (error) {
    // A run that was to stop says nothing of the restore: whoever runs it again goes on.
    if (context.signal.aborted) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    await recordRestore(open(cleanupSignal()), orders, request, "failed", { database, reason }, context);
    throw error;
  }
}
