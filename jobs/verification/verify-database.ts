import { withConnection, type Connect, type DatabaseConnection } from "../database/database-connection";
import { countMarkersUntil, writeMarker } from "../database/markers";
import { withTemporaryDatabase } from "../database/temporary-database";
import type { Damage } from "../copies/damage";
import type { Outcome } from "../job/exit-status";
import type { JobContext } from "../job/run-job";
import { isRefusal } from "../management/service-error";
import {
  databaseId,
  nameOf,
  serverOf,
  temporary,
  type NewDatabase,
  type SqlDatabases,
} from "../management/sql-databases";
import { checkDatabase, type RestoredDatabase } from "./check-database";
import { ageDamage, reportFinding, type Finding } from "./finding";
import type { LongTermOrders, PointInTimeOrders } from "./verification-orders";

interface DatabaseServices {
  readonly databases: SqlDatabases;
  readonly connect: Connect;
}

type LiveOrders = PointInTimeOrders | LongTermOrders;

async function onLive<Result>(
  orders: LiveOrders,
  services: DatabaseServices,
  context: JobContext,
  use: (connection: DatabaseConnection) => Promise<Result>,
): Promise<Result> {
  return withConnection(() => services.connect(orders.sqlHost, nameOf(orders.databaseId), context.signal), use);
}

/** Restores, checks and removes; `moment` is what the restore should take one back to. */
async function restoreAndCheck(
  orders: LiveOrders,
  services: DatabaseServices,
  context: JobContext,
  place: NewDatabase,
  restored: RestoredDatabase,
  moment: Date,
): Promise<Finding> {
  const expected = await onLive(orders, services, context, (live) => countMarkersUntil(live, moment));
  const late = ageDamage(moment, context.now(), orders.maxAgeMilliseconds);
  let checked: Awaited<ReturnType<typeof checkDatabase>>;
  try {
    checked = await withTemporaryDatabase(services.databases, place, () =>
      checkDatabase(restored, undefined, services.connect, context.signal),
    );
  } catch (error) {
    // A restore that Azure refuses or breaks off is what this job is there to find; everything else is a failure.
    if (!isRefusal(error)) throw error;
    const damage: Damage = { kind: "absent", message: `Azure did not restore it: ${error.message}` };
    return { damages: [damage, ...late], undetermined: [], moment };
  }
  const { contents } = checked;
  tellOfLostData(context, expected ?? 0, contents.markers?.count ?? 0, moment);
  const lost = expected === undefined ? undefined : Math.max(0, expected - (contents.markers?.count ?? 0));
  const lostDamage: readonly Damage[] =
    lost === undefined || lost === 0
      ? []
      : [
          {
            kind: "contents",
            message: `${lost} markers that were committed before ${moment.toISOString()} are not in it.`,
          },
        ];
  return {
    damages: [...late, ...checked.damages, ...lostDamage],
    undetermined:
      expected === undefined || expected === 0
        ? ["No marker had been committed by then, so whether something was lost is undetermined."]
        : [],
    moment,
    details: { schemaFingerprint: contents.schemaFingerprint, tables: Object.keys(contents.tables).length },
    ...(lost !== undefined && { markersLost: lost }),
  };
}

/** What the backup has and the live database has no more was deleted there since: rows that nobody deletes. */
function tellOfLostData(context: JobContext, live: number, restored: number, moment: Date): void {
  const lost = restored - live;
  if (lost <= 0) return;
  context.records.log({
    severity: "error",
    event: "data.lost",
    message: `${lost} markers that were committed before ${moment.toISOString()} are gone from the live database.`,
    details: { markers: lost, wholeAt: moment.toISOString() },
  });
}

/**
 * Restores the database to the oldest point that the promise allows, on the same server, because Azure restores to a point
 * nowhere else (Microsoft Learn, azure-sql/database/recovery-using-backups). Then it commits a marker, which the next run
 * has to find.
 */
export async function verifyPointInTime(
  orders: PointInTimeOrders,
  services: DatabaseServices,
  context: JobContext,
): Promise<Outcome> {
  const started = context.now();
  const at = new Date(started.getTime() - orders.maxAgeMilliseconds);
  const live = await services.databases.read(orders.databaseId);
  const place: NewDatabase = {
    id: databaseId(serverOf(live.id), orders.checkDatabase),
    location: live.location,
    sku: live.sku,
    origin: { kind: "pointInTime", databaseId: live.id, at },
    backupRedundancy: "Local",
    tags: temporary("verification of pointInTime"),
  };
  const restored = { host: orders.sqlHost, name: orders.checkDatabase };
  // The age of this recovery point is what was asked for; that it could be had is the finding.
  const finding = await restoreAndCheck(
    { ...orders, maxAgeMilliseconds: Number.POSITIVE_INFINITY },
    services,
    context,
    place,
    restored,
    at,
  );
  await onLive(orders, services, context, writeMarker);
  return reportFinding(context, { recoveryPoint: "pointInTime", place: nameOf(serverOf(live.id)) }, started, finding);
}

/** Restores the newest long-term backup on a server of its own. Older ones were the newest once. */
export async function verifyLongTerm(
  orders: LongTermOrders,
  services: DatabaseServices,
  context: JobContext,
): Promise<Outcome> {
  const started = context.now();
  const name = { recoveryPoint: "longTerm", place: nameOf(orders.checkServer.id) };
  const live = await services.databases.read(orders.databaseId);
  const [newest] = await services.databases.longTermBackups(live.id, live.location);
  if (newest === undefined) {
    const damages = [{ kind: "absent", message: "There is no long-term backup." }] as const;
    return reportFinding(context, name, started, { damages, undetermined: [] });
  }
  const place: NewDatabase = {
    id: databaseId(orders.checkServer.id, orders.checkDatabase),
    location: await services.databases.locationOfServer(orders.checkServer.id),
    sku: live.sku,
    origin: { kind: "longTerm", backupId: newest.id },
    backupRedundancy: "Local",
    tags: temporary("verification of longTerm"),
  };
  const restored = { host: orders.checkServer.host, name: orders.checkDatabase };
  const finding = await restoreAndCheck(orders, services, context, place, restored, newest.taken);
  return reportFinding(context, name, started, {
    ...finding,
    details: { ...finding.details, backup: nameOf(newest.id), expires: newest.expires?.toISOString() ?? null },
  });
}
