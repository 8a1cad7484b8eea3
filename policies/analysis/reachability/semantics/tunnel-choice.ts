import type { VpnGateway } from "../model/network-model";
import { NOTHING, unionOf, type Intervals } from "../packets/intervals";
import type { PacketSet, PacketSpace } from "../packets/packet-set";
import type { GatewayRoutes } from "./gateway-routes";

/** Packets by the tunnel that they take at a gateway. */
export interface TunnelChoice {
  readonly links: readonly { readonly remote: VpnGateway; readonly label: string; readonly packets: PacketSet }[];
  readonly partners: readonly { readonly label: string; readonly packets: PacketSet }[];
  /** What no tunnel is for. */
  readonly rest: PacketSet;
}

/**
 * Which packets take which tunnel: links to the platform's other gateways first, then partners with stated prefixes, then
 * those that tell theirs by BGP.
 *
 * @param isTransit whether the packets came by a tunnel of the same gateway; it passes them on only where both speak BGP
 */
export function chooseTunnels(
  gateways: GatewayRoutes,
  space: PacketSpace,
  gateway: VpnGateway,
  packets: PacketSet,
  isTransit: boolean,
): TunnelChoice {
  let rest = packets;
  const take = (prefixes: readonly Intervals[]): PacketSet => {
    const part = space.to(rest, unionOf(NOTHING, ...prefixes));
    rest = space.difference(rest, part);
    return part;
  };
  const links = gateways
    .linksOf(gateway)
    .filter(({ bgp }) => !isTransit || bgp)
    .map(({ remote, bgp, label }) => ({ remote, label, packets: take(gateways.behindLink(gateway, remote, bgp)) }));
  const partners = [...gateways.partnersOf(gateway)]
    .filter(({ bgp }) => !isTransit || bgp)
    .sort((one, other) => Number(one.bgp) - Number(other.bgp))
    .map((connection) => ({ label: connection.label, packets: take(gateways.behindPartner(connection)) }));
  const isThere = (part: { readonly packets: PacketSet }) => part.packets !== space.empty;
  return { links: links.filter(isThere), partners: partners.filter(isThere), rest };
}
