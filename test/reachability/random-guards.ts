import { PARTNER, placesFor, PORTS, PREFIX, type Context } from "./random-rules";

/** For tests: the security groups and route tables of random networks. */

/** A group with rules that are written in it, or that are resources of their own. */
export function addGroup({ draw, build, site }: Context, key: string): string {
  const places = placesFor(site);
  const rules = Array.from({ length: draw.number(4) }, (_, index) => ({
    name: `rule-${index}`,
    priority: 100 + 10 * index + draw.number(5),
    direction: draw.one(["Inbound", "Outbound"]),
    access: draw.one(["Allow", "Allow", "Deny"]),
    protocol: draw.one(["*", "Tcp", "Udp", "Icmp"]),
    sourcePortRange: "*",
    sourceAddressPrefix: draw.one(places),
    destinationAddressPrefixes: draw.some(places),
    destinationPortRange: draw.one(PORTS),
  }));
  const last = draw.yes(5)
    ? ["Inbound", "Outbound"].map((direction) => ({
        name: `rest-${direction}`,
        priority: 4096,
        direction,
        access: "Deny",
        protocol: "*",
        sourcePortRange: "*",
        sourceAddressPrefix: "*",
        destinationAddressPrefix: "*",
        destinationPortRange: "*",
      }))
    : [];
  const all = [...rules, ...last];
  const inline = draw.yes(8) ? all : all.slice(1);
  const id = build.add("network:NetworkSecurityGroup", `${PREFIX}/networkSecurityGroups/nsg-${key}`, {
    securityRules: inline,
  });
  for (const { name, ...rule } of all.slice(0, all.length - inline.length)) {
    build.add("network:SecurityRule", `${id}/securityRules/${name}`, rule);
  }
  return id;
}

/** A table of routes to what the site has, and to what nobody has. */
export function addTable({ draw, build, site, appliances }: Context, key: string): string {
  const prefixes = [
    "0.0.0.0/0",
    `10.${site}.0.128/26`,
    `10.${site}.0.132/32`,
    `10.${site}.16.0/21`,
    `10.${site}.17.0/24`,
    `10.${site}.0.0/22`,
    `10.${site}.24.0/21`,
    "10.2.0.0/22",
    "10.0.0.0/8",
    PARTNER,
    "Storage",
  ];
  const chosen = new Set(Array.from({ length: 1 + draw.number(2) }, () => draw.one(prefixes)));
  return build.add("network:RouteTable", `${PREFIX}/routeTables/rt-${key}`, {
    disableBgpRoutePropagation: draw.yes(5),
    routes: [...chosen].map((addressPrefix, index) => {
      const nextHopType = draw.one([
        "VirtualAppliance",
        "VirtualAppliance",
        "VirtualAppliance",
        "Internet",
        "None",
        "VnetLocal",
        "VirtualNetworkGateway",
      ]);
      const nextHopIpAddress = draw.yes(9) ? draw.one(appliances) : `10.${site}.0.9`;
      return {
        name: `route-${index}`,
        addressPrefix,
        nextHopType,
        ...(nextHopType === "VirtualAppliance" && { nextHopIpAddress }),
      };
    }),
  });
}
