import { tenantNamespaceName } from "../components/workload/tenant-namespace";
import { platformScope } from "./layers/layer-identity";
import {
  layerOutputsVersion,
  type CellOutputs,
  type Deferred,
  type GuardOutputs,
  type PlatformOutputs,
  type WorkloadOutputs,
} from "./layers/layer-outputs";
import { readLayer } from "./layers/read-layer";
import { subscriptionProvider } from "./layers/subscription-provider";
import { addWorkload } from "./layers/workload-cluster";
import type { CellPlan } from "./plan/cell-plan";
import { clusterKey } from "./plan/cluster-plan";
import type { Plan } from "./plan/plan";

/** Deploys what runs in the clusters of a cell, at all its sites, and gives its outputs. */
export function workloadStack(plan: Plan, cell: CellPlan): Deferred<WorkloadOutputs> {
  const scope = { ...platformScope(plan), cell: Number(cell.number) };
  const { platform, environment } = scope;
  const args = {
    scope,
    platform: readLayer<PlatformOutputs>({ platform, environment, layer: "platform" }),
    guard: readLayer<GuardOutputs>({ platform, environment, layer: "guard" }),
    cell: readLayer<CellOutputs>({ platform, environment, layer: "cell", cell: scope.cell }),
    azure: subscriptionProvider("cells", plan.target.subscriptions.cells),
  };
  for (const workload of cell.workloads) addWorkload(plan, cell, args, workload);
  return {
    version: layerOutputsVersion,
    tenants: Object.fromEntries(
      cell.tenants.map(({ code, hostName }) => {
        const here = cell.workloads.filter(({ tenants }) => tenants.some((tenant) => tenant.code === code));
        return [
          code,
          { url: `https://${hostName}`, namespace: tenantNamespaceName(code), clusters: here.map(clusterKey) },
        ];
      }),
    ),
  };
}
