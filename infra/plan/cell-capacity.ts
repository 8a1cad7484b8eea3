import type { ComputeIsolation, FirewallIsolation } from "../../agreement/families/isolation";
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

/** Tenants with a firewall of their own: so many of a cell, or each that it has or will have. */
export type Devices = number | "each";

/** Pools for the system, shared applications, the ingress and jobs. */
const SHARED_POOLS = 4;

/** How many tenants the resources of a stack are enough for. */
function resourceLimit(platform: string, compute: ComputeIsolation, devices: Devices): CellLimit {
  const { shared, tenant, device } = resourcesOf(platform, compute);
  const each = tenant + (devices === "each" ? device : 0);
  const some = devices === "each" ? 0 : devices * device;
  const parts = [
    `${shared} of the cell`,
    ...(some === 0 ? [] : [`${some} of its tenants' own firewalls`]),
    `${each} of each tenant${devices === "each" ? " and its firewall" : ""}`,
  ];
  return {
    name: `a stack of at most ${RESOURCE_BUDGET} resources: ${parts.join(", ")}`,
    tenants: Math.max(1, Math.floor((RESOURCE_BUDGET - shared - some) / each)),
  };
}

function limitsOf(platform: string, compute: ComputeIsolation, devices: Devices): readonly [CellLimit, ...CellLimit[]] {
  return [
    resourceLimit(platform, compute, devices),
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
 *
 * @param devices firewalls that tenants have to themselves in it
 */
export function cellCapacity(platform: string, compute: ComputeIsolation, devices: Devices = 0): CellPlan["capacity"] {
  const [first, ...others] = limitsOf(platform, compute, devices);
  const tightest = others.reduce((best, limit) => (limit.tenants < best.tenants ? limit : best), first);
  return { tenants: tightest.tenants, limitedBy: tightest.name };
}

/** Of which tenants a cell is made, as far as its size depends on it. */
interface Level {
  readonly compute: ComputeIsolation;
  readonly firewall: FirewallIsolation;
}

/** How many tenants a cell takes that has these: the most demanding of them sets its size, and every firewall counts. */
export function capacityWith(platform: string, [first, ...others]: readonly [Level, ...Level[]]): CellPlan["capacity"] {
  const devices = [first, ...others].filter(({ firewall }) => firewall === "device").length;
  return others
    .map(({ compute }) => cellCapacity(platform, compute, devices))
    .reduce(
      (least, capacity) => (capacity.tenants < least.tenants ? capacity : least),
      cellCapacity(platform, first.compute, devices),
    );
}
