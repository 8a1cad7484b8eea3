import type { Firewall, Network, Route, Subnet, VpnGateway } from "../model/network-model";
import type { AddressAxis } from "../packets/address-axis";
import { interval, isWithin, normalised, pairsOf, type Intervals } from "../packets/intervals";
import type { GatewayRoutes } from "./gateway-routes";
import type { Topology } from "./topology";

/** Where a route leads. */
export type Hop =
  | { readonly kind: "network"; readonly network: Network }
  | { readonly kind: "peer"; readonly network: Network }
  | { readonly kind: "firewall"; readonly firewall: Firewall }
  | { readonly kind: "gateway"; readonly gateway: VpnGateway }
  | { readonly kind: "internet" }
  | { readonly kind: "service endpoint" }
  | { readonly kind: "nowhere"; readonly why: string };

/** Addresses for which one route decides. */
export interface EffectiveRoute {
  readonly destinations: Intervals;
  readonly hop: Hop;
  /** The route that decides, as people would look it up. */
  readonly rule: string;
}

/** Where prefixes are equally long: a user's route before a gateway's before Azure's own. */
const STRENGTH = { system: 0, gateway: 1, user: 2, endpoint: 3 } as const;

interface Candidate {
  readonly first: number;
  readonly last: number;
  readonly strength: number;
  readonly hop: Hop;
  readonly rule: string;
}

const EVERYWHERE = "0.0.0.0/0";

/**
 * Private prefixes that Azure drops where nothing else is said. A user's route for everything takes them along: spokes
 * reach networks behind the hub by such a route alone (Microsoft Learn, firewall/tutorial-hybrid-portal, 2024).
 */
const AZURE_DROPS = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"];

/**
 * The routes of a subnet as Azure selects them: the longest prefix, then a user's route before a gateway's before a
 * system route; routes of the network and of peerings stand against a gateway's whatever the lengths.
 *
 * A private endpoint adds a route of its own to its network and the peered ones, which only a route for that one address
 * overrides, unless the endpoint's subnet has network policies for routes.
 *
 * Sources: Microsoft Learn, virtual-network/virtual-networks-udr-overview (2025) and
 * private-link/disable-private-endpoint-network-policy (2025).
 */
export class EffectiveRoutes {
  private readonly known = new Map<Subnet, readonly EffectiveRoute[]>();

  constructor(
    private readonly topology: Topology,
    private readonly gateways: GatewayRoutes,
    private readonly axis: AddressAxis,
  ) {}

  of(subnet: Subnet): readonly EffectiveRoute[] {
    const known = this.known.get(subnet);
    if (known !== undefined) return known;
    const network = this.topology.networkOf(subnet);
    const routes = network === undefined ? [] : selected(this.candidates(subnet, network));
    this.known.set(subnet, routes);
    return routes;
  }

  private candidates(subnet: Subnet, network: Network): readonly Candidate[] {
    const direct = this.endpointSpaces(network);
    const system = this.systemRoutes(subnet, network);
    const near = normalised(
      [network, ...this.topology.peersOf(network).map((peer) => peer.network)].flatMap(({ space }) => pairsOf(space)),
    );
    const user = (subnet.routeTable?.routes ?? []).flatMap((route) => this.userRoute(subnet, network, route));
    const skirted = ({ first, last }: Candidate) =>
      first !== last && direct.some(({ space }) => isWithin(interval(first, last), space));
    return [
      ...system,
      ...this.learnedRoutes(subnet, network).filter(({ first, last }) => !isWithin(interval(first, last), near)),
      ...user.filter((route) => !skirted(route)),
      ...direct.flatMap(({ space, hop, rule }) => spread(space, STRENGTH.endpoint, hop, rule)),
      ...subnet.serviceEndpoints.flatMap((service) =>
        spread(this.axis.tag(service), STRENGTH.endpoint, { kind: "service endpoint" }, `service endpoint ${service}`),
      ),
    ];
  }

  private systemRoutes(subnet: Subnet, network: Network): readonly Candidate[] {
    const isOverridden = subnet.routeTable?.routes.some(({ prefix }) => prefix === EVERYWHERE) ?? false;
    const none = (): Hop => ({ kind: "nowhere", why: "Azure drops private addresses that are in no network" });
    return [
      ...spread(this.axis.everything, STRENGTH.system, { kind: "internet" }, `system route ${EVERYWHERE}`),
      ...(isOverridden ? [] : AZURE_DROPS).flatMap((prefix) =>
        spread(this.axis.prefix(prefix) ?? [], STRENGTH.system, none(), `system route ${prefix}`),
      ),
      ...this.spaceRoutes(network, { kind: "network", network }, `system route of ${network.label}`),
      ...this.topology
        .peersOf(network)
        .flatMap((peer) =>
          this.spaceRoutes(peer.network, { kind: "peer", network: peer.network }, `peering ${peer.own.label}`),
        ),
    ];
  }

  private spaceRoutes(network: Network, hop: Hop, rule: string): readonly Candidate[] {
    return network.prefixes.flatMap((prefix) => spread(this.axis.prefix(prefix) ?? [], STRENGTH.system, hop, rule));
  }

  private learnedRoutes(subnet: Subnet, network: Network): readonly Candidate[] {
    const gateway = this.topology.gatewayFor(network);
    const isGateways = this.topology.gatewayIn(subnet) !== undefined;
    if (gateway === undefined || (subnet.routeTable?.propagates === false && !isGateways)) return [];
    const rule = `routes that ${gateway.label} learns`;
    return this.gateways
      .learned(gateway)
      .flatMap((prefix) => spread(prefix, STRENGTH.gateway, { kind: "gateway", gateway }, rule));
  }

  private userRoute(subnet: Subnet, network: Network, route: Route): readonly Candidate[] {
    const isPrefix = /^\d/.test(route.prefix);
    const destinations = isPrefix ? this.axis.prefix(route.prefix) : this.axis.tag(route.prefix);
    const rule = `route ${route.name} (${route.prefix}) of ${subnet.routeTable?.label ?? ""}`;
    return spread(destinations ?? [], STRENGTH.user, this.userHop(network, route), rule);
  }

  private userHop(network: Network, route: Route): Hop {
    switch (route.hop) {
      case "Internet":
        return { kind: "internet" };
      case "None":
        return { kind: "nowhere", why: "the route drops it" };
      case "VnetLocal":
        return { kind: "network", network };
      case "VirtualNetworkGateway": {
        const gateway = this.topology.gatewayFor(network);
        return gateway === undefined ? { kind: "nowhere", why: "there is no gateway" } : { kind: "gateway", gateway };
      }
      case "VirtualAppliance":
        return this.applianceHop(network, route);
    }
  }

  /** An appliance has to be in the network itself or in one that is peered with it. */
  private applianceHop(network: Network, { appliance }: Route): Hop {
    const firewall = this.topology.model.firewalls.find(({ resource }) => resource === appliance);
    if (firewall === undefined)
      return {
        kind: "nowhere",
        why: `nobody forwards packets at ${typeof appliance === "string" ? appliance : "its next hop"}`,
      };
    const home = this.topology.subnet(firewall.subnet)?.network;
    const isNear =
      home === network.resource || this.topology.peersOf(network).some((peer) => peer.network.resource === home);
    return isNear
      ? { kind: "firewall", firewall }
      : { kind: "nowhere", why: `${firewall.label} is in no peered network` };
  }

  /** Endpoints whose own routes go past any appliance, because their subnet has no network policies for routes. */
  private endpointSpaces(network: Network) {
    const here = [network, ...this.topology.peersOf(network).map((peer) => peer.network)];
    return here.flatMap((place) =>
      this.topology
        .subnetsOf(place)
        .filter((subnet) => !subnet.endpointPolicies.routes && this.topology.endpointsOf(subnet).length > 0)
        .map(({ space, label }) => ({
          space,
          hop:
            place === network ? ({ kind: "network", network } as const) : ({ kind: "peer", network: place } as const),
          rule: `routes of the private endpoints in ${label}, which has no network policies for routes`,
        })),
    );
  }
}

function spread(destinations: Intervals, strength: number, hop: Hop, rule: string): readonly Candidate[] {
  return pairsOf(destinations).map(([first, last]) => ({ first, last, strength, hop, rule }));
}

/**
 * The strongest candidate for every address. Prefixes lie within each other or apart, so one pass in order of their first
 * address, wider ones before those within them, sees the narrowest on top of a stack.
 */
function selected(candidates: readonly Candidate[]): readonly EffectiveRoute[] {
  const sorted = [...candidates].sort((a, b) => a.first - b.first || b.last - a.last || a.strength - b.strength);
  // By the hop itself: rules of two networks may be called alike.
  const byHop = new Map<Hop, { readonly rule: string; readonly parts: [number, number][] }>();
  const stack: Candidate[] = [];
  let position = 0;
  const emit = (until: number): void => {
    const top = stack.at(-1);
    if (top !== undefined && position <= until) {
      const known = byHop.get(top.hop);
      if (known === undefined) byHop.set(top.hop, { rule: top.rule, parts: [[position, until]] });
      else known.parts.push([position, until]);
    }
    position = Math.max(position, until + 1);
  };
  const popUntil = (first: number): void => {
    for (let top = stack.at(-1); top !== undefined && top.last < first; top = stack.at(-1)) {
      emit(top.last);
      stack.pop();
    }
  };
  for (const candidate of sorted) {
    popUntil(candidate.first);
    emit(candidate.first - 1);
    position = Math.max(position, candidate.first);
    stack.push(candidate);
  }
  popUntil(Infinity);
  return [...byHop].map(([hop, { rule, parts }]) => ({ destinations: normalised(parts), hop, rule }));
}
