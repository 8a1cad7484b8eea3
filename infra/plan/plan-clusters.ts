import type { PlacedNetwork } from "./address-plan";
import { clusterAddresses, dnsServiceIp } from "./cluster-addresses";
import type { ClusterPlan, NodePoolPlan, ServerGroup } from "./cluster-plan";
import type { Environment } from "./environment";
import { serverGroupSegments } from "./network-layout";
import type { SitePlan } from "./site-plan";
import type { CellTopology } from "./topology";

/** The clusters of a cell at a site: the shared one, with a node pool for each tenant that has its own, and one for
 * each tenant that has a network of its own. */
export function planClusters(environment: Environment, site: SitePlan, cell: CellTopology): readonly ClusterPlan[] {
  return cell.networks.map((network) => ({
    site: site.code,
    ...(network.tenant !== undefined && { tenant: network.tenant }),
    kubernetesVersion: environment.kubernetesVersion,
    meshRevision: environment.meshRevision,
    podCidr: clusterAddresses.pods,
    serviceCidr: clusterAddresses.services,
    dnsServiceIp,
    pools: planPools(environment, site, network),
  }));
}

function planPools(environment: Environment, site: SitePlan, network: PlacedNetwork): readonly NodePoolPlan[] {
  const { systemNodes, webNodes, userNodes, batchNodes, tenantNodes } = environment.sizes;
  const own = network.segments.filter(({ holds, key, tenant }) => {
    return holds === "nodes" && key !== "application" && tenant !== undefined;
  });
  const zones = site.zones;
  const groups = (
    [
      ["web", webNodes],
      ["batch", batchNodes],
    ] as const
  ).filter(([group]) => {
    return network.segments.some(({ key }) => key === serverGroupSegments[group]);
  });
  return [
    pool("system", "System", systemNodes, site, "application", zones),
    pool("user", "User", network.tenant === undefined ? userNodes : tenantNodes, site, "application", zones),
    ...groups.map(([group, size]) => ({
      ...pool(group satisfies ServerGroup, "User", size, site, serverGroupSegments[group], zones),
      group,
    })),
    ...own.map((segment) => ({
      ...pool(`t${segment.tenant ?? ""}`, "User", tenantNodes, site, segment.key, zones),
      ...(segment.tenant !== undefined && { tenant: segment.tenant }),
    })),
  ];
}

function pool(
  name: string,
  mode: NodePoolPlan["mode"],
  size: Environment["sizes"]["userNodes"],
  site: SitePlan,
  segment: string,
  zones: readonly string[],
): NodePoolPlan {
  // A standby runs the fewest nodes that keep a service up while one of them is upgraded, and grows when it takes over.
  const minimum = site.role === "warm" ? Math.min(size.minimum, 2) : size.minimum;
  return { name, mode, vmSize: size.vmSize, count: { minimum, maximum: size.maximum }, zones, segment };
}
