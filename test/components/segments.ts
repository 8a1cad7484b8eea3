import type { SecurityRule } from "../../azure/network-rules";
import type { Segment } from "../../components/network/segment";

const THROUGH_FIREWALL = [{ name: "all", prefix: "0.0.0.0/0", nextHop: "firewall" }] as const;

/** What Azure asks of the subnet of an application gateway (Microsoft Learn, application-gateway/configuration-infrastructure). */
const FOR_GATEWAY: readonly SecurityRule[] = [
  {
    name: "manager",
    priority: 100,
    direction: "Inbound",
    access: "Allow",
    protocol: "Tcp",
    sources: ["GatewayManager"],
    destinations: ["*"],
    ports: ["65200-65535"],
    description: "Azure's own management",
  },
];

/** Firewall and gateway subnets of a hub, in `<prefix>.0.0/22`. */
export function HUB_SEGMENTS(prefix: string): readonly Segment[] {
  return [
    {
      key: "firewall",
      zone: "hub",
      reservedName: "AzureFirewallSubnet",
      prefix: `${prefix}.0.0/26`,
      holds: "firewall",
    },
    { key: "gateway", zone: "hub", reservedName: "GatewaySubnet", prefix: `${prefix}.0.64/26`, holds: "vpn-gateway" },
  ];
}

export const ENDPOINTS_ONLY: readonly Segment[] = [
  { key: "documents", zone: "documents", prefix: "10.1.0.0/26", holds: "private-endpoints" },
];

/** One segment of each kind that a spoke has, with rules and routes. */
export const SPOKE_SEGMENTS: readonly Segment[] = [
  {
    key: "edge",
    zone: "edge",
    prefix: "10.1.1.0/24",
    holds: "application-gateway",
    securityRules: FOR_GATEWAY,
  },
  { key: "web", zone: "web", prefix: "10.1.2.0/26", holds: "load-balancer", securityRules: [], routes: [] },
  {
    key: "application",
    zone: "application",
    prefix: "10.1.3.0/24",
    holds: "nodes",
    securityRules: [],
    routes: THROUGH_FIREWALL,
  },
  {
    key: "data-ab12",
    zone: "data",
    tenant: "ab12",
    prefix: "10.1.4.0/28",
    holds: "private-endpoints",
    securityRules: [],
    routes: THROUGH_FIREWALL,
  },
];
