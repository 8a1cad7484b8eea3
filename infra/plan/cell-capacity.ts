import type { ComputeIsolation } from "../../agreement/families/isolation";
import { LIMITS } from "../../azure/limits";
import type { CellPlan } from "./cell-plan";
import { resourcesOf } from "./cell-resources";
import { segmentNumbers } from "./network-layout";

/** One reason for which no more tenants fit into a cell. */
interface CellLimit {
  readonly name: string;
  readonly tenants: number;
}

/**
 * The most that a stack may register. The file backend sets it: it writes the whole state twice for each resource, so
 * that the time for making a stack grows with the square of its size (docs/adr/0012). Where the line is drawn is ours.
 */
export const RESOURCE_BUDGET = 550;

// One for users and one for probes; the one that redirects passes nothing on and does not count.
const ACTIVE_LISTENERS = 2;

/** Pools for the system, shared applications, the ingress and jobs. */
const SHARED_POOLS = 4;

function limitsOf(platform: string, compute: ComputeIsolation): readonly [CellLimit, ...CellLimit[]] {
  const { shared, tenant } = resourcesOf(platform, compute);
  return [
    {
      name: `a stack of at most ${RESOURCE_BUDGET} resources: ${shared} of the cell, ${tenant} of each tenant`,
      tenants: Math.max(1, Math.floor((RESOURCE_BUDGET - shared) / tenant)),
    },
    {
      name: `${LIMITS.gatewayActiveListeners.value} ${LIMITS.gatewayActiveListeners.of}, ${ACTIVE_LISTENERS} a tenant`,
      tenants: Math.floor(LIMITS.gatewayActiveListeners.value / ACTIVE_LISTENERS),
    },
    ...(compute === "nodePool"
      ? [
          {
            name: `${LIMITS.nodePoolsPerCluster.value} ${LIMITS.nodePoolsPerCluster.of}, ${SHARED_POOLS} of them the cell's`,
            tenants: LIMITS.nodePoolsPerCluster.value - SHARED_POOLS,
          },
        ]
      : []),
    ...(compute === "cluster"
      ? [
          {
            // The platform's cells share the subscription; a request raises it to 250.
            name: `${LIMITS.sqlServersPerRegion.value} ${LIMITS.sqlServersPerRegion.of}`,
            tenants: LIMITS.sqlServersPerRegion.value,
          },
        ]
      : []),
    { name: "segment numbers of a cell", tenants: segmentNumbers[compute] },
  ];
}

/**
 * How many tenants a cell of a platform takes at a level of compute isolation, and the limit that is reached first. At
 * least one: a cell for nobody would be no way out.
 */
export function cellCapacity(platform: string, compute: ComputeIsolation): CellPlan["capacity"] {
  const [first, ...others] = limitsOf(platform, compute);
  const tightest = others.reduce((best, limit) => (limit.tenants < best.tenants ? limit : best), first);
  return { tenants: tightest.tenants, limitedBy: tightest.name };
}
