import { newestCopy } from "../copies/finished-copies";
import { openPlace, type OpenContainer } from "../copies/place";
import type { Outcome } from "../job/exit-status";
import { flag, secondsBetween } from "../job/records";
import type { JobContext } from "../job/run-job";
import { json, KINDS, type Variables } from "../job/variables";
import type { ResourceManager } from "../management/arm-client";
import { nameOf, serverOf, type SqlDatabases } from "../management/sql-databases";
import { expectedBackupsSchema, type ExpectedBackup } from "./expected-backups";

export interface PresenceOrders {
  readonly tenant: string;
  readonly generation: number;
  readonly expected: readonly ExpectedBackup[];
}

/** Reads the variables of `presence`; see `jobs/README.md`. */
export function readPresenceOrders(variables: Variables): PresenceOrders {
  return {
    tenant: variables.required("TENANT", KINDS.tenant),
    generation: variables.required("GENERATION", KINDS.generation),
    expected: variables.required("EXPECTED", json(expectedBackupsSchema, "a list of expected backups")),
  };
}

export interface PresenceServices {
  readonly databases: SqlDatabases;
  readonly manager: ResourceManager;
  readonly openContainer: OpenContainer;
}

/** One backup as it was found. */
interface Sight {
  readonly backup: string;
  readonly place: string;
  /** Moment of the newest backup; absent where there is none, or where presence is not a matter of age. */
  readonly newest?: Date;
  /** What is not as promised. */
  readonly problem?: string;
}

/** Recovery points of Backup vaults (Microsoft Learn, rest/api/dataprotection/recovery-points/list, 2024). */
const VAULT_API = "2024-04-01";

async function newestRecoveryPoint(instanceId: string, manager: ResourceManager): Promise<Date | undefined> {
  const points = await manager.list(`${instanceId}/recoveryPoints`, VAULT_API);
  const moments = points.flatMap((point) => {
    const { properties } = point as { readonly properties?: { readonly recoveryPointTime?: string } };
    const moment = new Date(properties?.recoveryPointTime ?? Number.NaN);
    return Number.isNaN(moment.getTime()) ? [] : [moment];
  });
  return moments.sort((a, b) => b.getTime() - a.getTime())[0];
}

function byAge(backup: string, place: string, newest: Date | undefined, maxAge: number, now: Date): Sight {
  if (newest === undefined) return { backup, place, problem: "There is none." };
  const tooOld = now.getTime() - newest.getTime() > maxAge;
  return {
    backup,
    place,
    newest,
    ...(tooOld && {
      problem: `The newest is of ${newest.toISOString()}, at most ${maxAge / 3_600_000} h are promised.`,
    }),
  };
}

async function lookAt(
  expected: ExpectedBackup,
  orders: PresenceOrders,
  services: PresenceServices,
  context: JobContext,
): Promise<Sight> {
  const { databases } = services;
  const now = context.now();
  switch (expected.kind) {
    case "copy": {
      const place = openPlace(expected.place, services.openContainer, context.signal);
      const found = await newestCopy(place, orders);
      return byAge(`copy/${expected.copy}`, place.name, found?.slot, expected.maxAge, now);
    }
    case "longTerm": {
      const [newest] = await databases.longTermBackups(expected.databaseId, expected.location);
      return byAge("longTerm", expected.location, newest?.taken, expected.maxAge, now);
    }
    case "geo": {
      const newest = await databases.newestGeoBackup(expected.databaseId);
      return byAge("geo", nameOf(serverOf(expected.databaseId)), newest, expected.maxAge, now);
    }
    case "documents": {
      const newest = await newestRecoveryPoint(expected.instanceId, services.manager);
      return byAge("documents", nameOf(expected.instanceId), newest, expected.maxAge, now);
    }
    case "pointInTime": {
      const sight = { backup: "pointInTime", place: nameOf(serverOf(expected.databaseId)) };
      const found = await databases.find(expected.databaseId);
      const earliest = found?.earliestRestore;
      if (earliest === undefined) return { ...sight, problem: "There is no moment to which it can be restored." };
      const wanted = now.getTime() - expected.reach;
      const isYounger = found?.created !== undefined && found.created.getTime() > wanted;
      return earliest.getTime() <= wanted || isYounger
        ? sight
        : { ...sight, problem: `It reaches back to ${earliest.toISOString()} only.` };
    }
  }
}

/** Says of every promised kind of backup whether it is there and how old it is. */
export async function lookAtBackups(
  orders: PresenceOrders,
  services: PresenceServices,
  context: JobContext,
): Promise<Outcome> {
  const problems: string[] = [];
  for (const expected of orders.expected) {
    const { backup, place, newest, problem } = await lookAt(expected, orders, services, context);
    const dimensions = { backup, place };
    context.records.metric({ name: "backup.present", ...flag(problem === undefined), dimensions });
    if (newest !== undefined) {
      context.records.metric({ name: "backup.age", ...secondsBetween(newest, context.now()), dimensions });
    }
    if (problem === undefined) continue;
    problems.push(problem);
    context.records.log({
      severity: "error",
      event: "backup.missing",
      message: `${backup} at ${place} is not as promised. ${problem}`,
      details: dimensions,
    });
  }
  return problems.length === 0 ? "done" : "notAsPromised";
}
