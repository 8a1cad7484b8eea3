import type { ComputeIsolation } from "../../agreement/families/isolation";
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

const unlimited = Number.POSITIVE_INFINITY;

const limits: readonly CellLimit[] = [
  {
    name: `a stack of at most ${resourceBudget} resources`,
    tenants: perIsolation((compute) => Math.floor((resourceBudget - sharedResources) / tenantResources[compute])),
  },
  // Microsoft Learn, application-gateway limits (2024-06): 100 active listeners of a WAF gateway; a tenant has one.
  { name: "100 active listeners of an application gateway", tenants: perIsolation(() => 100) },
  // Microsoft Learn, aks/quotas-skus-regions (2026): 100 node pools a cluster, two of which are the cell's own.
  {
    name: "100 node pools of a cluster",
    tenants: { namespace: unlimited, nodePool: 98, cluster: unlimited },
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
