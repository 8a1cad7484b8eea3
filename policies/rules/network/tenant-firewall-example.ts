/** Azure's own name for it. Source: Microsoft Learn, firewall/firewall-faq (2025). */
export const FIREWALL_SUBNET = "AzureFirewallSubnet";

const ids = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network";
/** Tenants of pct. */
export const CODES = ["duin", "lind", "spr1"];
const network = (virtualNetworkName: string, prefix: string) =>
  ({
    type: "network:VirtualNetwork",
    name: virtualNetworkName,
    inputs: { virtualNetworkName, addressSpace: { addressPrefixes: [prefix] } },
  }) as const;
const table = (routeTableName: string, hops: readonly (readonly [string, string])[]) =>
  ({
    type: "network:RouteTable",
    name: routeTableName,
    inputs: {
      routeTableName,
      routes: hops.map(([addressPrefix, nextHopIpAddress]) => ({
        addressPrefix,
        nextHopType: "VirtualAppliance",
        nextHopIpAddress,
      })),
    },
  }) as const;
/** A tenant's network with its firewall. @param led what its nodes lead there */
export const guarded = (policy: unknown, led: readonly string[]) => (code: string, index: number) => {
  const networkId = `${ids}/virtualNetworks/vnet-pcl-weu-01-${code}-net`;
  const tableId = `${ids}/routeTables/rt-pcl-weu-01-${code}-app`;
  const subnetId = `${networkId}/subnets/${FIREWALL_SUBNET}`;
  const firewallInputs = {
    azureFirewallName: `afw-pcl-weu-01-${code}-fwl`,
    firewallPolicy: { id: policy ?? `${ids}/firewallPolicies/${code}` },
    ipConfigurations: [{ subnet: { id: subnetId } }],
  };
  const addressPrefix = `10.0.${String(25 + 2 * index)}.192/26`;
  const hop = `10.0.${String(25 + 2 * index)}.196`;
  return [
    { type: "network:AzureFirewall", name: `device-${code}`, inputs: firewallInputs },
    { type: "network:FirewallPolicy", name: code, id: `${ids}/firewallPolicies/${code}`, inputs: {} },
    {
      type: "network:Subnet",
      name: `subnet-${code}`,
      id: subnetId,
      inputs: { subnetName: FIREWALL_SUBNET, addressPrefix },
    },
    {
      type: "network:Subnet",
      name: `nodes-${code}`,
      id: `${networkId}/subnets/snet-pcl-weu-01-${code}-app`,
      inputs: { subnetName: `snet-pcl-weu-01-${code}-app`, routeTable: { id: tableId } },
    },
    { ...network(`vnet-pcl-weu-01-${code}-net`, `10.0.${String(24 + 2 * index)}.0/23`), id: networkId },
    {
      ...table(
        `rt-pcl-weu-01-${code}-app`,
        led.map((prefix) => [prefix, hop]),
      ),
      id: tableId,
    },
  ] as const;
};
/** The hub, whose routes lead to the tenants' firewalls. */
export const hub = [
  network("vnet-pcl-weu-hub", "10.0.0.0/22"),
  table(
    "rt-pcl-weu-mgt",
    CODES.map((_, index) => [`10.0.${String(24 + 2 * index)}.0/23`, `10.0.${String(25 + 2 * index)}.196`]),
  ),
];
