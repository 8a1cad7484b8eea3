import type { PlacedNetwork } from "./address-plan";
import { clusterAddresses, dnsServiceIp } from "./cluster-addresses";
import type { ClusterPlan, NodePoolPlan } from "./cluster-plan";
import type { Environment } from "./environment";
import type { SitePlan } from "./site-plan";
import type { CellTopology } from "./topology";

/** The clusters of a cell at a site: the shared one, with a node pool for each tenant that has its own, and one for
 * each tenant that has a network of its own. */
export function planClusters(environment: Environment, site: SitePlan, cell: CellTopology): readonly ClusterPlan[] {
  return cell.networks.map((network) => ({
    site: site.code,
    ...(network.tenant !== undefined && { tenant: network.tenant }),
    kubernetesVersion: environment.kubernetesVersion,
    podCidr: clusterAddresses.pods,
    serviceCidr: clusterAddresses.services,
    dnsServiceIp,
    pools: planPools(environment, site, network),
  }));
}

function planPools(environment: Environment, site: SitePlan, network: PlacedNetwork): readonly NodePoolPlan[] {
  const { systemNodes, userNodes, tenantNodes } = environment.sizes;
  const own = network.segments.filter((segment) => segment.holds === "nodes" && segment.key !== "application");
  const zones = site.zones;
  return [
    pool("system", "System", systemNodes, site, "application", zones),
    pool("user", "User", network.tenant === undefined ? userNodes : tenantNodes, site, "application", zones),
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
