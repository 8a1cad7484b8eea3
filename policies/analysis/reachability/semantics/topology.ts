import type { RegisteredResource } from "../../../resources/registered-resource";
import type {
  Cluster,
  Entry,
  Firewall,
  Network,
  NetworkModel,
  Peering,
  PrivateEndpoint,
  Subnet,
  VpnGateway,
} from "../model/network-model";
import { includes, pairsOf, type Intervals } from "../packets/intervals";
import { addressOf } from "../packets/ipv4";

/** A peering of which both halves are there; without both, Azure passes nothing. */
export interface PeeredNetwork {
  readonly network: Network;
  /** What the network that looks out grants. */
  readonly own: Peering;
  /** What the network on the far side grants. */
  readonly far: Peering;
}

/** An address of an internal load balancer, with the subnets of the nodes behind it. */
export interface Frontend {
  readonly address: number;
  readonly entry: Entry;
  readonly nodes: readonly Subnet[];
  readonly clusters: readonly Cluster[];
}

function groupedBy<T>(items: readonly T[], keyOf: (item: T) => RegisteredResource) {
  const groups = new Map<RegisteredResource, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

/** The model with everything found that stands in, beside or behind something. */
export class Topology {
  private readonly networks: ReadonlyMap<RegisteredResource, Network>;
  private readonly subnets: ReadonlyMap<RegisteredResource, Subnet>;
  private readonly byNetwork: ReadonlyMap<RegisteredResource, readonly Subnet[]>;
  private readonly firewallsIn: ReadonlyMap<RegisteredResource, readonly Firewall[]>;
  private readonly gatewaysIn: ReadonlyMap<RegisteredResource, readonly VpnGateway[]>;
  private readonly entriesIn: ReadonlyMap<RegisteredResource, readonly Entry[]>;
  private readonly endpointsIn: ReadonlyMap<RegisteredResource, readonly PrivateEndpoint[]>;
  private readonly clustersIn: ReadonlyMap<RegisteredResource, readonly Cluster[]>;
  private readonly frontends: ReadonlyMap<RegisteredResource, readonly Frontend[]>;
  private readonly peered = new Map<RegisteredResource, readonly PeeredNetwork[]>();

  constructor(readonly model: NetworkModel) {
    this.networks = new Map(model.networks.map((network) => [network.resource, network]));
    this.subnets = new Map(model.subnets.map((subnet) => [subnet.resource, subnet]));
    const inOrder = [...model.subnets].sort((one, other) => (one.space[0] ?? 0) - (other.space[0] ?? 0));
    this.byNetwork = groupedBy(inOrder, ({ network }) => network);
    this.firewallsIn = groupedBy(model.firewalls, ({ subnet }) => subnet);
    this.gatewaysIn = groupedBy(model.gateways, ({ subnet }) => subnet);
    this.entriesIn = groupedBy(model.entries, ({ subnet }) => subnet);
    this.endpointsIn = groupedBy(model.endpoints, ({ subnet }) => subnet);
    const placed = model.clusters.flatMap((cluster) =>
      [...new Set(cluster.pools.map(({ subnet }) => subnet))].map((subnet) => ({ cluster, subnet })),
    );
    this.clustersIn = new Map(
      [...groupedBy(placed, ({ subnet }) => subnet)].map(([subnet, list]) => [
        subnet,
        list.map(({ cluster }) => cluster),
      ]),
    );
    this.frontends = this.findFrontends();
  }

  network(resource: RegisteredResource): Network | undefined {
    return this.networks.get(resource);
  }

  subnet(resource: RegisteredResource): Subnet | undefined {
    return this.subnets.get(resource);
  }

  networkOf(subnet: Subnet): Network | undefined {
    return this.networks.get(subnet.network);
  }

  subnetsOf(network: Network): readonly Subnet[] {
    return this.byNetwork.get(network.resource) ?? [];
  }

  firewallIn(subnet: Subnet): Firewall | undefined {
    return this.firewallsIn.get(subnet.resource)?.[0];
  }

  gatewayIn(subnet: Subnet): VpnGateway | undefined {
    return this.gatewaysIn.get(subnet.resource)?.[0];
  }

  entriesOf(subnet: Subnet): readonly Entry[] {
    return this.entriesIn.get(subnet.resource) ?? [];
  }

  endpointsOf(subnet: Subnet): readonly PrivateEndpoint[] {
    return this.endpointsIn.get(subnet.resource) ?? [];
  }

  clustersOf(subnet: Subnet): readonly Cluster[] {
    return this.clustersIn.get(subnet.resource) ?? [];
  }

  frontendsOf(subnet: Subnet): readonly Frontend[] {
    return this.frontends.get(subnet.resource) ?? [];
  }

  nodeSubnets(cluster: Cluster): readonly Subnet[] {
    return [...new Set(cluster.pools.map(({ subnet }) => subnet))].flatMap((subnet) => this.subnet(subnet) ?? []);
  }

  /** The VPN gateway in a network itself. */
  ownGateway(network: Network): VpnGateway | undefined {
    return this.model.gateways.find(({ subnet }) => this.subnet(subnet)?.network === network.resource);
  }

  /** The networks that are peered with one, non-transitively, where both halves are there. */
  peersOf(network: Network): readonly PeeredNetwork[] {
    const known = this.peered.get(network.resource);
    if (known !== undefined) return known;
    const found = network.peerings.flatMap((own) => {
      const other = this.networks.get(own.remote);
      const far = other?.peerings.find(({ remote }) => remote === network.resource);
      return other === undefined || far === undefined ? [] : [{ network: other, own, far }];
    });
    this.peered.set(network.resource, found);
    return found;
  }

  /** The gateway whose routes a network learns: its own, or a peer's where both halves say so. */
  gatewayFor(network: Network): VpnGateway | undefined {
    const own = this.ownGateway(network);
    if (own !== undefined) return own;
    const lender = this.peersOf(network).find((peer) => peer.own.useRemoteGateways && peer.far.allowGatewayTransit);
    return lender && this.ownGateway(lender.network);
  }

  /** The subnets of a network that hold any of some addresses. */
  subnetsWith(network: Network, addresses: Intervals): readonly Subnet[] {
    const subnets = this.subnetsOf(network);
    const found = new Set<Subnet>();
    for (const [first, last] of pairsOf(addresses)) {
      for (let index = firstEndingAt(subnets, first); index < subnets.length; index++) {
        const subnet = subnets[index];
        if (subnet === undefined || (subnet.space[0] ?? 0) > last) break;
        found.add(subnet);
      }
    }
    return [...found];
  }

  /**
   * The addresses to which application gateways send requests on and that belong to no node: frontends of the clusters'
   * internal load balancers. Behind one stand all nodes of the clusters of its network, because AKS puts every pool
   * behind a balancer (Microsoft Learn, aks/internal-lb, 2026-08).
   */
  private findFrontends(): ReadonlyMap<RegisteredResource, readonly Frontend[]> {
    const found = this.model.entries.flatMap((entry) =>
      entry.backends.flatMap((backend) => {
        const address = addressOf(backend.address);
        if (address === undefined) return [];
        const subnet = this.model.subnets.find(({ space }) => includes(space, address));
        if (subnet === undefined || this.clustersOf(subnet).length > 0) return [];
        const clusters = this.model.clusters.filter((cluster) =>
          this.nodeSubnets(cluster).some(({ network }) => network === subnet.network),
        );
        const nodes = clusters.flatMap((cluster) => this.nodeSubnets(cluster));
        return [{ subnet, frontend: { address, entry, nodes, clusters } }];
      }),
    );
    const bySubnet = groupedBy(found, ({ subnet }) => subnet.resource);
    return new Map([...bySubnet].map(([subnet, list]) => [subnet, list.map(({ frontend }) => frontend)]));
  }
}

/** Index of the first subnet that ends at an address or after it; they are in order and do not overlap. */
function firstEndingAt(subnets: readonly Subnet[], address: number): number {
  let low = 0;
  let high = subnets.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((subnets[middle]?.space.at(-1) ?? 0) < address) low = middle + 1;
    else high = middle;
  }
  return low;
}
