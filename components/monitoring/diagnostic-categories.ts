/**
 * What each type of resource can send through a diagnostic setting.
 *
 * Sources: Microsoft Learn, azure-monitor/reference/supported-logs and supported-metrics, the page of each type (2024 to
 * 2026), and azure-monitor/essentials/diagnostic-settings (2024) for category groups: a setting names a category or a
 * group, never both, and `allLogs` includes `audit`.
 */
export interface DiagnosticCategories {
  /** `allLogs` wherever the type has category groups; otherwise each category by its name. */
  readonly logs: { readonly groups: readonly ["allLogs"] } | { readonly categories: readonly string[] };
  readonly metrics: readonly string[];
  /**
   * Whether its logs go to tables of the type's own. Without it Azure puts them into one table for everything, whose
   * columns depend on who came first.
   */
  readonly ownTables?: true;
}

const ALL_LOGS = { groups: ["allLogs"] } as const;
const NO_LOGS = { categories: [] } as const;
const ALL: DiagnosticCategories = { logs: ALL_LOGS, metrics: ["AllMetrics"] };
const ALL_IN_OWN_TABLES: DiagnosticCategories = { ...ALL, ownTables: true };
const LOGS_ONLY: DiagnosticCategories = { logs: ALL_LOGS, metrics: [] };
const STORAGE_SERVICE: DiagnosticCategories = { logs: ALL_LOGS, metrics: ["Capacity", "Transaction"] };

export const DIAGNOSTIC_CATEGORIES = {
  "Microsoft.ContainerRegistry/registries": ALL,
  "Microsoft.ContainerService/managedClusters": ALL_IN_OWN_TABLES,
  "Microsoft.DataProtection/backupVaults": { logs: ALL_LOGS, metrics: ["Health"], ownTables: true },
  "Microsoft.KeyVault/vaults": ALL_IN_OWN_TABLES,
  "Microsoft.Network/applicationGateways": ALL_IN_OWN_TABLES,
  "Microsoft.Network/azureFirewalls": ALL_IN_OWN_TABLES,
  "Microsoft.Network/loadBalancers": ALL,
  // Its flow logs go through the network watcher, its metrics belong to the network interfaces.
  "Microsoft.Network/networkSecurityGroups": LOGS_ONLY,
  "Microsoft.Network/publicIPAddresses": ALL,
  "Microsoft.Network/trafficManagerProfiles": ALL,
  "Microsoft.Network/virtualNetworkGateways": ALL,
  "Microsoft.Network/virtualNetworks": ALL,
  "Microsoft.OperationalInsights/workspaces": ALL,
  // The audit trail of a whole server arrives through its system database `master`.
  "Microsoft.Sql/servers/databases": {
    logs: ALL_LOGS,
    metrics: ["Basic", "InstanceAndAppAdvanced", "WorkloadManagement"],
  },
  // An account has metrics only; reads, writes and deletes are logged by each of its services.
  "Microsoft.Storage/storageAccounts": { logs: NO_LOGS, metrics: ["Capacity", "Transaction"] },
  "Microsoft.Storage/storageAccounts/blobServices": STORAGE_SERVICE,
  // The activity log: a subscription has no metrics and, as far as published, no category groups.
  "Microsoft.Resources/subscriptions": {
    logs: {
      categories: [
        "Administrative",
        "Security",
        "ServiceHealth",
        "Alert",
        "Recommendation",
        "Policy",
        "Autoscale",
        "ResourceHealth",
      ],
    },
    metrics: [],
  },
} as const satisfies Readonly<Record<string, DiagnosticCategories>>;

/** A type of resource that has diagnostic settings, as ARM writes it. */
export type DiagnosedType = keyof typeof DIAGNOSTIC_CATEGORIES;
