import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { BACPAC_LIMIT_BYTES, type BacpacTool } from "../bacpac/bacpac-tool";
import { bacpacDifferences, readBacpac } from "../bacpac/bacpac-structure";
import { newDataKey } from "../copies/chunk-cipher";
import type { CopyHeader } from "../copies/copy-header";
import { newAttempt, type CopyIdentity } from "../copies/copy-names";
import { wrapFor } from "../copies/key-wrapping";
import type { Manifest } from "../copies/manifest";
import { openPlace, type OpenContainer } from "../copies/place";
import { slotAt } from "../copies/slot";
import { writeCopy } from "../copies/write-copy";
import type { Connect } from "../database/database-connection";
import { withConnection } from "../database/database-connection";
import { readContents, type DatabaseContents } from "../database/database-contents";
import { withTemporaryDatabase } from "../database/temporary-database";
import type { Outcome } from "../job/exit-status";
import type { JobContext } from "../job/run-job";
import { withScratchFolder } from "../job/scratch-folder";
import { databaseId, nameOf, serverOf, temporary, type SqlDatabases } from "../management/sql-databases";
import type { ExportOrders } from "./export-orders";
import { finishPlaces, reportFailure } from "./finish-places";
import { surveyPlaces, type ExportTarget } from "./survey-places";

/** Everything outside that an export needs. */
export interface ExportServices {
  readonly databases: SqlDatabases;
  readonly connect: Connect;
  readonly tool: BacpacTool;
  readonly openContainer: OpenContainer;
  readonly layout: Pick<CopyHeader, "chunkBytes" | "chunksPerPart">;
}

/**
 * Chunks of 4 MiB, parts of 4 GiB: far below the 50,000 blocks of a blob (Microsoft Learn, storage/blobs/scalability-targets,
 * 2024), and a few dozen MiB of memory.
 */
export const LAYOUT = { chunkBytes: 4 * 1024 * 1024, chunksPerPart: 1024 } as const;

/** A database as a file, with what is known about it. */
interface Exported {
  readonly file: string;
  readonly toolVersion: string;
  readonly contents: DatabaseContents;
  readonly consistent: Manifest["consistent"];
}

/** Makes the BACPAC of a database copy. The copy is consistent with its source at the moment at which it ends. */
async function exportDatabase(
  orders: ExportOrders,
  services: ExportServices,
  context: JobContext,
  folder: string,
): Promise<Exported> {
  const { databases, connect, tool } = services;
  const toolVersion = await tool.version(context.signal);
  const source = await databases.read(orders.sourceDatabaseId);
  const file = join(folder, "copy.bacpac");
  const from = { server: orders.sqlHost, database: orders.copyDatabase };
  const notBefore = context.now();
  const copy = {
    id: databaseId(serverOf(source.id), orders.copyDatabase),
    location: source.location,
    sku: source.sku,
    origin: { kind: "copy", databaseId: source.id },
    // It lives for as long as the export, and never leaves the region.
    backupRedundancy: "Local",
    tags: temporary(`export of ${orders.copy}`),
  } as const;
  return withTemporaryDatabase(databases, copy, async () => {
    const notAfter = context.now();
    const contents = await withConnection(
      () => connect(from.server, from.database, context.signal),
      (connection) => readContents(connection),
    );
    await tool.export(from, file, folder, context.signal);
    const consistent = { notBefore: notBefore.toISOString(), notAfter: notAfter.toISOString() };
    return { file, toolVersion, contents, consistent };
  });
}

/** A file that is too large or already broken does not become a copy. */
async function refuseBroken({ file, contents }: Exported): Promise<void> {
  const { size } = await stat(file);
  if (size > BACPAC_LIMIT_BYTES) {
    throw new Error(`The BACPAC has ${size} bytes, at most ${BACPAC_LIMIT_BYTES} are accepted.`);
  }
  const { structure, damages } = await readBacpac(file);
  const all = structure === undefined ? damages : [...damages, ...bacpacDifferences(contents.tables, structure)];
  if (all.length > 0) throw new Error(`The BACPAC is broken: ${all.map(({ message }) => message).join(" ")}`);
}

async function copyTo(
  targets: readonly ExportTarget[],
  identity: CopyIdentity,
  orders: ExportOrders,
  services: ExportServices,
  context: JobContext,
  started: Date,
): Promise<Outcome> {
  return withScratchFolder(orders.scratch, async (folder) => {
    const exported = await exportDatabase(orders, services, context, folder);
    await refuseBroken(exported);
    const header: CopyHeader = {
      schemaVersion: 1,
      platform: context.platform,
      environment: context.environment,
      tenant: orders.tenant,
      generation: orders.generation,
      copy: orders.copy,
      slot: identity.slot.toISOString(),
      attempt: newAttempt(started),
      ...services.layout,
    };
    const dataKey = newDataKey();
    try {
      const written = await writeCopy(createReadStream(exported.file), identity, header, dataKey, targets);
      const { chunkBytes, chunksPerPart, ...head } = header;
      const manifest: Omit<Manifest, "place" | "firstOfMonth" | "ended"> = {
        ...head,
        source: { databaseId: orders.sourceDatabaseId, database: nameOf(orders.sourceDatabaseId) },
        consistent: exported.consistent,
        started: started.toISOString(),
        tool: { name: services.tool.name, version: exported.toolVersion },
        contents: exported.contents,
        payload: { format: "bacpac", ...written.payload },
        encryption: {
          algorithm: "AES-256-GCM",
          chunkBytes,
          chunksPerPart,
          recipients: orders.keys.map((key) => wrapFor(key, dataKey)),
        },
        parts: [...written.parts],
      };
      return await finishPlaces(targets, identity, manifest, written.failures, context);
    } finally {
      dataKey.fill(0);
    }
  });
}

/** Makes the copy of the current slot of one tenant's database at every place that does not have it yet. */
export async function exportCopy(
  orders: ExportOrders,
  services: ExportServices,
  context: JobContext,
): Promise<Outcome> {
  const started = context.now();
  const slot = slotAt(orders.schedule, started);
  const identity = { tenant: orders.tenant, generation: orders.generation, slot };
  const places = orders.places.map((address) => openPlace(address, services.openContainer, context.signal));
  let failing = places.map(({ name }) => name);
  try {
    const { pending, complete } = await surveyPlaces(places, identity, orders.copy, context);
    failing = pending.map(({ place }) => place);
    // An earlier run that was killed may have left its database behind.
    await services.databases.removeMade(databaseId(serverOf(orders.sourceDatabaseId), orders.copyDatabase));
    if (pending.length === 0) return complete ? "done" : "failed";
    const outcome = await copyTo(pending, identity, orders, services, context, started);
    return complete ? outcome : "failed";
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    for (const place of failing) reportFailure(context, orders.copy, place, reason);
    throw error;
  }
}
