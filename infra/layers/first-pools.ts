import * as containerservice from "@pulumi/azure-native/containerservice";
import type { ProviderResource } from "@pulumi/pulumi";
import type { Scope } from "../../components/component-args";
import { isAsDeclared, type FoundPool } from "../../components/cluster/first-pool";
import { nameInScope } from "../../components/name-in-scope";
import type { CellPlan } from "../plan/cell-plan";
import { clusterKey, type ClusterPlan } from "../plan/cluster-plan";
import { isMissing } from "./missing-resource";

/** The names of a cluster and of its resource group. */
export function clusterNames(scope: Scope, { site, tenant }: Pick<ClusterPlan, "site" | "tenant">) {
  const parts = { role: "kub", ...(tenant !== undefined && { tenant }) } as const;
  const at = { ...scope, site };
  return {
    resourceGroup: nameInScope(at, "resources:ResourceGroup", parts),
    cluster: nameInScope(at, "containerservice:ManagedCluster", parts),
  };
}

/**
 * The clusters of a cell whose first pool Azure has as it is declared, by their keys.
 *
 * @param scope platform, environment and cell
 * @param tags of everything in the cell
 * @param provider of the subscription that holds the clusters
 */
export async function firstPoolsAsDeclared(
  cell: CellPlan,
  scope: Scope,
  tags: Readonly<Record<string, string>>,
  provider: ProviderResource,
): Promise<ReadonlySet<string>> {
  const keys = await Promise.all(
    cell.clusters.map(async (cluster) => {
      const first = cluster.pools.find(({ mode }) => mode === "System");
      if (first === undefined) return [];
      const found = await findPool(clusterNames(scope, cluster), first.name, provider);
      return isAsDeclared(found, first, cluster.kubernetesVersion, tags) ? [clusterKey(cluster)] : [];
    }),
  );
  return new Set(keys.flat());
}

async function findPool(
  { resourceGroup, cluster }: ReturnType<typeof clusterNames>,
  agentPoolName: string,
  provider: ProviderResource,
): Promise<FoundPool | undefined> {
  try {
    return await containerservice.getAgentPool(
      { resourceGroupName: resourceGroup, resourceName: cluster, agentPoolName },
      { provider },
    );
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
