import { join } from "node:path";
import type { BacpacTool } from "../bacpac/bacpac-tool";
import { importSize } from "../bacpac/import-size";
import { openCopyFile } from "../copies/open-copy-file";
import { newestCopy } from "../copies/finished-copies";
import type { KeyStore } from "../copies/key-wrapping";
import { openPlace, type OpenContainer, type Place } from "../copies/place";
import type { Connect } from "../database/database-connection";
import { withTemporaryDatabase } from "../database/temporary-database";
import type { Outcome } from "../job/exit-status";
import type { JobContext } from "../job/run-job";
import { withScratchFolder } from "../job/scratch-folder";
import { databaseId, temporary, type SqlDatabases } from "../management/sql-databases";
import { checkDatabase, type CheckedDatabase } from "./check-database";
import { ageDamage, reportFinding, worstOf, type Finding } from "./finding";
import type { CheckServer, CopyOrders } from "./verification-orders";

/** Everything outside that a verification needs. */
export interface VerificationServices {
  readonly databases: SqlDatabases;
  readonly connect: Connect;
  readonly tool: BacpacTool;
  readonly openContainer: OpenContainer;
  readonly keyStores: readonly KeyStore[];
}

async function restoreFile(
  file: string,
  folder: string,
  payloadBytes: number,
  server: CheckServer,
  orders: CopyOrders,
  services: VerificationServices,
  context: JobContext,
  check: () => Promise<CheckedDatabase>,
): Promise<CheckedDatabase> {
  const { databases, tool } = services;
  const place = {
    id: databaseId(server.id, orders.checkDatabase),
    location: await databases.locationOfServer(server.id),
    origin: { kind: "empty", maxBytes: importSize(payloadBytes) },
    backupRedundancy: "Local",
    tags: temporary(`verification of ${orders.copy}`),
  } as const;
  return withTemporaryDatabase(databases, place, async () => {
    await tool.import(file, { server: server.host, database: orders.checkDatabase }, folder, context.signal);
    return check();
  });
}

async function findingAt(
  place: Place,
  orders: CopyOrders,
  services: VerificationServices,
  context: JobContext,
): Promise<Finding> {
  const { tenant, generation, copy, checkServer } = orders;
  const newest = await newestCopy(place, orders);
  if (newest === undefined) {
    return { damages: [{ kind: "absent", message: "There is no finished copy." }], undetermined: [] };
  }
  const { platform, environment } = context;
  const expected = { platform, environment, tenant, generation, copy, place: place.name, slot: newest.slot };
  return withScratchFolder(orders.scratch, async (folder) => {
    const file = join(folder, "copy.bacpac");
    const opened = await openCopyFile(newest, expected, services.keyStores, file, context.now(), context.signal);
    const { manifest } = opened;
    const moment = manifest === undefined ? newest.slot : new Date(manifest.consistent.notBefore);
    const damages = [...opened.damages, ...ageDamage(moment, context.now(), orders.maxAgeMilliseconds)];
    const details = {
      slot: newest.slot.toISOString(),
      attempt: manifest?.attempt ?? null,
      keyId: opened.keyId ?? null,
      bytes: manifest?.payload.bytes ?? null,
    };
    if (opened.damages.length > 0 || manifest === undefined) return { damages, undetermined: [], moment, details };
    if (checkServer === undefined) {
      const undetermined = ["There is no server to restore it on, so whether SQL Server takes it is undetermined."];
      return { damages, undetermined, moment, details };
    }
    const restored = { host: checkServer.host, name: orders.checkDatabase };
    const checked = await restoreFile(
      file,
      folder,
      manifest.payload.bytes,
      checkServer,
      orders,
      services,
      context,
      () => checkDatabase(restored, manifest.contents, services.connect, context.signal),
    );
    const expectedMarkers = manifest.contents.markers?.count;
    return {
      damages: [...damages, ...checked.damages],
      undetermined: [],
      moment,
      details,
      ...(expectedMarkers !== undefined && {
        markersLost: Math.max(0, expectedMarkers - (checked.contents.markers?.count ?? 0)),
      }),
    };
  });
}

/** Verifies the newest copy at every place, one after the other, so that only one is on disk at a time. */
export async function verifyCopy(
  orders: CopyOrders,
  services: VerificationServices,
  context: JobContext,
): Promise<Outcome> {
  const outcomes: Outcome[] = [];
  for (const address of orders.places) {
    const started = context.now();
    const place = openPlace(address, services.openContainer, context.signal);
    const finding = await findingAt(place, orders, services, context);
    const name = { recoveryPoint: `copy/${orders.copy}`, place: place.name };
    outcomes.push(reportFinding(context, name, started, finding));
  }
  return worstOf(outcomes);
}
