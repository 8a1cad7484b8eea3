interface Dimension {
  readonly name: string;
  readonly operator: "Include";
  readonly values: readonly string[];
}

/** A fault that a metric of Azure shows. */
export interface MetricSignal {
  readonly says: string;
  readonly namespace: string;
  readonly metric: string;
  readonly operator: "GreaterThan" | "LessThan";
  /** Absent where an agreement says it. */
  readonly threshold?: number;
  readonly aggregation: "Average" | "Maximum" | "Minimum" | "Total";
  readonly dimensions?: readonly Dimension[];
}

const EACH = (name: string): readonly Dimension[] => [{ name, operator: "Include", values: ["*"] }];

/**
 * Names, units and dimensions: Microsoft Learn, azure-monitor/reference/supported-metrics, the page of each type (2024 to
 * 2026). Thresholds that stand here are ours unless they only tell "there" from "not there".
 */
export const METRIC_SIGNALS = {
  // Each minute is 100 when a connection succeeded and 0 when all failed for a fault of the system.
  "database-unavailable": {
    says: "The database takes no connections.",
    namespace: "Microsoft.Sql/servers/databases",
    metric: "availability",
    operator: "LessThan",
    threshold: 100,
    aggregation: "Average",
  },
  "database-space": {
    says: "The database has used so much of its space that more has to be planned.",
    namespace: "Microsoft.Sql/servers/databases",
    metric: "storage_percent",
    operator: "GreaterThan",
    aggregation: "Maximum",
  },
  "gateway-unhealthy": {
    says: "The gateway has lost servers behind it.",
    namespace: "Microsoft.Network/applicationGateways",
    metric: "UnhealthyHostCount",
    operator: "GreaterThan",
    threshold: 0,
    aggregation: "Average",
    dimensions: EACH("BackendSettingsPool"),
  },
  "firewall-unhealthy": {
    says: "The firewall is degraded.",
    namespace: "Microsoft.Network/azureFirewalls",
    metric: "FirewallHealth",
    operator: "LessThan",
    threshold: 90,
    aggregation: "Average",
  },
  "tunnel-down": {
    says: "A tunnel carries nothing, not even its keep-alives.",
    namespace: "Microsoft.Network/virtualNetworkGateways",
    metric: "TunnelAverageBandwidth",
    operator: "LessThan",
    threshold: 1,
    aggregation: "Average",
    dimensions: EACH("ConnectionName"),
  },
  // 1 for an endpoint that answers the probes and 0 for one that does not; the profile itself is in no region.
  "site-unreachable": {
    says: "A site does not answer the probes from outside.",
    namespace: "Microsoft.Network/trafficManagerProfiles",
    metric: "ProbeAgentCurrentEndpointStateByProfileResourceId",
    operator: "LessThan",
    threshold: 1,
    aggregation: "Average",
    dimensions: EACH("EndpointName"),
  },
  "node-not-ready": {
    says: "A node of the cluster is not ready.",
    namespace: "Microsoft.ContainerService/managedClusters",
    metric: "kube_node_status_condition",
    operator: "GreaterThan",
    threshold: 0,
    aggregation: "Total",
    dimensions: [
      { name: "condition", operator: "Include", values: ["Ready"] },
      { name: "status2", operator: "Include", values: ["NotReady"] },
      ...EACH("node"),
    ],
  },
} as const satisfies Readonly<Record<string, MetricSignal>>;

export type MetricSignalName = keyof typeof METRIC_SIGNALS;
