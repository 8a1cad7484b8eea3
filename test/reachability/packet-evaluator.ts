import type { RegisteredResource } from "../../policies/resources/registered-resource";
import { bag, bags, inPrefix, isAddress, isPublic, str, type Deployment } from "./azure-lookups";
import { firewallAllows, isTranslated } from "./firewall-evaluator";
import { GroupEvaluator } from "./group-evaluator";
import type { PlainPacket } from "./plain-packet";
import { RouteEvaluator } from "./route-evaluator";

/** Where a packet begins. */
export type Beginning =
  | { readonly at: "host"; readonly subnet: RegisteredResource }
  | { readonly at: "partner"; readonly gateway: RegisteredResource }
  | { readonly at: "outside"; readonly subnet: RegisteredResource }
  | { readonly at: "translation"; readonly firewall: RegisteredResource };

/** Follows one packet through Azure by the documentation, rule by rule, and says where it ends up. */
export class PacketEvaluator {
  private readonly routes: RouteEvaluator;
  private readonly groups: GroupEvaluator;

  constructor(private readonly all: Deployment) {
    this.routes = new RouteEvaluator(all);
    this.groups = new GroupEvaluator(all, this.routes);
  }

  /** URNs of subnets, `internet`, and `partner` with the URN of a connection for what leaves by it. */
  arrivals(beginning: Beginning, packet: PlainPacket): ReadonlySet<string> {
    switch (beginning.at) {
      case "host":
        return new Set(this.fromHost(beginning.subnet, packet));
      case "partner":
        return new Set(this.forward(this.all.homeOf(beginning.gateway), packet, []));
      case "outside":
        return new Set(this.into(beginning.subnet, packet));
      case "translation":
        return new Set(
          isTranslated(this.all, beginning.firewall, packet)
            ? this.forward(this.all.homeOf(beginning.firewall), packet, [])
            : [],
        );
    }
  }

  private fromHost(subnet: RegisteredResource, packet: PlainPacket): string[] {
    if (!this.groups.allows(subnet, "Outbound", packet)) return [];
    for (const cluster of this.all.clustersIn(subnet)) {
      const pods = this.all.podsOf(cluster);
      const isPod = (address: string) => pods !== "" && isAddress(address) && inPrefix(address, pods);
      if (isPod(packet.destination)) return this.all.nodesOf(cluster).flatMap((nodes) => this.guard(nodes, packet));
      if (isPod(packet.source)) {
        const there = this.all
          .nodesOf(cluster)
          .filter((nodes) => inPrefix(packet.destination, this.all.prefixOf(nodes)));
        return there.flatMap((nodes) => this.guard(nodes, packet));
      }
    }
    return this.forward(subnet, packet, []);
  }

  private forward(subnet: RegisteredResource, packet: PlainPacket, seen: readonly RegisteredResource[]): string[] {
    const network = this.all.networkOf(subnet);
    if (seen.includes(subnet) || network === undefined) return [];
    const on = [...seen, subnet];
    const route = this.routes.routeFor(subnet, network, packet.destination);
    const isGateways = this.all.gatewayIn(subnet) !== undefined;
    switch (route?.hop) {
      case "VnetLocal":
        return this.deliver(network, packet);
      case "VNetPeering":
        return this.mayCross(network, route.to, packet, isGateways) ? this.deliver(route.to, packet) : [];
      case "VirtualAppliance": {
        const firewall = this.all.firewallAt(route.address ?? "");
        const home = firewall && this.all.homeOf(firewall);
        const there = home && this.all.networkOf(home);
        if (firewall === undefined || home === undefined || there === undefined) return [];
        if (there !== network && !this.mayCross(network, there, packet, isGateways)) return [];
        return firewallAllows(this.all, firewall, packet) ? this.forward(home, packet, on) : [];
      }
      case "VirtualNetworkGateway": {
        const gateway = this.routes.gatewayFor(network);
        return gateway === undefined
          ? []
          : this.intoTunnel(gateway, packet, on, this.all.gatewayIn(subnet) === gateway);
      }
      case "Internet":
        return this.hasWayOut(subnet) && isPublic(packet.destination) ? ["internet"] : [];
      case "ServiceEndpoint":
        return ["internet"];
      case undefined:
      default:
        return [];
    }
  }

  private intoTunnel(
    gateway: RegisteredResource,
    packet: PlainPacket,
    seen: readonly RegisteredResource[],
    isTransit: boolean,
  ): string[] {
    const holds = (prefixes: readonly string[]) => prefixes.some((prefix) => inPrefix(packet.destination, prefix));
    const connections = this.all.connectionsOf(gateway);
    for (const connection of connections) {
      const remote = this.all.remoteOf(connection);
      if (remote === undefined || !holds(this.routes.behindLink(gateway, connection))) continue;
      const speaks =
        connection.inputs["enableBgp"] === true && this.all.backOf(connection, remote)?.inputs["enableBgp"] === true;
      if (isTransit && !speaks) continue;
      return this.forward(this.all.homeOf(remote), packet, seen);
    }
    const partners = connections.filter(
      (one) => one.inputs["connectionType"] === "IPsec" && (!isTransit || one.inputs["enableBgp"] === true),
    );
    const inOrder = [...partners].sort(
      (one, other) => Number(one.inputs["enableBgp"] === true) - Number(other.inputs["enableBgp"] === true),
    );
    const taken = inOrder.find((one) => holds(this.routes.behindPartner(one)));
    return taken === undefined ? [] : [`partner ${taken.urn}`];
  }

  private mayCross(
    from: RegisteredResource,
    to: RegisteredResource,
    packet: PlainPacket,
    isGateways: boolean,
  ): boolean {
    const peering = this.all.peeringsOf(from).find(({ other }) => other === to);
    if (peering === undefined) return false;
    const isOwn = this.all.spaceOf(from).some((prefix) => isAddress(packet.source) && inPrefix(packet.source, prefix));
    if (isOwn) return true;
    if (isGateways) return peering.half["allowGatewayTransit"] === true && peering.back["useRemoteGateways"] === true;
    return peering.back["allowForwardedTraffic"] === true;
  }

  private deliver(network: RegisteredResource, packet: PlainPacket): string[] {
    const subnet = this.all.subnetAt(network, packet.destination);
    return subnet === undefined ? [] : this.into(subnet, packet);
  }

  private into(subnet: RegisteredResource, packet: PlainPacket): string[] {
    const firewall = this.all.firewallIn(subnet);
    if (firewall !== undefined) {
      const policy = this.all.at(bag(firewall.inputs["firewallPolicy"])["id"]);
      const answers = bag(policy?.inputs["dnsSettings"])["enableProxy"] === true;
      return answers && packet.port === 53 && packet.protocol !== "icmp" ? [subnet.urn] : [];
    }
    if (this.all.gatewayIn(subnet) !== undefined) return [];
    const pools = this.all.of("network:ApplicationGateway").flatMap((one) => bags(one.inputs["backendAddressPools"]));
    const targets = pools.flatMap((pool) => bags(pool["backendAddresses"]).map((target) => str(target["ipAddress"])));
    if (targets.includes(packet.destination) && this.all.clustersIn(subnet).length === 0) {
      const near = this.all
        .of("containerservice:ManagedCluster")
        .filter((cluster) =>
          this.all.nodesOf(cluster).some((nodes) => this.all.networkOf(nodes) === this.all.networkOf(subnet)),
        );
      return near.flatMap((cluster) => this.all.nodesOf(cluster)).flatMap((nodes) => this.guard(nodes, packet));
    }
    return this.guard(subnet, packet);
  }

  private guard(subnet: RegisteredResource, packet: PlainPacket): string[] {
    const policies = str(subnet.inputs["privateEndpointNetworkPolicies"]);
    const isBlind = this.all.holdsEndpoints(subnet) && !["Enabled", "NetworkSecurityGroupEnabled"].includes(policies);
    return isBlind || this.groups.allows(subnet, "Inbound", packet) ? [subnet.urn] : [];
  }

  private hasWayOut(subnet: RegisteredResource): boolean {
    if (this.all.firewallIn(subnet) !== undefined || this.all.entriesIn(subnet).length > 0) return true;
    const own = this.all.clustersIn(subnet).map((one) => str(bag(one.inputs["networkProfile"])["outboundType"]));
    if (own.some((type) => type !== "userDefinedRouting" && type !== "none")) return true;
    // Azure takes no NAT gateway in a gateway's subnet (nat-gateway/nat-overview, limitations, 2025).
    if (this.all.gatewayIn(subnet) !== undefined) return false;
    return "natGateway" in subnet.inputs || subnet.inputs["defaultOutboundAccess"] !== false;
  }
}
