import type { Route } from "../../azure/network-rules";
import type { PlacedNetwork, PlacedSegment } from "./address-plan";
import type { CellTopology, SiteTopology } from "./topology";

const everything = "0.0.0.0/0";

/**
 * Routes of a segment. Whatever leaves a network goes to the site's firewall, with the exceptions Azure makes:
 * - the firewall itself needs its direct way out, even where a partner announces a default route (Microsoft Learn,
 *   firewall FAQ);
 * - an application gateway's default route may lead to the internet only (Microsoft Learn,
 *   application-gateway/configuration-infrastructure); tenants' own networks are reached through the firewall;
 * - a gateway subnet takes no default route (Microsoft Learn, virtual-networks-udr-overview); what comes in by VPN is
 *   sent to the firewall by the prefix it is meant for.
 *
 * Where a tenant has a device, whatever enters or leaves its network goes to that instead, in both directions: a firewall
 * drops answers to what it has not seen. Peering has a route to each hub segment that is narrower than any default, so hub
 * and tenant name each other's prefixes.
 */
export function routesOf(segment: PlacedSegment, network: PlacedNetwork, site: SiteTopology): readonly Route[] {
  const { device } = network;
  switch (segment.holds) {
    case "firewall":
      return [
        { name: "internet", prefix: everything, nextHop: "internet" },
        ...(device === undefined ? guardedNetworks(site) : edgesBeside(network, site)),
      ];
    case "vpn-gateway":
      return [
        ...site.hub.segments
          .filter((candidate) => candidate.zone !== "hub")
          .map((candidate) => toFirewall(`hub-${candidate.key}`, candidate.prefix)),
        ...site.cells.flatMap((cell) =>
          cell.networks.map((spoke) => toFirewall(spokeName(cell.number, spoke), spoke.prefix, spoke.device)),
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
      return [
        toFirewall("everything", everything, device),
        ...(device === undefined ? [] : [toFirewall("hub", site.hub.prefix, device)]),
        ...(network === site.hub ? guardedNetworks(site) : []),
      ];
  }
}

function toFirewall(name: string, prefix: string, appliance?: string): Route {
  return { name, prefix, nextHop: "firewall", ...(appliance !== undefined && { appliance }) };
}

function spokeName(cell: string, spoke: PlacedNetwork): string {
  return spoke.tenant === undefined ? `cell-${cell}` : `cell-${cell}-${spoke.tenant}`;
}

/** Networks of tenants with a device, from the hub. */
function guardedNetworks(site: SiteTopology): readonly Route[] {
  return site.cells.flatMap((cell) =>
    cell.networks.flatMap((spoke) =>
      spoke.device === undefined ? [] : [toFirewall(spokeName(cell.number, spoke), spoke.prefix, spoke.device)],
    ),
  );
}

/** The cell's application gateway is in no network that is peered with the tenant's, so its requests come by the site's firewall. */
function edgesBeside(network: PlacedNetwork, site: SiteTopology): readonly Route[] {
  const shared = cellOf(network, site)?.networks.find(({ tenant }) => tenant === undefined);
  return (shared?.segments ?? [])
    .filter(({ holds }) => holds === "application-gateway")
    .map(({ key, prefix }) => toFirewall(key, prefix));
}

function tenantNetworksBeside(network: PlacedNetwork, site: SiteTopology): readonly PlacedNetwork[] {
  return (cellOf(network, site)?.networks ?? []).filter((other) => other.tenant !== undefined);
}

function cellOf(network: PlacedNetwork, site: SiteTopology): CellTopology | undefined {
  return site.cells.find((candidate) => candidate.networks.some((other) => other.prefix === network.prefix));
}
