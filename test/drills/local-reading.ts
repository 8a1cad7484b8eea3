import { Estate, MARKER_SECONDS } from "../../drills/estate";
import type { GroupSide, LiveDatabase, LiveMarkers } from "../../drills/beside/live-platform";
import type { Instant, MarkerRun } from "../../drills/cloud";
import type { Plan } from "../../infra/plan/plan";
import type { LiveReading } from "../../operations/drills/beside/live-reading";
import { localCloud } from "../../operations/drills/local-cloud";
import type { SimulatorConnection } from "../../simulator/client/connection";

/** A local cloud that stands for Azure: users write markers all the time, so that none has to be committed. */
export async function localReading(connection: SimulatorConnection, plan: Plan): Promise<LiveReading> {
  const cloud = localCloud(connection);
  for (const workload of new Estate(plan, await cloud.resources()).workloads(MARKER_SECONDS)) {
    await cloud.startWorkload(workload);
  }
  const markers = async ({ tenant, databaseId }: LiveDatabase, until: Instant): Promise<LiveMarkers | undefined> =>
    summed((await cloud.markers(tenant, databaseId)).flatMap((run) => cutAt(run, until)));
  return {
    now: () => cloud.now(),
    waitUntil: (moment) => cloud.waitUntil(moment),
    markers,
    mark: async (database) => {
      await cloud.waitUntil((await cloud.now()) + 2 * MARKER_SECONDS * 1000);
      const found = await markers(database, await cloud.now());
      if (found === undefined) throw new Error(`nobody writes into ${database.databaseId}`);
      return found;
    },
    primarySide: async ({ ids }): Promise<GroupSide> => {
      const found = (await cloud.resources(ids.first)).find(({ id }) => id.toLowerCase() === ids.first.toLowerCase());
      const { properties } = (found?.body ?? {}) as { readonly properties?: { readonly replicationRole?: string } };
      return properties?.replicationRole === "Primary" ? "first" : "second";
    },
    failOver: async ({ ids }, to) => {
      await cloud.failOver(ids[to], false);
      await cloud.waitUntil((await cloud.now()) + 5 * 60_000);
    },
    requireSignIn: () => Promise.resolve(),
    query: () => Promise.resolve([]),
  };
}

function cutAt(run: MarkerRun, until: Instant): readonly MarkerRun[] {
  if (run.from > until) return [];
  if (run.to <= until) return [run];
  const count = Math.floor((until - run.from) / (MARKER_SECONDS * 1000));
  return [{ ...run, last: run.first + count, to: run.from + count * MARKER_SECONDS * 1000 }];
}

function summed(runs: readonly MarkerRun[]): LiveMarkers | undefined {
  const newest = runs.at(-1);
  if (newest === undefined) return undefined;
  const count = runs.reduce((sum, { first, last }) => sum + last - first + 1, 0);
  return { count, highest: newest.last, newest: newest.to, holes: newest.last - (runs[0]?.first ?? 0) + 1 - count };
}
