import { azureRequiredFlows, type AzureRequiredFlow, type FlowOwner } from "../../../../azure/required-flows";
import { findSite } from "../../../../azure/sites";
import type { Cluster, Entry, Subnet } from "../model/network-model";
import type { AddressAxis } from "../packets/address-axis";
import { unionOf, type Intervals } from "../packets/intervals";
import type { PacketSpace } from "../packets/packet-set";
import { EVERY_SERVICE, servicesOf } from "../packets/service-axis";
import { INFRASTRUCTURE_NAMES } from "../semantics/firewall-sets";
import type { Place } from "../semantics/places";
import type { Topology } from "../semantics/topology";
import type { ExpectedFlow } from "./expected-flow";
import { ownersOf } from "./outside-names";
import type { StampSegments } from "./stamps";

const INTERNET: Place = { kind: "internet" };
const HOST: Place = { kind: "host" };

/**
 * What Azure needs for what is there, and what it opens by itself: from the sourced table, by the services that stand in
 * a network and the features that are switched on in them.
 */
export class AzureFlows {
  constructor(
    private readonly axis: AddressAxis,
    private readonly space: PacketSpace,
    private readonly topology: Topology,
  ) {}

  of(spoke: StampSegments): readonly ExpectedFlow[] {
    const region = findSite(spoke.stamp.site)?.region.name ?? "";
    return [
      ...spoke.entries.flatMap(({ subnet }) => {
        const edge = spoke.subnet(subnet);
        return edge === undefined ? [] : this.entryFlows(edge, region);
      }),
      ...spoke.entries.flatMap((entry) => this.redirects(entry)),
      ...spoke.clusters.flatMap((cluster) => this.clusterFlows(cluster, region)),
      ...spoke.frontends.flatMap(({ entry, nodes }) => this.behindBalancer(entry, nodes)),
    ];
  }

  private entryFlows(edge: Subnet, region: string): readonly ExpectedFlow[] {
    return azureRequiredFlows("applicationGateway", region).flatMap((flow) => {
      const peer = this.peerOf(flow);
      if (peer === undefined) return [];
      const own = { place: { kind: "subnet", subnet: edge } as const, addresses: edge.space };
      return [flow.direction === "inbound" ? this.flow(flow, peer, own) : this.flow(flow, own, peer)];
    });
  }

  /** Nodes and pods among each other, probes of balancers, and names outside by what is switched on. */
  private clusterFlows(cluster: Cluster, region: string): readonly ExpectedFlow[] {
    const nodes = this.topology.nodeSubnets(cluster);
    const flows = ownersOf(cluster).flatMap((owner: FlowOwner) => azureRequiredFlows(owner, region));
    return flows.flatMap((flow) => {
      if ("ownSubnet" in flow.peer) return flow.direction === "outbound" ? this.among(cluster, nodes, flow) : [];
      const peer = this.peerOf(flow);
      if (peer === undefined) return [];
      return nodes.map((subnet) => {
        const own = { place: { kind: "subnet", subnet } as const, addresses: subnet.space };
        return flow.direction === "inbound" ? this.flow(flow, peer, own) : this.flow(flow, own, peer);
      });
    });
  }

  private among(cluster: Cluster, nodes: readonly Subnet[], flow: AzureRequiredFlow): readonly ExpectedFlow[] {
    return nodes.flatMap((from) =>
      nodes.map((to) =>
        this.flow(
          flow,
          { place: { kind: "subnet", subnet: from }, addresses: unionOf(from.space, cluster.pods) },
          { place: { kind: "subnet", subnet: to }, addresses: unionOf(to.space, cluster.pods) },
        ),
      ),
    );
  }

  /** Plain HTTP where every listener only sends callers to TLS: nothing is passed on, so nothing is opened by it. */
  private redirects({ subnet, listeners }: Entry): readonly ExpectedFlow[] {
    const edge = this.topology.subnet(subnet);
    const ports = [...new Set(listeners.map(({ port }) => port))].filter((port) =>
      listeners.every((listener) => listener.port !== port || listener.onlyRedirects),
    );
    if (edge === undefined || ports.length === 0) return [];
    return [
      {
        id: "users-redirect",
        neededBy: "users who come by plain HTTP and are sent to HTTPS",
        from: INTERNET,
        to: { kind: "subnet", subnet: edge },
        packets: this.space.box(edge.space, this.axis.publicSources, servicesOf("Tcp", ports.map(String)) ?? []),
        force: "permitted",
      },
    ];
  }

  /** A balancer may put the node's own address into the packet, so that is as good as the frontend's. */
  private behindBalancer(entry: Entry, nodes: readonly Subnet[]): readonly ExpectedFlow[] {
    const edge = this.topology.subnet(entry.subnet);
    const ports = [...new Set(entry.backends.flatMap((backend) => backend.ports))].map(String);
    if (edge === undefined) return [];
    return nodes.map((subnet) => ({
      id: "gateway-nodes",
      neededBy: "the internal load balancer, which may put a node's address into the packet",
      from: { kind: "subnet", subnet: edge },
      to: { kind: "subnet", subnet },
      packets: this.space.box(subnet.space, edge.space, servicesOf("Tcp", ports) ?? []),
      force: "permitted",
    }));
  }

  /** What a firewall lets pass by itself, for every subnet whose packets come to it. */
  infrastructure(subnets: readonly Subnet[]): readonly ExpectedFlow[] {
    return subnets.map((subnet) => ({
      id: "firewall-infrastructure",
      neededBy: "Azure, whose firewalls let these names pass without a rule",
      from: { kind: "subnet", subnet },
      to: INTERNET,
      packets: this.space.box(this.axis.name(INFRASTRUCTURE_NAMES), subnet.space, EVERY_SERVICE),
      force: "permitted",
    }));
  }

  private peerOf({ peer, direction }: AzureRequiredFlow): { place: Place; addresses: Intervals } | undefined {
    if ("fqdns" in peer) {
      return { place: INTERNET, addresses: unionOf(...peer.fqdns.map((name) => this.axis.name(name))) };
    }
    if ("ownSubnet" in peer) return undefined;
    if (peer.serviceTag === "AzureLoadBalancer") return { place: HOST, addresses: this.axis.host };
    if (peer.serviceTag === "Internet") {
      return { place: INTERNET, addresses: direction === "inbound" ? this.axis.publicSources : this.axis.internet };
    }
    return { place: INTERNET, addresses: this.axis.tag(peer.serviceTag) };
  }

  private flow(
    { owner, protocol, ports, reason }: AzureRequiredFlow,
    from: { readonly place: Place; readonly addresses: Intervals },
    to: { readonly place: Place; readonly addresses: Intervals },
  ): ExpectedFlow {
    return {
      id: `${owner} ${protocol} ${ports}`,
      neededBy: `Azure (${reason})`,
      from: from.place,
      to: to.place,
      packets: this.space.box(to.addresses, from.addresses, servicesOf(protocol, ports.split(",")) ?? []),
      force: "required",
    };
  }
}
