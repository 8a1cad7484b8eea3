/** Azure's limits on which plans and rules depend. */

export interface Limit {
  readonly value: number;
  readonly of: string;
  readonly source: string;
  /** A quota that Microsoft raises on request, with the highest value where one is published. */
  readonly raisable?: number | true;
  /** Why the figure is uncertain. */
  readonly estimate?: string;
}

const APPLICATION_GATEWAY = "Microsoft Learn, includes/application-gateway-limits (2024-06)";
const SQL_SERVERS = "Microsoft Learn, azure-sql/database/resource-limits-logical-server (2023)";
const NETWORKS = "Microsoft Learn, includes/azure-virtual-network-limits (2022)";
const AKS_QUOTAS = "Microsoft Learn, aks/quotas-skus-regions (2026-08)";
const FIREWALL_RULE_SETS = "Microsoft Learn, firewall/policy-rule-sets (2021)";

export const LIMITS = {
  gatewayActiveListeners: {
    value: 100,
    of: "listeners of an application gateway that route traffic",
    source: APPLICATION_GATEWAY,
  },
  gatewayListeners: { value: 200, of: "listeners of an application gateway", source: APPLICATION_GATEWAY },
  gatewayBackendPools: { value: 100, of: "backend pools of an application gateway", source: APPLICATION_GATEWAY },
  gatewayHttpSettings: { value: 100, of: "backend settings of an application gateway", source: APPLICATION_GATEWAY },
  gatewayCertificates: { value: 100, of: "certificates of an application gateway", source: APPLICATION_GATEWAY },
  gatewayRules: { value: 400, of: "routing rules of an application gateway", source: APPLICATION_GATEWAY },
  gatewayInstances: { value: 125, of: "instances of an application gateway v2", source: APPLICATION_GATEWAY },
  gatewayHostNamesPerListener: { value: 5, of: "host names of a listener", source: APPLICATION_GATEWAY },
  wafCustomRules: { value: 100, of: "custom rules of a WAF policy", source: APPLICATION_GATEWAY },
  wafAddressesPerCondition: {
    value: 600,
    of: "address ranges of a match condition (CRS 3.2 or DRS)",
    source: APPLICATION_GATEWAY,
  },
  wafStringsPerCondition: { value: 10, of: "strings of a match condition", source: APPLICATION_GATEWAY },

  sqlServersPerRegion: {
    value: 20,
    raisable: 250,
    of: "SQL servers in a subscription and region",
    source: SQL_SERVERS,
  },
  sqlDatabasesPerServer: { value: 5000, of: "databases on a SQL server", source: SQL_SERVERS },
  sqlConcurrentRestores: {
    value: 30,
    of: "restores running at once in a subscription",
    source: "Microsoft Learn, azure-sql/database/recovery-using-backups",
  },

  nodePoolsPerCluster: { value: 100, of: "node pools of a cluster", source: AKS_QUOTAS },
  nodesPerCluster: { value: 5000, of: "nodes of a cluster (Standard or Premium tier)", source: AKS_QUOTAS },
  federatedCredentialsPerIdentity: {
    value: 20,
    of: "federated credentials of a user-assigned identity",
    source: "Microsoft Learn, aks/workload-identity-overview (2026-08)",
  },

  networksPerRegion: { value: 1000, of: "virtual networks in a subscription and region", source: NETWORKS },
  subnetsPerNetwork: { value: 3000, of: "subnets of a virtual network", source: NETWORKS },
  peeringsPerNetwork: { value: 500, of: "peerings of a virtual network", source: NETWORKS },
  rulesPerSecurityGroup: { value: 1000, of: "rules of a network security group", source: NETWORKS },
  addressesPerSecurityRuleSide: {
    value: 4000,
    of: "addresses and ranges on one side of a security rule",
    source: NETWORKS,
  },
  routeTablesPerRegion: { value: 200, of: "route tables in a subscription and region", source: NETWORKS },
  routesPerTable: { value: 400, of: "routes of a route table", source: NETWORKS },
  standardPublicAddressesPerRegion: {
    value: 10,
    raisable: true,
    of: "standard public addresses in a subscription and region",
    source: NETWORKS,
  },
  ruleCollectionGroupsPerPolicy: {
    value: 50,
    of: "rule collection groups of a firewall policy",
    source: FIREWALL_RULE_SETS,
  },
  firewallRules: {
    value: 10_000,
    of: "rules of a firewall",
    source: "Microsoft Learn, includes/firewall-limits (2019)",
  },

  diagnosticSettingsPerResource: {
    value: 5,
    of: "diagnostic settings of a resource",
    source: "Microsoft Learn, azure-monitor, diagnostic settings",
    estimate: "not read in a stored source",
  },
} as const satisfies Readonly<Record<string, Limit>>;

export interface Range {
  readonly from: number;
  readonly to: number;
  readonly unit: string;
  readonly source: string;
  readonly estimate?: string;
}

export const RANGES = {
  securityRulePriority: {
    from: 100,
    to: 4096,
    unit: "priority",
    source: "Microsoft Learn, virtual-network/network-security-groups-overview (2025-07)",
  },
  wafCustomRulePriority: {
    from: 1,
    to: 100,
    unit: "priority",
    source: "Microsoft Learn, web-application-firewall/ag/custom-waf-rules-overview",
  },
  firewallPriority: { from: 100, to: 65_000, unit: "priority", source: "Microsoft Learn, firewall/rule-processing" },
  gatewayRulePriority: {
    from: 1,
    to: 20_000,
    unit: "priority",
    source: "Microsoft Learn, application-gateway/multiple-site-overview",
    estimate: "not read in a stored source",
  },
  sqlPointInTimeRetention: {
    from: 1,
    to: 35,
    unit: "days",
    source: "Microsoft Learn, azure-sql/database/automated-backups-change-settings",
  },
  sqlLongTermRetention: {
    from: 0,
    to: 10,
    unit: "years",
    source: "Microsoft Learn, azure-sql/database/long-term-retention-overview (2023)",
  },
  keyVaultSoftDelete: {
    from: 7,
    to: 90,
    unit: "days",
    source: "Microsoft Learn, key-vault/general/soft-delete-overview (2026-08)",
  },
  blobImmutability: {
    from: 1,
    to: 146_000,
    unit: "days",
    source: "Microsoft Learn, storage/blobs/immutable-storage-overview (2024)",
  },
  backupVaultSoftDelete: {
    from: 14,
    to: 180,
    unit: "days",
    source: "Microsoft Learn, backup/backup-azure-enhanced-soft-delete-about (2022)",
  },
  clusterMaintenanceWindow: {
    from: 4,
    to: 24,
    unit: "hours",
    source: "Microsoft Learn, aks/planned-maintenance (2026-08)",
  },
} as const satisfies Readonly<Record<string, Range>>;

/** The SKUs of VPN gateways that can still be created, Basic aside; all are zone redundant where the region has zones. */
export const VPN_GATEWAY_SKUS = ["VpnGw1AZ", "VpnGw2AZ", "VpnGw3AZ", "VpnGw4AZ", "VpnGw5AZ"] as const;
