import type { Connection, Network, VpnGateway } from "../model/network-model";
import { isWithin, NOTHING, unionOf, type Intervals } from "../packets/intervals";
import { addressesOf } from "../packets/ipv4";
import type { Topology } from "./topology";

/** Networks that a partner may tell by BGP: nobody knows which before it does. */
const PRIVATE = prefixesOf(["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"]);

/** A tunnel to a partner, all of its devices together. */
export type PartnerConnection = Extract<Connection, { readonly kind: "partner" }>;

/**
 * What VPN gateways tell each other and which tunnel a packet takes.
 *
 * A gateway tells its own network, the networks that use it by peering, and the static prefixes of its partners; with BGP
 * it passes on what it learned. A link without BGP carries the far side's own network only. Sources: Microsoft Learn,
 * vpn-gateway/vpn-gateway-bgp-overview and vpn-gateway-vpn-faq (2025); that a link without BGP does not carry peered
 * networks is an estimate.
 */
export class GatewayRoutes {
  constructor(private readonly topology: Topology) {}

  /** The gateways to which one has a tunnel; each side needs a connection of its own. */
  linksOf(
    gateway: VpnGateway,
  ): readonly { readonly remote: VpnGateway; readonly bgp: boolean; readonly label: string }[] {
    return gateway.connections.flatMap((connection) => {
      if (connection.kind !== "gateway") return [];
      const remote = this.topology.model.gateways.find(({ resource }) => resource === connection.remote);
      const back = remote?.connections.find((other) => other.kind === "gateway" && other.remote === gateway.resource);
      return remote === undefined || back === undefined
        ? []
        : [{ remote, bgp: connection.bgp && back.bgp, label: connection.label }];
    });
  }

  partnersOf(gateway: VpnGateway): readonly PartnerConnection[] {
    return gateway.connections.filter((connection) => connection.kind === "partner");
  }

  /** Prefixes that lie behind a link. */
  behindLink(gateway: VpnGateway, remote: VpnGateway, bgp: boolean): readonly Intervals[] {
    if (!bgp) return prefixesOf(this.networkOf(remote)?.prefixes ?? []);
    const seen = new Set([gateway, remote]);
    for (const next of seen) {
      if (next === gateway) continue;
      for (const link of this.linksOf(next)) if (link.bgp) seen.add(link.remote);
    }
    const own = unionOf(NOTHING, ...this.announced(gateway));
    return [...seen]
      .filter((one) => one !== gateway)
      .flatMap((one) => this.announced(one))
      .filter((prefix) => !isWithin(prefix, own));
  }

  /** Prefixes that lie behind a partner's tunnel, as far as anybody says. */
  behindPartner(connection: PartnerConnection): readonly Intervals[] {
    const stated = prefixesOf(connection.prefixes);
    return connection.bgp ? [...stated, ...PRIVATE] : stated;
  }

  /** Every prefix that a gateway knows the way to. */
  learned(gateway: VpnGateway): readonly Intervals[] {
    return [
      ...this.partnersOf(gateway).flatMap((connection) => this.behindPartner(connection)),
      ...this.linksOf(gateway).flatMap(({ remote, bgp }) => this.behindLink(gateway, remote, bgp)),
    ];
  }

  networkOf(gateway: VpnGateway): Network | undefined {
    const subnet = this.topology.subnet(gateway.subnet);
    return subnet && this.topology.networkOf(subnet);
  }

  /** What a gateway says is behind it: its network, those that use it, and its partners' static prefixes. */
  private announced(gateway: VpnGateway): readonly Intervals[] {
    const network = this.networkOf(gateway);
    if (network === undefined) return [];
    const users = this.topology
      .peersOf(network)
      .filter(({ own, far }) => own.allowGatewayTransit && far.useRemoteGateways)
      .flatMap((peer) => peer.network.prefixes);
    const partners = this.partnersOf(gateway).flatMap(({ prefixes }) => prefixes);
    return prefixesOf([...network.prefixes, ...users, ...partners]);
  }
}

function prefixesOf(texts: readonly string[]): readonly Intervals[] {
  return texts.map((text) => addressesOf(text) ?? NOTHING);
}
