import type { NatRule } from "../model/firewall-rules";
import type { Firewall, Subnet, VpnGateway } from "../model/network-model";
import { differenceOf, unionOf } from "../packets/intervals";
import { addressesOf } from "../packets/ipv4";
import type { PacketSet } from "../packets/packet-set";
import { EVERY_SERVICE } from "../packets/service-axis";
import type { Arrivals } from "./gates";
import { partnerName } from "./partner-name";
import { keyOf, type Journey, type Place } from "./places";
import type { Walk } from "./walk";

const START: Journey = { through: [] };

/** A way in which packets begin: where they come from, what they can be, and how they set out. */
export interface Origin {
  readonly place: Place;
  readonly packets: PacketSet;
  /** Said before the first step. */
  readonly what: string;
  readonly start: (packets: PacketSet, arrivals: Arrivals, journey: Journey) => void;
}

/** Packets that get from one place to another. */
export interface Reached {
  readonly from: Place;
  readonly to: Place;
  readonly packets: PacketSet;
  /** Those of them that get there without a tunnel between gateways. */
  readonly besideTunnels: PacketSet;
}

/** Every way in which a packet can begin in, or come into, the network. */
export function originsOf(walk: Walk): readonly Origin[] {
  const { topology, space, axis } = walk;
  const { model } = topology;
  const isConnecting = (subnet: Subnet) =>
    topology.firewallIn(subnet) !== undefined || topology.gatewayIn(subnet) !== undefined;
  const own = model.subnets
    // What firewalls and gateways send of their own is Azure's, and nothing of a platform's.
    .filter((subnet) => !isConnecting(subnet))
    .map((subnet): Origin => ({
      place: { kind: "subnet", subnet },
      packets: walk.sentFrom(subnet),
      what: `starts in ${subnet.label}`,
      start: (packets, arrivals, journey) => walk.leave(subnet, packets, arrivals, journey),
    }));
  const probed = model.subnets
    .filter((subnet) => !isConnecting(subnet) && topology.endpointsOf(subnet).length === 0)
    .map((subnet): Origin => ({
      place: { kind: "host" },
      packets: space.box(subnet.space, axis.host, EVERY_SERVICE),
      what: "starts at the host, where Azure probes from",
      start: (packets, arrivals, journey) => walk.reach(subnet, packets, arrivals, journey),
    }));
  return [
    ...own,
    ...probed,
    ...model.gateways.flatMap((gateway) => partnerOrigins(walk, gateway)),
    ...model.entries
      .filter(({ isPublic }) => isPublic)
      .flatMap(({ subnet }) => publicOrigin(walk, topology.subnet(subnet))),
    ...model.firewalls.flatMap((firewall) => firewall.rules.nat.flatMap((rule) => natOrigin(walk, firewall, rule))),
  ];
}

/** Everything that gets anywhere. */
export function spread(walk: Walk, origins: readonly Origin[]): readonly Reached[] {
  interface Found {
    readonly from: Place;
    readonly to: Place;
    readonly sets: PacketSet[];
    readonly beside: PacketSet[];
  }
  const found = new Map<string, Found>();
  for (const { place, packets, start } of origins) {
    const arrivals: Arrivals = {
      arrive: (to, arrived, { isTunnelled }) => {
        const key = `${keyOf(place)}\n${keyOf(to)}`;
        const known = found.get(key) ?? { from: place, to, sets: [], beside: [] };
        found.set(key, known);
        known.sets.push(arrived);
        if (isTunnelled !== true) known.beside.push(arrived);
      },
    };
    start(packets, arrivals, START);
  }
  return [...found.values()].map(({ from, to, sets, beside }) => ({
    from,
    to,
    packets: walk.space.unionOfAll(sets),
    besideTunnels: walk.space.unionOfAll(beside),
  }));
}

/**
 * A partner's packets: from the prefixes that the tunnel is for, or from any address that is not the platform's own where
 * the partner tells its networks by BGP.
 */
function partnerOrigins(walk: Walk, gateway: VpnGateway): readonly Origin[] {
  const { topology, space, axis, gateways } = walk;
  const subnet = topology.subnet(gateway.subnet);
  const connections = gateways.partnersOf(gateway);
  const own = unionOf([], ...topology.model.networks.map((network) => network.space));
  const partners = [...new Set(connections.map(({ label }) => partnerName(label)))];
  return subnet === undefined
    ? []
    : partners.map((partner): Origin => {
        const tunnels = connections.filter(({ label }) => partnerName(label) === partner);
        const stated = tunnels.flatMap(({ prefixes }) => prefixes.map((prefix) => addressesOf(prefix) ?? []));
        const sources = tunnels.some(({ bgp }) => bgp)
          ? differenceOf(axis.everything, unionOf(own, axis.atoms))
          : unionOf([], ...stated);
        return {
          place: { kind: "partner", gateway, partner },
          packets: space.box(axis.everything, sources, EVERY_SERVICE),
          what: `comes from partner ${partner} through ${gateway.label}`,
          start: (packets, arrivals, journey) => walk.route(subnet, packets, arrivals, journey),
        };
      });
}

/** Packets from the internet to a public entry; security groups see the entry's private address. */
function publicOrigin(walk: Walk, subnet: Subnet | undefined): readonly Origin[] {
  return subnet === undefined
    ? []
    : [
        {
          place: { kind: "internet" },
          packets: walk.space.box(subnet.space, walk.axis.publicSources, EVERY_SERVICE),
          what: "comes from the internet to the gateway's public address",
          start: (packets, arrivals, journey) => walk.reach(subnet, packets, arrivals, journey),
        },
      ];
}

/**
 * Packets that a firewall's NAT rule lets in: it passes no other rule, and goes on with one of the firewall's addresses as
 * its source. Source: Microsoft Learn, firewall/rule-processing (2025).
 */
function natOrigin(walk: Walk, firewall: Firewall, rule: NatRule): readonly Origin[] {
  const home = walk.topology.subnet(firewall.subnet);
  const target = rule.translatedAddress === undefined ? undefined : addressesOf(rule.translatedAddress);
  if (home === undefined || target === undefined) return [];
  return [
    {
      place: { kind: "internet" },
      packets: walk.space.box(target, home.space, rule.translatedServices),
      what: `comes from ${rule.sources.join(", ")} to ${firewall.label} and is translated by NAT rule ${rule.label}`,
      start: (packets, arrivals, journey) => walk.route(home, packets, arrivals, journey),
    },
  ];
}
