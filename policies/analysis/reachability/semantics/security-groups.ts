import type { Network, SecurityRule, Subnet } from "../model/network-model";
import type { AddressAxis } from "../packets/address-axis";
import { differenceOf, NOTHING, unionOf, type Intervals } from "../packets/intervals";
import type { PacketSet, PacketSpace } from "../packets/packet-set";
import { EVERY_SERVICE } from "../packets/service-axis";
import { allowedBy, type MatchRule } from "./first-match";
import type { GatewayRoutes } from "./gateway-routes";
import type { Topology } from "./topology";

export type Direction = SecurityRule["direction"];

/** What two tags mean in one subnet. */
interface LocalTags {
  readonly virtualNetwork: Intervals;
  readonly internet: Intervals;
}

/**
 * What the security group of a subnet lets in and out, the default rules included.
 *
 * Sources: Microsoft Learn, virtual-network/network-security-groups-overview (2025-07), default rules 65000 to 65500; and
 * virtual-network/service-tags-overview (2025): the tag VirtualNetwork holds the network's space, networks that are
 * peered with access, what is connected by gateways, the host's address, and the prefixes of the subnet's own routes,
 * default routes included.
 */
export class SecurityGroups {
  private readonly tags = new Map<Subnet, LocalTags>();
  private readonly ruled = new Map<Subnet, Readonly<Record<Direction, readonly MatchRule[]>>>();
  private readonly sets = new Map<Subnet, Partial<Record<Direction, PacketSet>>>();

  constructor(
    private readonly topology: Topology,
    private readonly gateways: GatewayRoutes,
    private readonly axis: AddressAxis,
    private readonly space: PacketSpace,
  ) {}

  /** What passes in one direction, or nothing where the subnet has no group, so that everything does. */
  allowed(subnet: Subnet, direction: Direction): PacketSet | undefined {
    if (subnet.securityGroup === undefined) return undefined;
    const known = this.sets.get(subnet) ?? {};
    const ready = known[direction];
    if (ready !== undefined) return ready;
    const own = this.ownSide(subnet);
    const { everything } = this.axis;
    const within =
      direction === "Outbound"
        ? this.space.box(everything, own, EVERY_SERVICE)
        : this.space.box(own, everything, EVERY_SERVICE);
    const made = allowedBy(this.space, this.rules(subnet, direction), within);
    this.sets.set(subnet, { ...known, [direction]: made });
    return made;
  }

  /** The rules of one direction in the order in which Azure asks them. */
  rules(subnet: Subnet, direction: Direction): readonly MatchRule[] {
    const known = this.ruled.get(subnet);
    if (known !== undefined) return known[direction];
    const made = { Inbound: this.inOrder(subnet, "Inbound"), Outbound: this.inOrder(subnet, "Outbound") };
    this.ruled.set(subnet, made);
    return made[direction];
  }

  /** The subnet's own addresses: its prefix, its clusters' pods and what its load balancers leave in packets. */
  private ownSide(subnet: Subnet): Intervals {
    const network = this.topology.networkOf(subnet);
    const clusters = this.topology.clustersOf(subnet);
    return unionOf(
      subnet.space,
      ...clusters.map(({ pods }) => pods),
      ...(clusters.length > 0 && network !== undefined ? [network.space] : []),
    );
  }

  private inOrder(subnet: Subnet, direction: Direction): readonly MatchRule[] {
    const group = subnet.securityGroup;
    if (group === undefined) return [];
    const own = group.rules
      .filter((rule) => rule.direction === direction)
      .sort((one, other) => one.priority - other.priority)
      .map((rule): MatchRule => ({
        label: `${rule.access === "Allow" ? "allow" : "deny"} rule ${rule.name} (${rule.priority}) of ${group.label}`,
        access: rule.access,
        destinations: this.places(subnet, rule.destinations),
        sources: this.places(subnet, rule.sources),
        services: rule.services,
      }));
    return [...own, ...this.defaults(subnet, direction, group.label)];
  }

  private defaults(subnet: Subnet, direction: Direction, group: string): readonly MatchRule[] {
    const { virtualNetwork, internet } = this.localTags(subnet);
    const { everything, host } = this.axis;
    const rule = (name: string, access: MatchRule["access"], sources: Intervals, destinations: Intervals) => ({
      label: `Azure's default rule ${name} of ${group}`,
      access,
      sources,
      destinations,
      services: EVERY_SERVICE,
    });
    return direction === "Inbound"
      ? [
          rule("AllowVnetInBound (65000)", "Allow", virtualNetwork, virtualNetwork),
          rule("AllowAzureLoadBalancerInBound (65001)", "Allow", host, everything),
          rule("DenyAllInBound (65500)", "Deny", everything, everything),
        ]
      : [
          rule("AllowVnetOutBound (65000)", "Allow", virtualNetwork, virtualNetwork),
          rule("AllowInternetOutBound (65001)", "Allow", everything, internet),
          rule("DenyAllOutBound (65500)", "Deny", everything, everything),
        ];
  }

  /** Prefixes and tags as this subnet understands them. */
  private places(subnet: Subnet, texts: readonly string[]): Intervals {
    return unionOf(
      NOTHING,
      ...texts.map((text) => {
        switch (text.toLowerCase()) {
          case "*":
            return this.axis.everything;
          case "virtualnetwork":
            return this.localTags(subnet).virtualNetwork;
          case "internet":
            return this.localTags(subnet).internet;
          case "azureloadbalancer":
            return this.axis.host;
          default:
            return this.axis.prefix(text) ?? this.axis.tag(text);
        }
      }),
    );
  }

  private localTags(subnet: Subnet): LocalTags {
    const known = this.tags.get(subnet);
    if (known !== undefined) return known;
    const network = this.topology.networkOf(subnet);
    const connected = network === undefined ? [] : this.connected(network);
    const routed = (subnet.routeTable?.routes ?? []).map(
      ({ prefix }) => this.axis.prefix(prefix) ?? this.axis.tag(prefix),
    );
    const made = {
      virtualNetwork: unionOf(NOTHING, this.axis.host, ...connected, ...routed),
      internet: differenceOf(this.axis.internet, unionOf(NOTHING, ...connected)),
    };
    this.tags.set(subnet, made);
    return made;
  }

  private connected(network: Network): readonly Intervals[] {
    const gateway = this.topology.gatewayFor(network);
    return [
      network.space,
      ...this.topology.peersOf(network).flatMap((peer) => (peer.own.allowAccess ? [peer.network.space] : [])),
      ...(gateway === undefined ? [] : this.gateways.learned(gateway)),
    ];
  }
}
