import { Provider } from "@pulumi/azure-native/provider";
import { output } from "@pulumi/pulumi";
import type { Platform } from "../../azure/names/codes";
import { deterministicGuid } from "../../components/identity/deterministic-guid";
import { recordResources, type RecordedResource } from "../../components/record-resources";
import type { CellPlan } from "../plan/cell-plan";
import { clusterKey } from "../plan/cluster-plan";
import type { Plan } from "../plan/plan";
import { guardOutputs, platformOutputs } from "./cell-network.fixture";
import { platformScope } from "./layer-identity";
import { layerOutputsVersion, type CellOutputs } from "./layer-outputs";
import { addWorkload } from "./workload-cluster";

/** For tests: what a cell's layer would hand to its workload layer, and the objects that come of it. */

export function cellOutputs(cell: CellPlan): CellOutputs {
  const identity = (name: string) => ({ name: `id-${name}`, clientId: deterministicGuid("client", name) });
  const sites = cell.workloads.map(({ site }) => site);
  return {
    version: layerOutputsVersion,
    activeSite: cell.activeSite,
    tenants: Object.fromEntries(
      cell.tenants.map(({ code, name, hostName, generation }) => [
        code,
        {
          name,
          url: `https://${hostName}`,
          server: "server.database.windows.net",
          database: `db-${code}-${generation}`,
          databaseId: `/subscriptions/cells/servers/server/databases/db-${code}-${generation}`,
          generation,
          addresses: Object.fromEntries(sites.map((site) => [site, `10.0.0.${code.charCodeAt(0)}`])),
          identity: identity(code),
        },
      ]),
    ),
    clusters: Object.fromEntries(
      cell.clusters.map((cluster) => {
        const key = clusterKey(cluster);
        return [key, { id: `aks-${key}`, name: `aks-${key}`, resourceGroup: `rg-${key}`, uid: `uid-${key}` }];
      }),
    ),
    documents: Object.fromEntries(
      (cell.documents?.sites ?? []).map((site) => [
        site,
        {
          host: `docs${site}.blob.core.windows.net`,
          addresses: Object.fromEntries(cell.clusters.map((cluster) => [clusterKey(cluster), "10.0.1.4"])),
          backupInstanceId: `/subscriptions/platform/vaults/vault-${site}/backupInstances/documents`,
        },
      ]),
    ),
    principals: identity("principals"),
    jobs: { scan: identity("scan"), heartbeat: identity("heartbeat") },
  };
}

/** Everything that the workload layer of a cell makes, as it is registered. */
export function recordWorkload(plan: Plan, cell: CellPlan, changed: Partial<CellOutputs> = {}) {
  const scope = { ...platformScope(plan), platform: plan.target.platform as Platform, cell: Number(cell.number) };
  return recordResources(() => {
    const args = {
      scope,
      platform: output(platformOutputs(plan)),
      guard: output(guardOutputs(plan)),
      cell: output({ ...cellOutputs(cell), ...changed }),
      azure: new Provider("cells", {}),
    };
    for (const workload of cell.workloads) addWorkload(plan, cell, args, workload);
  });
}

/** An object of a cluster as it is applied. */
export interface Applied {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | undefined;
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** The objects of clusters among registered resources. */
export function objectsIn(resources: readonly RecordedResource[]): readonly Applied[] {
  return resources
    .filter(({ type }) => type.startsWith("kubernetes:"))
    .map(({ type, inputs }) => {
      const metadata = inputs["metadata"] as { readonly name: string; readonly namespace?: string };
      return { kind: type.split(":").at(-1) ?? "", name: metadata.name, namespace: metadata.namespace, inputs };
    });
}
