import type { GeneratorValue } from "fast-check";
import type { RegisteredResource } from "../../policies/resources/registered-resource";
import { Builder, Draw } from "./random-draw";
import { addGroup, addTable } from "./random-guards";
import { addFirewall, PARTNER, PODS, PREFIX, type Context } from "./random-rules";

/** For tests: small networks of any shape, legal and foolish ones, as resources that a program could register. */

const CLUSTERS = PREFIX.replace("Microsoft.Network", "Microsoft.ContainerService/managedClusters");

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
  const spokes = (draw.yes(5) ? [0, 1] : [0]).map((index) => ({ index, hasDevice: draw.yes(4) }));
  const devices = spokes.filter(({ hasDevice }) => hasDevice).map(({ index }) => deviceAt(site, index));
  const context = { draw, build, site, appliances: [firewall, ...devices] };
  const firewallSubnet = addSubnet(context, hub, "AzureFirewallSubnet", `10.${site}.0.0/26`, { group: 0, table: 5 });
  const gatewaySubnet = addSubnet(context, hub, "GatewaySubnet", `10.${site}.0.64/26`, { group: 0, table: 6 });
  const shared = addSubnet(context, hub, "shared", `10.${site}.0.128/26`, { group: 6, table: 4 });
  if (draw.yes(7)) addEndpoint(build, shared);
  if (draw.yes(8)) addFirewall(context, firewallSubnet, { name: `fw${site}`, address: firewall });
  const gateway = draw.yes(8) ? addGateway(context, gatewaySubnet) : undefined;
  for (const spoke of spokes) addSpoke(context, hub, spoke);
  return gateway;
}

/** First space of a spoke, as its third octet. */
const baseOf = (index: number) => 16 + 8 * index;

/** Where the firewall of a spoke's own stands. */
const deviceAt = (site: number, index: number) => `10.${site}.${baseOf(index) + 7}.196`;

function addNetwork(build: Builder, name: string, prefix: string): string {
  return build.add("network:VirtualNetwork", `${PREFIX}/virtualNetworks/${name}`, {
    virtualNetworkName: name,
    addressSpace: { addressPrefixes: [prefix] },
  });
}

function addSubnet(
  context: Context,
  network: string,
  name: string,
  prefix: string,
  odds: { readonly group: number; readonly table: number },
): SubnetPlan {
  const { draw, build } = context;
  const key = `${network.split("/").at(-1) ?? ""}-${name}`;
  const group = draw.yes(odds.group) ? addGroup(context, key) : undefined;
  const table = draw.yes(odds.table) ? addTable(context, key) : undefined;
  const policies = draw.one([undefined, "Enabled", "Disabled", "NetworkSecurityGroupEnabled", "RouteTableEnabled"]);
  const id = build.add("network:Subnet", `${network}/subnets/${name}`, {
    subnetName: name,
    ...(draw.yes(8) ? { addressPrefix: prefix } : { addressPrefixes: [prefix] }),
    ...(policies !== undefined && { privateEndpointNetworkPolicies: policies }),
    ...(group !== undefined && { networkSecurityGroup: { id: group } }),
    ...(table !== undefined && { routeTable: { id: table } }),
    ...(draw.yes(6) && { defaultOutboundAccess: false }),
    ...(draw.yes(1) && { natGateway: { id: `${PREFIX}/natGateways/far` } }),
    ...(draw.yes(1) && { serviceEndpoints: [{ service: "Microsoft.Storage" }] }),
  });
  return { id, prefix };
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
    for (const tunnel of draw.yes(4) ? [1, 2] : [1]) {
      addTunnel(build, gateway, `con-sop-noe-vpn--partner-${tunnel}`, bgp ? undefined : PARTNER);
    }
    if (draw.yes(3)) addTunnel(build, gateway, "con-sop-noe-vpn--other-1", draw.one([undefined, "192.168.77.0/25"]));
  }
  return gateway;
}

/** @param prefix what the partner has; told by BGP where nothing is said */
function addTunnel(build: Builder, gateway: string, name: string, prefix: string | undefined): void {
  const key = `${gateway.split("/").at(-1) ?? ""}-${name}`;
  const device = build.add("network:LocalNetworkGateway", `${PREFIX}/localNetworkGateways/${key}`, {
    ...(prefix !== undefined && { localNetworkAddressSpace: { addressPrefixes: [prefix] } }),
  });
  build.add("network:VirtualNetworkGatewayConnection", `${PREFIX}/connections/${key}`, {
    virtualNetworkGatewayConnectionName: name,
    connectionType: "IPsec",
    virtualNetworkGateway1: { id: gateway },
    localNetworkGateway2: { id: device },
    enableBgp: prefix === undefined,
  });
}

function addSpoke(
  context: Context,
  hub: string,
  { index, hasDevice }: { readonly index: number; readonly hasDevice: boolean },
): void {
  const { draw, build, site } = context;
  const base = baseOf(index);
  const network = addNetwork(build, `spoke${site}${index}`, `10.${site}.${base}.0/21`);
  const at = (offset: number) => `10.${site}.${base + offset}.0/24`;
  const nodes = addSubnet(context, network, "nodes", at(0), { group: 7, table: 7 });
  const data = addSubnet(context, network, "data", at(1), { group: 7, table: 5 });
  const edge = addSubnet(context, network, "edge", at(2), { group: 7, table: 4 });
  const web = addSubnet(context, network, "web", at(3), { group: 4, table: 4 });
  if (hasDevice) {
    const own = addSubnet(context, network, "AzureFirewallSubnet", `10.${site}.${base + 7}.192/26`, {
      group: 0,
      table: 6,
    });
    addFirewall(context, own, { name: `device${site}${index}`, address: deviceAt(site, index) });
  }
  if (draw.yes(8)) addEndpoint(build, data);
  if (draw.yes(7)) addCluster(context, `aks${site}${index}`, draw.yes(4) ? [nodes, web] : [nodes]);
  if (draw.yes(7)) addEntry(context, `agw${site}${index}`, edge, `10.${site}.${base + 3}.10`);
  addPeering(context, hub, network, `spoke${site}${index}`, 9);
  addPeering(context, network, hub, "hub", 9);
}

/** A cluster whose later pools are written in it or are resources of their own. */
function addCluster({ draw, build }: Context, name: string, pools: readonly SubnetPlan[]): void {
  const isApart = draw.yes(5);
  const inline = isApart ? pools.slice(0, 1) : pools;
  const id = build.add("containerservice:ManagedCluster", `${CLUSTERS}/${name}`, {
    networkProfile: {
      ...(draw.yes(9) && { networkPluginMode: "overlay" }),
      podCidr: PODS,
      outboundType: draw.one(["userDefinedRouting", "userDefinedRouting", "loadBalancer"]),
    },
    agentPoolProfiles: inline.map((pool, index) => ({ name: `p${index}`, mode: "System", vnetSubnetID: pool.id })),
  });
  for (const [index, pool] of pools.slice(inline.length).entries()) {
    build.add("containerservice:AgentPool", `${id}/agentPools/apart${index}`, { mode: "User", vnetSubnetID: pool.id });
  }
}

function addEntry({ draw, build }: Context, name: string, edge: SubnetPlan, backend: string): void {
  const frontend = draw.yes(9)
    ? { name: "public", publicIPAddress: { id: "/subscriptions/s/resourceGroups/rg" } }
    : { name: "private", subnet: { id: edge.id } };
  build.add("network:ApplicationGateway", `${PREFIX}/applicationGateways/${name}`, {
    gatewayIPConfigurations: [{ name: "one", subnet: { id: edge.id } }],
    frontendIPConfigurations: [frontend],
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
