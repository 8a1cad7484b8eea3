/**
 * Flows that Azure itself needs, whatever a platform promises. A firewall or security group that blocks one of them
 * breaks the service, and a flow beyond these and the platform's own has no reason to be open.
 */

/** The service that needs a flow. */
export type FlowOwner =
  | "applicationGateway"
  | "cluster"
  | "clusterDefender"
  | "clusterMonitoring"
  | "clusterExtensions"
  | "clusterNodeUpdates"
  | "azurePolicy"
  | "logQueries";

/** What stands on the far side of the owner. */
export type FlowPeer =
  | { readonly serviceTag: string }
  /** {region} is the region's programmatic name; a leading "*." matches any name below, not the name itself. */
  | { readonly fqdns: readonly string[] }
  /** The owner's own subnet: its members talk to each other. */
  | { readonly ownSubnet: true };

export interface AzureRequiredFlow {
  readonly owner: FlowOwner;
  readonly direction: "inbound" | "outbound";
  readonly peer: FlowPeer;
  readonly protocol: "Tcp" | "Udp" | "*";
  /** As security rules write them: "443", "65200-65535", "*". */
  readonly ports: string;
  readonly reason: string;
  readonly source: string;
}

const GATEWAY = "Microsoft Learn, application-gateway/configuration-infrastructure (2021)";
const EGRESS = "Microsoft Learn, aks/outbound-rules-control-egress (2026-08)";

function https(owner: FlowOwner, reason: string, ...fqdns: readonly string[]): AzureRequiredFlow {
  return { owner, direction: "outbound", peer: { fqdns }, protocol: "Tcp", ports: "443", reason, source: EGRESS };
}

/** For private clusters with konnectivity, which need no tunnel to a public control plane. */
export const AZURE_REQUIRED_FLOWS: readonly AzureRequiredFlow[] = [
  {
    owner: "applicationGateway",
    direction: "inbound",
    peer: { serviceTag: "GatewayManager" },
    protocol: "Tcp",
    ports: "65200-65535",
    reason: "Azure manages the instances of a v2 gateway",
    source: GATEWAY,
  },
  {
    owner: "applicationGateway",
    direction: "inbound",
    peer: { serviceTag: "AzureLoadBalancer" },
    protocol: "*",
    ports: "*",
    reason: "health probes of the load balancer in front of the instances",
    source: GATEWAY,
  },
  {
    owner: "applicationGateway",
    direction: "outbound",
    peer: { serviceTag: "Internet" },
    protocol: "*",
    ports: "*",
    reason: "management, logs and certificate revocation lists; a route through an appliance is not supported",
    source: GATEWAY,
  },
  {
    owner: "cluster",
    direction: "inbound",
    peer: { ownSubnet: true },
    protocol: "*",
    ports: "*",
    reason: "nodes and pods talk to each other; blocking it is not supported, network policies do that",
    source: EGRESS,
  },
  {
    owner: "cluster",
    direction: "outbound",
    peer: { ownSubnet: true },
    protocol: "*",
    ports: "*",
    reason: "nodes and pods talk to each other; blocking it is not supported, network policies do that",
    source: EGRESS,
  },
  {
    owner: "cluster",
    direction: "inbound",
    peer: { serviceTag: "AzureLoadBalancer" },
    protocol: "*",
    ports: "*",
    reason: "health probes of the load balancers of the cluster",
    source: "Microsoft Learn, virtual-network/network-security-groups-overview (2025-07), default rule 65001",
  },
  https(
    "cluster",
    "images of the system components",
    "mcr.microsoft.com",
    "*.data.mcr.microsoft.com",
    "mcr-0001.mcr-msedge.net",
  ),
  https("cluster", "the cluster manages Azure resources", "management.azure.com"),
  https("cluster", "sign-in of identities", "login.microsoftonline.com"),
  https("cluster", "cached operating system packages", "packages.microsoft.com"),
  https("cluster", "network plug-in and node binaries", "acs-mirror.azureedge.net", "packages.aks.azure.com"),
  {
    ...https(
      "clusterNodeUpdates",
      "security patches of nodes",
      "security.ubuntu.com",
      "azure.archive.ubuntu.com",
      "changelogs.ubuntu.com",
    ),
    ports: "80",
  },
  https("clusterNodeUpdates", "dated snapshots of patches", "snapshot.ubuntu.com"),
  https("clusterDefender", "security events", "*.ods.opinsights.azure.com", "*.oms.opinsights.azure.com"),
  https("clusterMonitoring", "logs", "*.ods.opinsights.azure.com", "*.oms.opinsights.azure.com"),
  https("clusterMonitoring", "metrics", "*.monitoring.azure.com", "{region}.ingest.monitor.azure.com"),
  https("clusterMonitoring", "data collection rules", "{region}.handler.control.monitor.azure.com"),
  https("clusterExtensions", "configuration and status of extensions", "{region}.dp.kubernetesconfiguration.azure.com"),
  {
    owner: "logQueries",
    direction: "outbound",
    peer: { fqdns: ["api.loganalytics.io"] },
    protocol: "Tcp",
    ports: "443",
    reason: "questions to a log workspace",
    source: "Microsoft Learn, azure-monitor/logs/api/access-api (2025)",
  },
  https("azurePolicy", "policies and compliance", "data.policy.core.windows.net", "store.policy.core.windows.net"),
];

/** The flows of one service in a region, with the region's name filled in. */
export function azureRequiredFlows(owner: FlowOwner, region: string): readonly AzureRequiredFlow[] {
  return AZURE_REQUIRED_FLOWS.filter((flow) => flow.owner === owner).map((flow) =>
    "fqdns" in flow.peer
      ? { ...flow, peer: { fqdns: flow.peer.fqdns.map((fqdn) => fqdn.replace("{region}", region)) } }
      : flow,
  );
}
