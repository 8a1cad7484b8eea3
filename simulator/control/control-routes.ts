import type { Cloud } from "../arm/cloud";
import type { Tombstone } from "../arm/cloud-view";
import type { Simulator } from "../simulator";
import type {
  CoverageReport,
  Grant,
  ListedClusterObject,
  ListedResource,
  ListedTombstone,
  LoggedOperation,
  SubscriptionStatus,
} from "../wire/control-messages";
import { ControlError, type ControlRoutes } from "./control-server";

/** What can be asked of a local cloud about what is in it, and what can be changed from outside of Azure's own ways. */
export function cloudRoutes(simulator: Simulator): ControlRoutes {
  const { cloud, clock, models, coverage, manager, subscriptions, writer } = simulator.parts;
  return {
    "GET /resources": (query): readonly ListedResource[] => {
      const scope = query.get("scope")?.toLowerCase() ?? "";
      return cloud
        .all()
        .filter(({ id }) => id.toLowerCase().startsWith(scope))
        .flatMap(({ id }) => manager.get(id) ?? []);
    },
    "GET /cluster-objects": (): readonly ListedClusterObject[] =>
      cloud.clusterObjects.all().map(({ cluster, object }) => ({ cluster, object })),
    "GET /soft-deleted": (): readonly ListedTombstone[] => cloud.allSoftDeleted().map(listed),
    "POST /purge": async (_, body): Promise<readonly ListedTombstone[]> =>
      (await manager.purgeSoftDeleted(subscriptionsIn(body))).map(listed),
    "GET /operations": (): readonly LoggedOperation[] => simulator.operations(),
    "GET /coverage": (): CoverageReport => ({ modelled: models.types(), refusals: coverage.refusals() }),
    "GET /grants": (): readonly Grant[] => subscriptions.grants(),
    "PUT /grant": (_, body) => subscriptions.setGrant(grantIn(body)),
    "POST /clock": async (_, body) => {
      await writer.advanceClock(minutesIn(body));
      return { now: new Date(clock.now).toISOString() };
    },
  };
}

/** The number of resources by subscription and type. */
export function countResources(cloud: Cloud): readonly SubscriptionStatus[] {
  const counts = new Map<string, Map<string, number>>();
  for (const { id, type } of cloud.all()) {
    const subscription = id.split("/")[2]?.toLowerCase() ?? "";
    const types = counts.get(subscription) ?? new Map<string, number>();
    counts.set(subscription, types.set(type, (types.get(type) ?? 0) + 1));
  }
  return [...counts].map(([id, types]) => ({
    id,
    resources: Object.fromEntries([...types].sort(([a], [b]) => a.localeCompare(b))),
  }));
}

function listed({ resource: { id, type }, deletedAt, purgeAt }: Tombstone): ListedTombstone {
  return { id, type, deletedAt, purgeAt };
}

function subscriptionsIn(body: unknown): readonly string[] {
  const { subscriptionIds } = (body ?? {}) as { readonly subscriptionIds?: unknown };
  if (!Array.isArray(subscriptionIds) || !subscriptionIds.every((id) => typeof id === "string")) {
    throw new ControlError(400, "'subscriptionIds' must be a list of ids of subscriptions");
  }
  return subscriptionIds;
}

const grantKinds: readonly Grant["kind"][] = ["region", "quota", "provider", "feature", "certificate", "key"];

function grantIn(body: unknown): Grant {
  const { subscriptionId, kind, name, state } = (body ?? {}) as Partial<Grant>;
  const isKind = kind !== undefined && grantKinds.includes(kind);
  if (subscriptionId === undefined || !isKind || name === undefined || (state !== "assumed" && state !== "denied")) {
    throw new ControlError(
      400,
      `a grant has subscriptionId, kind (${grantKinds.join(", ")}), name and state (assumed, denied)`,
    );
  }
  return { subscriptionId, kind, name, state };
}

function minutesIn(body: unknown): number {
  const { minutes } = (body ?? {}) as { readonly minutes?: unknown };
  if (typeof minutes !== "number" || !(minutes >= 0)) {
    throw new ControlError(400, "'minutes' must be a number that is not negative: time cannot go back");
  }
  return minutes;
}
