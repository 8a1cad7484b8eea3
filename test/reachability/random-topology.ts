import type { GeneratorValue } from "fast-check";
import type { RegisteredResource } from "../../policies/resources/registered-resource";
import { Builder, Draw } from "./random-draw";
import { addFirewall, PARTNER, placesFor, PODS, PORTS, PREFIX, type Context } from "./random-rules";

/** For tests: small networks of any shape, legal and foolish ones, as resources that a program could register. */

interface SubnetPlan {
  readonly id: string;
  readonly prefix: string;
}

/** A deployment of one or two sites. */
export function randomDeployment(g: GeneratorValue): readonly RegisteredResource[] {
  const draw = new Draw(g);
  const build = new Builder();
  const sites = draw.yes(6) ? [1, 2] : [1];
  const gateways = sites.flatMap((site) => addSite(draw, build, site) ?? []);
  const [one, other] = gateways;
  if (one !== undefined && other !== undefined) {
    for (const [from, to] of [
      [one, other],
      [other, one],
    ] as const) {
      if (draw.yes(9)) addLink(draw, build, from, to);
    }
  }
  return build.resources;
}

function addLink(draw: Draw, build: Builder, from: string, to: string): void {
  const name = `link-${from.slice(-1)}-${to.slice(-1)}`;
  build.add("network:VirtualNetworkGatewayConnection", `${PREFIX}/connections/${name}`, {
    virtualNetworkGatewayConnectionName: name,
    connectionType: "Vnet2Vnet",
    virtualNetworkGateway1: { id: from },
    virtualNetworkGateway2: { id: to },
    enableBgp: draw.yes(7),
  });
}

/** @returns the id of the site's gateway, where it has one */
function addSite(draw: Draw, build: Builder, site: number): string | undefined {
  const hub = addNetwork(build, `hub${site}`, `10.${site}.0.0/22`);
  const firewall = `10.${site}.0.4`;
  const context = { draw, build, site, firewall };
  const firewallSubnet = addSubnet(context, hub, "AzureFirewallSubnet", `10.${site}.0.0/26`, { group: 0, table: 5 });
  const gatewaySubnet = addSubnet(context, hub, "GatewaySubnet", `10.${site}.0.64/26`, { group: 0, table: 6 });
  const shared = addSubnet(context, hub, "shared", `10.${site}.0.128/26`, { group: 6, table: 4 });
  if (draw.yes(7)) addEndpoint(build, shared);
  if (draw.yes(8)) addFirewall(context, firewallSubnet);
  const gateway = draw.yes(8) ? addGateway(context, gatewaySubnet) : undefined;
  for (const spoke of draw.yes(5) ? [0, 1] : [0]) addSpoke(context, hub, spoke);
  return gateway;
}

function addNetwork(build: Builder, name: string, prefix: string): string {
  return build.add("network:VirtualNetwork", `${PREFIX}/virtualNetworks/${name}`, {
    virtualNetworkName: name,
    addressSpace: { addressPrefixes: [prefix] },
  });
}

function addSubnet(
  { draw, build, site, firewall }: Context,
  network: string,
  name: string,
  prefix: string,
  odds: { readonly group: number; readonly table: number },
): SubnetPlan {
  const key = `${network.split("/").at(-1) ?? ""}-${name}`;
  const group = draw.yes(odds.group) ? addGroup(draw, build, site, key) : undefined;
  const table = draw.yes(odds.table) ? addTable(draw, build, site, key, firewall) : undefined;
  const policies = draw.one([undefined, "Enabled", "Disabled", "NetworkSecurityGroupEnabled", "RouteTableEnabled"]);
  const id = build.add("network:Subnet", `${network}/subnets/${name}`, {
    subnetName: name,
    addressPrefix: prefix,
    ...(policies !== undefined && { privateEndpointNetworkPolicies: policies }),
    ...(group !== undefined && { networkSecurityGroup: { id: group } }),
    ...(table !== undefined && { routeTable: { id: table } }),
    ...(draw.yes(6) && { defaultOutboundAccess: false }),
    ...(draw.yes(1) && { serviceEndpoints: [{ service: "Microsoft.Storage" }] }),
  });
  return { id, prefix };
}

function addGroup(draw: Draw, build: Builder, site: number, key: string): string {
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
  return build.add("network:NetworkSecurityGroup", `${PREFIX}/networkSecurityGroups/nsg-${key}`, {
    securityRules: [...rules, ...last],
  });
}

function addTable(draw: Draw, build: Builder, site: number, key: string, firewall: string): string {
  const prefixes = [
    "0.0.0.0/0",
    `10.${site}.0.128/26`,
    `10.${site}.0.132/32`,
    `10.${site}.16.0/21`,
    `10.${site}.17.0/24`,
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
      const nextHopIpAddress = draw.yes(9) ? firewall : `10.${site}.0.9`;
      return {
        name: `route-${index}`,
        addressPrefix,
        nextHopType,
        ...(nextHopType === "VirtualAppliance" && { nextHopIpAddress }),
      };
    }),
  });
}

function addEndpoint(build: Builder, subnet: SubnetPlan): void {
  build.add("network:PrivateEndpoint", `${PREFIX}/privateEndpoints/pe-${build.resources.length}`, {
    subnet: { id: subnet.id },
    privateLinkServiceConnections: [
      { name: "c", privateLinkServiceId: "/subscriptions/s/resourceGroups/far", groupIds: ["vault"] },
    ],
  });
}

function addGateway({ draw, build, site }: Context, subnet: SubnetPlan): string {
  const gateway = build.add("network:VirtualNetworkGateway", `${PREFIX}/virtualNetworkGateways/gw${site}`, {
    gatewayType: "Vpn",
    ipConfigurations: [{ name: "one", subnet: { id: subnet.id } }],
  });
  if (draw.yes(8)) {
    const bgp = draw.yes(4);
    const device = build.add("network:LocalNetworkGateway", `${PREFIX}/localNetworkGateways/device${site}`, {
      ...(!bgp && { localNetworkAddressSpace: { addressPrefixes: [PARTNER] } }),
    });
    build.add("network:VirtualNetworkGatewayConnection", `${PREFIX}/connections/partner${site}`, {
      virtualNetworkGatewayConnectionName: `partner${site}`,
      connectionType: "IPsec",
      virtualNetworkGateway1: { id: gateway },
      localNetworkGateway2: { id: device },
      enableBgp: bgp,
    });
  }
  return gateway;
}

function addSpoke(context: Context, hub: string, index: number): void {
  const { draw, build, site } = context;
  const base = 16 + 8 * index;
  const network = addNetwork(build, `spoke${site}${index}`, `10.${site}.${base}.0/21`);
  const at = (offset: number) => `10.${site}.${base + offset}.0/24`;
  const nodes = addSubnet(context, network, "nodes", at(0), { group: 7, table: 7 });
  const data = addSubnet(context, network, "data", at(1), { group: 7, table: 5 });
  const edge = addSubnet(context, network, "edge", at(2), { group: 7, table: 4 });
  const web = addSubnet(context, network, "web", at(3), { group: 4, table: 4 });
  if (draw.yes(8)) addEndpoint(build, data);
  if (draw.yes(7)) {
    const pools = draw.yes(3) ? [nodes, web] : [nodes];
    build.add("containerservice:ManagedCluster", `${PREFIX}/managedClusters/aks${site}${index}`, {
      networkProfile: {
        networkPluginMode: "overlay",
        podCidr: PODS,
        outboundType: draw.one(["userDefinedRouting", "userDefinedRouting", "loadBalancer"]),
      },
      agentPoolProfiles: pools.map(({ id }, pool) => ({ name: `p${pool}`, mode: "System", vnetSubnetID: id })),
    });
  }
  if (draw.yes(7)) addEntry(build, `agw${site}${index}`, edge, `10.${site}.${base + 3}.10`);
  addPeering(context, hub, network, `spoke${site}${index}`, 9);
  addPeering(context, network, hub, "hub", 9);
}

function addEntry(build: Builder, name: string, edge: SubnetPlan, backend: string): void {
  build.add("network:ApplicationGateway", `${PREFIX}/applicationGateways/${name}`, {
    gatewayIPConfigurations: [{ name: "one", subnet: { id: edge.id } }],
    frontendIPConfigurations: [{ name: "public", publicIPAddress: { id: "/subscriptions/s/resourceGroups/rg" } }],
    backendAddressPools: [{ name: "pool", backendAddresses: [{ ipAddress: backend }] }],
  });
}

function addPeering({ draw, build }: Context, from: string, to: string, name: string, odds: number): void {
  if (!draw.yes(odds)) return;
  build.add("network:VirtualNetworkPeering", `${from}/virtualNetworkPeerings/${name}`, {
    remoteVirtualNetwork: { id: to },
    ...(draw.yes(2) && { allowVirtualNetworkAccess: false }),
    allowForwardedTraffic: draw.yes(7),
    allowGatewayTransit: draw.yes(6),
    useRemoteGateways: draw.yes(6),
  });
}
