import type { ArmProblem } from "../../arm/problem";
import { idKey } from "../../arm/resource-id";
import { networkIdOf, occupantsOf, usableAddresses } from "../network/subnet-use";
import { flagAt, numberAt, objectsAt, textAt } from "../read-body";
import { refusal, refuseWhen } from "../refusal";
import { sameRegion } from "../region-check";
import { outboundProblems } from "./outbound-rules";
import { maxPodsOf, poolName, type PoolProfile } from "./pool-profile";
import type { PoolInCluster } from "./pool-rules";

const clusterType = "microsoft.containerservice/managedclusters";

/** Every reason to refuse a pool because of the subnet of its nodes. */
export function poolSubnetProblems(asked: PoolInCluster): readonly ArmProblem[] {
  const subnet = asked.cloud.get(subnetOf(asked.pool) ?? "");
  if (subnet === undefined) return outboundProblems(asked, undefined);
  const network = asked.cloud.get(networkIdOf(subnet.id));
  const path = `${asked.path}.vnetSubnetID`;
  const location = asked.cluster.location ?? "";
  return [
    ...refuseWhen(!sameRegion(network?.body.location, location), () =>
      refusal(
        "BadRequest",
        `The virtual network of subnet ${subnet.id} is in '${network?.body.location ?? ""}', and the cluster in '${location}'.`,
        path,
      ),
    ),
    ...refuseWhen(objectsAt(subnet.body, "properties.delegations").length > 0, () =>
      refusal("SubnetIsDelegated", `The subnet ${subnet.id} is delegated and cannot hold nodes.`, path),
    ),
    ...roomProblems(asked, subnet.id),
    ...outboundProblems(asked, subnet),
  ];
}

/** The subnet of a pool's nodes. */
export function subnetOf(pool: PoolProfile): string | undefined {
  return textAt(pool, "vnetSubnetID");
}

/** An overlay gives pods addresses of their own; without one each pod has an address of the subnet. */
function addressesOf({ pool, cluster }: Pick<PoolInCluster, "pool" | "cluster">): number {
  const overlay = textAt(cluster, "properties.networkProfile.networkPluginMode")?.toLowerCase() === "overlay";
  return (numberAt(pool, "count") ?? 1) * (overlay ? 1 : 1 + maxPodsOf(pool, cluster));
}

function roomProblems(asked: PoolInCluster, subnetId: string): readonly ArmProblem[] {
  const { pool, cluster, clusterId, cloud, path } = asked;
  const subnet = cloud.get(subnetId);
  if (subnet === undefined) return [];
  const others = occupantsOf(subnetId, cloud, `${clusterId}/agentPools/${poolName(pool)}`);
  const taken = others.reduce((sum, { type, body }) => {
    if (type.toLowerCase() === clusterType) return sum;
    if (!type.toLowerCase().startsWith(clusterType)) return sum + 1;
    return sum + addressesOf({ pool: body.properties ?? {}, cluster });
  }, 0);
  const needed = addressesOf({ pool, cluster });
  const usable = usableAddresses(subnet);
  return refuseWhen(taken + needed > usable, () =>
    refusal(
      "InsufficientSubnetSize",
      `Pre-allocated IPs ${needed} exceed the IPs available ${Math.max(0, usable - taken)} in subnet ${subnetId}.`,
      `${path}.vnetSubnetID`,
    ),
  );
}

/** The pools of a cluster are all in one network, and all of them in a subnet of the user's or none. */
export function commonNetworkProblems(pools: readonly PoolProfile[], path: string): readonly ArmProblem[] {
  const networks = new Set(pools.map((pool) => idKey(networkIdOf(subnetOf(pool) ?? ""))));
  return [
    ...refuseWhen(networks.size > 1, () =>
      refusal("InvalidParameter", "All agent pools of a cluster must be in the same virtual network.", path),
    ),
    ...pools.flatMap((pool) =>
      refuseWhen(flagAt(pool, "enableNodePublicIP") === true && subnetOf(pool) === undefined, () =>
        refusal("InvalidParameter", `Pool ${poolName(pool)} has public addresses and no subnet of its own.`, path),
      ),
    ),
  ];
}
