import type { Route } from "../../azure/network-rules";
import type { PlacedNetwork, PlacedSegment } from "./address-plan";
import type { SiteTopology } from "./topology";

const everything = "0.0.0.0/0";

/**
 * Routes of a segment. Whatever leaves a network goes to the site's firewall, with the exceptions Azure makes:
 * - the firewall itself needs its direct way out, even where a partner announces a default route (Microsoft Learn,
 *   firewall FAQ);
 * - an application gateway's default route may lead to the internet only (Microsoft Learn,
 *   application-gateway/configuration-infrastructure); tenants' own networks are reached through the firewall;
 * - a gateway subnet takes no default route (Microsoft Learn, virtual-networks-udr-overview); what comes in by VPN is
 *   sent to the firewall by the prefix it is meant for.
 */
export function routesOf(segment: PlacedSegment, network: PlacedNetwork, site: SiteTopology): readonly Route[] {
  switch (segment.holds) {
    case "firewall":
      return [{ name: "internet", prefix: everything, nextHop: "internet" }];
    case "vpn-gateway":
      return [
        ...site.hub.segments
          .filter((candidate) => candidate.zone !== "hub")
          .map((candidate) => toFirewall(`hub-${candidate.key}`, candidate.prefix)),
        ...site.cells.flatMap((cell) =>
          cell.networks.map((spoke) => toFirewall(spokeName(cell.number, spoke), spoke.prefix)),
        ),
      ];
    case "application-gateway":
      return [
        { name: "internet", prefix: everything, nextHop: "internet" },
        ...tenantNetworksBeside(network, site).map((spoke) => toFirewall(`tenant-${spoke.tenant ?? ""}`, spoke.prefix)),
      ];
    case "nodes":
    case "load-balancer":
    case "private-endpoints":
      return [toFirewall("everything", everything)];
  }
}

function toFirewall(name: string, prefix: string): Route {
  return { name, prefix, nextHop: "firewall" };
}

function spokeName(cell: string, spoke: PlacedNetwork): string {
  return spoke.tenant === undefined ? `cell-${cell}` : `cell-${cell}-${spoke.tenant}`;
}

function tenantNetworksBeside(network: PlacedNetwork, site: SiteTopology): readonly PlacedNetwork[] {
  const cell = site.cells.find((candidate) => candidate.networks.some((other) => other.prefix === network.prefix));
  return (cell?.networks ?? []).filter((other) => other.tenant !== undefined);
}
