import { LIMITS } from "../../../azure/limits";
import type { ArmProblem } from "../../arm/problem";
import { idKey } from "../../arm/resource-id";
import type { Deletion, ResourceModel, Write } from "../../arm/resource-model";
import { refusal, refuseWhen } from "../refusal";
import { isSystemPool, poolName, poolsOf, poolType, storedPool, type PoolProfile } from "./pool-profile";
import { poolProblems, poolRequirements, type PoolInCluster } from "./pool-rules";
import { commonNetworkProblems } from "./pool-subnet";

/** What AKS never changes in a pool (Azure REST API specification, Microsoft.ContainerService 2025-09-01, and aks docs). */
export const fixedPoolProperties = [
  "availabilityZones",
  "enableEncryptionAtHost",
  "enableUltraSSD",
  "maxPods",
  "osDiskSizeGB",
  "osDiskType",
  "osType",
  "podSubnetID",
  "scaleSetPriority",
  "type",
  "vmSize",
  "vnetSubnetID",
] as const;

function inCluster({ id, requested, cloud }: Write): PoolInCluster {
  const clusterId = id.parent ?? "";
  return {
    pool: { name: id.name, ...requested.properties },
    path: "properties",
    cluster: cloud.get(clusterId)?.body ?? {},
    clusterId,
    cloud,
  };
}

function siblingsOf({ id, cloud }: Pick<Write, "id" | "cloud">): readonly PoolProfile[] {
  return poolsOf(id.parent ?? "", cloud).filter((pool) => poolName(pool) !== id.name.toLowerCase());
}

/** The refusal of a cluster without any system pool. */
export function systemPoolProblems(pools: readonly PoolProfile[], path: string): readonly ArmProblem[] {
  return refuseWhen(!pools.some(isSystemPool), () =>
    refusal("MustDefineAtLeastOneSystemPool", "Must define at least one system pool.", path),
  );
}

function clusterProblems(write: Write): readonly ArmProblem[] {
  const pools = [...siblingsOf(write), inCluster(write).pool];
  const most = LIMITS.nodePoolsPerCluster.value;
  return [
    ...systemPoolProblems(pools, "properties.mode"),
    ...commonNetworkProblems(pools, "properties.vnetSubnetID"),
    ...refuseWhen(pools.length > most, () =>
      refusal(
        "MaxAgentPoolCountReached",
        `A cluster has at most ${most} node pools, and this is number ${pools.length}.`,
      ),
    ),
  ];
}

/** The last system pool stays as long as its cluster does. */
function deletionProblems({ id, resource, root, cloud }: Deletion): readonly ArmProblem[] {
  if (idKey(root.id) !== idKey(resource.id)) return [];
  return systemPoolProblems(siblingsOf({ id, cloud }), "properties.mode");
}

export const agentPool: ResourceModel = {
  armType: poolType,
  check: (write) => [...poolProblems(inCluster(write)), ...clusterProblems(write)],
  compute: (write) => {
    const { pool, cluster } = inCluster(write);
    return storedPool(pool, cluster);
  },
  requirements: (write) => poolRequirements(inCluster(write)),
  immutable: fixedPoolProperties.map((name) => `properties.${name}`),
  checkDelete: deletionProblems,
};
