import type { Cluster, Network, Subnet, VpnGateway } from "../model/network-model";
import type { AddressAxis } from "../packets/address-axis";
import { differenceOf, NOTHING, unionOf, type Intervals } from "../packets/intervals";
import type { PacketSet, PacketSpace } from "../packets/packet-set";
import { EVERY_SERVICE, servicesOf } from "../packets/service-axis";
import { EffectiveRoutes, type EffectiveRoute } from "./effective-routes";
import { FirewallSets } from "./firewall-sets";
import { GatewayRoutes } from "./gateway-routes";
import { partnerName } from "./partner-name";
import { Gates, step, stop, type Arrivals } from "./gates";
import { overlaysOf, type Journey, type Place } from "./places";
import { SecurityGroups } from "./security-groups";
import { chooseTunnels } from "./tunnel-choice";
import type { Topology } from "./topology";

const NAMES = unionOf(servicesOf("Tcp", ["53"]) ?? NOTHING, servicesOf("Udp", ["53"]) ?? NOTHING);

/**
 * Sends sets of packets through the network as Azure does: security group of the sender, route, peering, firewall,
 * tunnel, security group of the receiver. Answers follow by themselves, because groups and firewalls are stateful.
 */
export class Walk {
  readonly gateways: GatewayRoutes;
  readonly groups: SecurityGroups;
  readonly firewalls: FirewallSets;
  readonly routes: EffectiveRoutes;
  private readonly gates: Gates;

  constructor(
    readonly topology: Topology,
    readonly axis: AddressAxis,
    readonly space: PacketSpace,
  ) {
    this.gateways = new GatewayRoutes(topology);
    this.groups = new SecurityGroups(topology, this.gateways, axis, space);
    this.firewalls = new FirewallSets(axis, space);
    this.routes = new EffectiveRoutes(topology, this.gateways, axis);
    this.gates = new Gates(this.groups, this.firewalls, space);
  }

  /** Everything that hosts of a subnet can send: from their own addresses, and between pods of a cluster. */
  sentFrom(subnet: Subnet): PacketSet {
    const own = this.space.box(this.axis.everything, subnet.space, EVERY_SERVICE);
    const overlays = overlaysOf(this.topology.clustersOf(subnet)).map((cluster) =>
      this.space.box(this.insideOf(cluster), cluster.pods, EVERY_SERVICE),
    );
    return this.space.unionOfAll([own, ...overlays]);
  }

  /** Packets of hosts in a subnet. */
  leave(subnet: Subnet, packets: PacketSet, arrivals: Arrivals, journey: Journey): void {
    const out = this.gates.group(subnet, "Outbound", packets, arrivals, journey);
    if (out === undefined) return;
    const left = this.withinClusters(subnet, out.packets, arrivals, out.journey);
    this.route(subnet, left, arrivals, out.journey);
  }

  /** Packets that are in a subnet's hands and go on by its routes: its hosts', a firewall's or a gateway's. */
  route(subnet: Subnet, packets: PacketSet, arrivals: Arrivals, journey: Journey): void {
    if (packets === this.space.empty) return;
    if (journey.through.includes(subnet)) {
      stop(arrivals, journey, { what: `comes back to ${subnet.label}: a circle`, passes: false });
      return;
    }
    const on: Journey = { ...journey, through: [...journey.through, subnet] };
    for (const route of this.routes.of(subnet)) {
      const part = this.space.to(packets, route.destinations);
      if (part !== this.space.empty) this.follow(subnet, part, route, arrivals, on);
    }
  }

  /** Packets that reach a subnet of the network they are in. */
  reach(subnet: Subnet, packets: PacketSet, arrivals: Arrivals, journey: Journey): void {
    const firewall = this.topology.firewallIn(subnet);
    if (firewall !== undefined || this.topology.gatewayIn(subnet) !== undefined) {
      // A firewall answers names; besides that, neither it nor a gateway has anything that a platform's data could be in.
      const asked = firewall?.dnsProxy === true ? NAMES : NOTHING;
      const names = this.space.intersection(packets, this.space.box(this.axis.everything, this.axis.everything, asked));
      this.arrive(subnet, names, arrivals, journey, `is answered by ${subnet.label}`);
      return;
    }
    let rest = packets;
    for (const frontend of this.topology.frontendsOf(subnet)) {
      const address = [frontend.address, frontend.address];
      const balanced = this.space.to(rest, address);
      rest = this.space.to(rest, differenceOf(this.axis.everything, address));
      if (balanced === this.space.empty) continue;
      // AKS leaves the frontend's address in the packet (floating IP), and the frontend's own subnet guards nothing.
      const through = step(journey, { what: `is balanced to nodes by the frontend in ${subnet.label}`, passes: true });
      for (const nodes of frontend.nodes) this.enter(nodes, balanced, arrivals, through);
    }
    this.enter(subnet, rest, arrivals, journey);
  }

  private enter(subnet: Subnet, packets: PacketSet, arrivals: Arrivals, journey: Journey): void {
    if (packets === this.space.empty) return;
    const isSeen = this.topology.endpointsOf(subnet).length === 0 || subnet.endpointPolicies.securityGroup;
    if (!isSeen) {
      const rule = `no network policies for security groups in ${subnet.label}, so its group does not see private endpoints`;
      this.arrive(
        subnet,
        packets,
        arrivals,
        step(journey, { what: `enters ${subnet.label}`, rule, passes: true, gate: true }),
      );
      return;
    }
    const entered = this.gates.group(subnet, "Inbound", packets, arrivals, journey);
    if (entered !== undefined) this.arrive(subnet, entered.packets, arrivals, entered.journey);
  }

  private follow(from: Subnet, packets: PacketSet, route: EffectiveRoute, arrivals: Arrivals, journey: Journey): void {
    const { hop, rule } = route;
    const on = (what: string) => step(journey, { what, rule, passes: true });
    switch (hop.kind) {
      case "network":
        return this.within(
          hop.network,
          packets,
          arrivals,
          journey.hops === undefined ? journey : on(`stays in ${hop.network.label}`),
        );
      case "peer":
        return this.cross(from, hop.network, packets, arrivals, on(`crosses to ${hop.network.label}`), (passed, next) =>
          this.within(hop.network, passed, arrivals, next),
        );
      case "firewall": {
        const home = this.topology.subnet(hop.firewall.subnet);
        const network = home && this.topology.networkOf(home);
        if (home === undefined || network === undefined) return;
        const pass = (passed: PacketSet, next: Journey): void => {
          const through = this.gates.firewall(hop.firewall, passed, arrivals, next);
          if (through !== undefined) this.route(home, through.packets, arrivals, through.journey);
        };
        if (network.resource === from.network) return pass(packets, on(`goes to ${hop.firewall.label}`));
        return this.cross(from, network, packets, arrivals, on(`goes to ${hop.firewall.label}`), pass);
      }
      case "gateway":
        return this.tunnel(from, hop.gateway, packets, arrivals, on(`goes to ${hop.gateway.label}`));
      case "internet":
        return this.leaveForInternet(from, packets, arrivals, on("goes to the internet"));
      case "service endpoint":
        return arrivals.arrive({ kind: "internet" }, packets, on("goes straight to the service"));
      case "nowhere":
        return stop(arrivals, journey, { what: `is dropped: ${hop.why}`, rule, passes: false });
    }
  }

  private within(network: Network, packets: PacketSet, arrivals: Arrivals, journey: Journey): void {
    const subnets = this.topology.subnetsWith(network, this.space.destinations(packets));
    for (const subnet of subnets) {
      const part = this.space.to(packets, subnet.space);
      if (part !== this.space.empty) this.reach(subnet, part, arrivals, journey);
    }
    if (subnets.length === 0) {
      stop(arrivals, journey, { what: `finds no subnet in ${network.label}`, passes: false });
    }
  }

  /**
   * Packets that cross a peering. What does not come from the network's own addresses is forwarded traffic, which the far
   * side has to allow; what a gateway sends needs both halves' consent to gateway transit instead.
   *
   * Source: Microsoft Learn, virtual-network/virtual-network-manage-peering (2025).
   */
  private cross(
    from: Subnet,
    to: Network,
    packets: PacketSet,
    arrivals: Arrivals,
    journey: Journey,
    then: (packets: PacketSet, journey: Journey) => void,
  ): void {
    const own = this.topology.network(from.network);
    const peer = own && this.topology.peersOf(own).find(({ network }) => network === to);
    if (own === undefined || peer === undefined) return;
    const isGateways = this.topology.gatewayIn(from) !== undefined;
    const forwards = isGateways ? peer.own.allowGatewayTransit && peer.far.useRemoteGateways : peer.far.allowForwarded;
    const passed = forwards ? packets : this.space.from(packets, own.space);
    if (passed !== this.space.empty) return then(passed, journey);
    const rule = isGateways
      ? `gateway transit of peering ${peer.own.label}`
      : `allowForwardedTraffic of peering ${peer.far.label}`;
    stop(arrivals, journey, { what: `is not let into ${to.label}`, rule, passes: false });
  }

  /** What a gateway does with packets: into a tunnel to a partner, or to another gateway and on from there. */
  private tunnel(from: Subnet, gateway: VpnGateway, packets: PacketSet, arrivals: Arrivals, journey: Journey): void {
    const isTransit = this.topology.gatewayIn(from) === gateway;
    const { links, partners, rest } = chooseTunnels(this.gateways, this.space, gateway, packets, isTransit);
    for (const { remote, label, packets: part } of links) {
      const home = this.topology.subnet(remote.subnet);
      if (home === undefined) continue;
      const what = `goes through tunnel ${label} to ${remote.label}`;
      this.route(home, part, arrivals, { ...step(journey, { what, passes: true }), isTunnelled: true });
    }
    for (const { label, packets: part } of partners) {
      const place: Place = { kind: "partner", gateway, partner: partnerName(label) };
      arrivals.arrive(place, part, step(journey, { what: `leaves by tunnel ${label}`, passes: true }));
    }
    if (rest !== this.space.empty) {
      stop(arrivals, journey, { what: `finds no tunnel at ${gateway.label}`, passes: false });
    }
  }

  /** Hosts without a public address of their own or of their cluster's reach the internet only where Azure lends one. */
  private leaveForInternet(from: Subnet, packets: PacketSet, arrivals: Arrivals, journey: Journey): void {
    const hasAddress =
      this.topology.firewallIn(from) !== undefined ||
      this.topology.entriesOf(from).length > 0 ||
      this.topology.clustersOf(from).some(({ ownOutbound }) => ownOutbound) ||
      (from.implicitOutbound && this.topology.gatewayIn(from) === undefined);
    const out = hasAddress ? this.space.to(packets, this.axis.internet) : this.space.empty;
    if (out !== this.space.empty) return arrivals.arrive({ kind: "internet" }, out, journey);
    const why = hasAddress
      ? "is private, so the internet drops it"
      : `has no public address to leave ${from.label} with`;
    stop(arrivals, journey, { what: why, passes: false });
  }

  /**
   * Packets from or to pods: an overlay of the cluster carries them from node to node, past all routes, and the security
   * groups of the nodes' subnets see them with the pods' addresses.
   *
   * Source: Microsoft Learn, aks/azure-cni-overlay, network security groups (2026-08).
   *
   * @returns what is left for the routes
   */
  private withinClusters(subnet: Subnet, packets: PacketSet, arrivals: Arrivals, journey: Journey): PacketSet {
    let rest = packets;
    for (const cluster of overlaysOf(this.topology.clustersOf(subnet))) {
      const toPods = this.space.to(rest, cluster.pods);
      const fromPods = this.space.difference(this.space.from(rest, cluster.pods), toPods);
      rest = this.space.difference(this.space.difference(rest, toPods), fromPods);
      const on = step(journey, { what: `is carried by the overlay of ${cluster.label}`, passes: true });
      for (const nodes of this.topology.nodeSubnets(cluster)) {
        this.enter(nodes, toPods, arrivals, on);
        this.enter(nodes, this.space.to(fromPods, nodes.space), arrivals, on);
      }
    }
    return rest;
  }

  private insideOf(cluster: Cluster): Intervals {
    return unionOf(cluster.pods, ...this.topology.nodeSubnets(cluster).map(({ space }) => space));
  }

  private arrive(subnet: Subnet, packets: PacketSet, arrivals: Arrivals, journey: Journey, what?: string): void {
    if (packets === this.space.empty) {
      stop(arrivals, journey, { what: `finds nobody who listens in ${subnet.label}`, passes: false });
      return;
    }
    const last = what === undefined ? journey : step(journey, { what, passes: true });
    arrivals.arrive({ kind: "subnet", subnet }, packets, last);
  }
}
