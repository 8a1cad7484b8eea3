import type { ComputeIsolation } from "../../agreement/families/isolation";
import { LIMITS } from "../../azure/limits";
import type { CellPlan } from "./cell-plan";
import { segmentNumbers } from "./network-layout";

/** One reason for which no more tenants fit into a cell. */
interface CellLimit {
  readonly name: string;
  readonly tenants: Readonly<Record<ComputeIsolation, number>>;
}

// A stack of a few hundred resources still previews within a minute and fails over a part of the tenants only. The
// budget and the resources of a tenant are our estimates, counted on the components as they are.
const resourceBudget = 300;
const sharedResources = 60;
const tenantResources: Readonly<Record<ComputeIsolation, number>> = { namespace: 12, nodePool: 20, cluster: 60 };

// One for users and one for probes; the one that redirects passes nothing on and does not count.
const activeListeners = 2;

const unlimited = Number.POSITIVE_INFINITY;

const limits: readonly CellLimit[] = [
  {
    name: `a stack of at most ${resourceBudget} resources`,
    tenants: perIsolation((compute) => Math.floor((resourceBudget - sharedResources) / tenantResources[compute])),
  },
  {
    name: `${LIMITS.gatewayActiveListeners.value} ${LIMITS.gatewayActiveListeners.of}, ${activeListeners} a tenant`,
    tenants: perIsolation(() => Math.floor(LIMITS.gatewayActiveListeners.value / activeListeners)),
  },
  {
    name: `${LIMITS.nodePoolsPerCluster.value} ${LIMITS.nodePoolsPerCluster.of}, two of them the cell's`,
    tenants: { namespace: unlimited, nodePool: LIMITS.nodePoolsPerCluster.value - 2, cluster: unlimited },
  },
  {
    // The platform's cells share the subscription; a request raises it to 250.
    name: `${LIMITS.sqlServersPerRegion.value} ${LIMITS.sqlServersPerRegion.of}`,
    tenants: { namespace: unlimited, nodePool: unlimited, cluster: LIMITS.sqlServersPerRegion.value },
  },
  { name: "segment numbers of a cell", tenants: perIsolation((compute) => segmentNumbers[compute]) },
];

function perIsolation(tenants: (compute: ComputeIsolation) => number): Readonly<Record<ComputeIsolation, number>> {
  return { namespace: tenants("namespace"), nodePool: tenants("nodePool"), cluster: tenants("cluster") };
}

/** How many tenants a cell takes at a level of compute isolation, and the limit that is reached first. */
export function cellCapacity(compute: ComputeIsolation): CellPlan["capacity"] {
  const [first, ...others] = limits;
  if (first === undefined) {
    throw new RangeError("a cell without limits has no capacity");
  }
  const tightest = others.reduce(
    (best, limit) => (limit.tenants[compute] < best.tenants[compute] ? limit : best),
    first,
  );
  return { tenants: tightest.tenants[compute], limitedBy: tightest.name };
}
