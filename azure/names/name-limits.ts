/**
 * What Azure accepts as the name of a resource.
 *
 * Source, unless `source` names another: Microsoft Learn, azure-resource-manager/management/resource-name-rules
 * (2020-02), and for lengths and patterns the Azure REST API specification of the API version in use.
 */
export interface NameLimits {
  readonly min: number;
  readonly max: number;
  readonly pattern: RegExp;
  readonly source?: string;
  /** Set where no published rule was found, with what is kept instead. */
  readonly estimate?: string;
}

const DOTTED = /^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9_])?$/;
const ALPHANUMERIC_HYPHEN = /^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?$/;
const LETTER_FIRST = /^[A-Za-z]([A-Za-z0-9-]*[A-Za-z0-9])?$/;
const LOWERCASE_HYPHEN = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;

/** Most network resources. */
export const NETWORK: NameLimits = { min: 1, max: 80, pattern: DOTTED };
export const VIRTUAL_NETWORK: NameLimits = { ...NETWORK, min: 2, max: 64 };
export const AZURE_FIREWALL: NameLimits = {
  ...NETWORK,
  max: 56,
  source: "Azure REST API specification, Microsoft.Network/azureFirewalls 2024-05-01",
};
export const TRAFFIC_MANAGER_PROFILE: NameLimits = { min: 1, max: 63, pattern: ALPHANUMERIC_HYPHEN };

export const RESOURCE_GROUP: NameLimits = { min: 1, max: 90, pattern: /^[\w().-]*[\w()-]$/ };
export const LOCK: NameLimits = RESOURCE_GROUP;

export const MANAGED_CLUSTER: NameLimits = { min: 1, max: 63, pattern: /^[A-Za-z0-9]([A-Za-z0-9_-]*[A-Za-z0-9])?$/ };
/** Linux pools; a Windows pool has at most 6 characters. */
export const AGENT_POOL: NameLimits = {
  min: 1,
  max: 12,
  pattern: /^[a-z][a-z0-9]*$/,
  source: "Microsoft Learn, aks/use-system-pools (2026-08)",
};
export const TRUSTED_ACCESS_ROLE_BINDING: NameLimits = {
  min: 1,
  max: 24,
  pattern: /^[A-Za-z0-9-]+$/,
  source: "Azure REST API specification, Microsoft.ContainerService 2025-09-01",
};
export const CLUSTER_EXTENSION: NameLimits = {
  min: 1,
  max: 63,
  pattern: LOWERCASE_HYPHEN,
  estimate: "no published rule; kept to a DNS label",
};
export const CONTAINER_REGISTRY: NameLimits = { min: 5, max: 50, pattern: /^[A-Za-z0-9]+$/ };
export const CONTAINER_APPS_JOB: NameLimits = {
  min: 2,
  max: 32,
  pattern: /^[a-z](-?[a-z0-9])*$/,
  estimate: "the published rule for container apps, kept for their jobs",
};

/** Servers and failover groups: both become a host name below database.windows.net. */
export const SQL_SERVER: NameLimits = { min: 1, max: 63, pattern: LOWERCASE_HYPHEN };
export const SQL_DATABASE: NameLimits = { min: 1, max: 128, pattern: /^[^<>*%&:\\/?]*[^<>*%&:\\/?. ]$/ };

export const STORAGE_ACCOUNT: NameLimits = { min: 3, max: 24, pattern: /^[a-z0-9]+$/ };
export const BLOB_CONTAINER: NameLimits = { min: 3, max: 63, pattern: /^[a-z0-9](-?[a-z0-9])*$/ };

export const KEY_VAULT: NameLimits = { min: 3, max: 24, pattern: /^[A-Za-z](-?[A-Za-z0-9])*$/ };
export const KEY_OR_SECRET: NameLimits = { min: 1, max: 127, pattern: /^[A-Za-z0-9-]+$/ };

export const BACKUP_VAULT: NameLimits = {
  min: 2,
  max: 50,
  pattern: LETTER_FIRST,
  estimate: "the published rule for Recovery Services vaults",
};
export const BACKUP_POLICY: NameLimits = {
  min: 3,
  max: 150,
  pattern: LETTER_FIRST,
  estimate: "the published rule for Recovery Services policies",
};
export const BACKUP_INSTANCE: NameLimits = {
  min: 1,
  max: 128,
  pattern: ALPHANUMERIC_HYPHEN,
  estimate: "no published rule; letters, digits and hyphens are kept",
};

export const MANAGED_IDENTITY: NameLimits = { min: 3, max: 128, pattern: /^[A-Za-z0-9][A-Za-z0-9_-]*$/ };
export const FEDERATED_CREDENTIAL: NameLimits = {
  min: 3,
  max: 120,
  pattern: /^[A-Za-z0-9][A-Za-z0-9_-]*$/,
  source: "Azure REST API specification, Microsoft.ManagedIdentity 2023-01-31",
};

/** The strictest of the rules for alerts, action groups and diagnostic settings. */
export const MONITOR: NameLimits = {
  min: 1,
  max: 260,
  pattern: /^[^'*#&+:<>?@%{}|\\/]*[^'*#&+:<>?@%{}|\\/. ]$/,
};
export const LOG_ANALYTICS_WORKSPACE: NameLimits = { min: 4, max: 63, pattern: ALPHANUMERIC_HYPHEN };

export const SYSTEM_TOPIC: NameLimits = {
  min: 3,
  max: 50,
  pattern: ALPHANUMERIC_HYPHEN,
  source: "Azure REST API specification, Microsoft.EventGrid 2025-02-15",
};
export const EVENT_SUBSCRIPTION: NameLimits = { ...SYSTEM_TOPIC, max: 64 };
export const MAINTENANCE_CONFIGURATION: NameLimits = {
  min: 1,
  max: 80,
  pattern: DOTTED,
  estimate: "no published rule; that of network resources is kept",
};
export const BUDGET: NameLimits = {
  min: 1,
  max: 63,
  pattern: /^[A-Za-z0-9_-]+$/,
  source: "Azure portal, name of a budget (2024)",
};
export const DATA_COLLECTION_RULE: NameLimits = {
  min: 1,
  max: 64,
  pattern: ALPHANUMERIC_HYPHEN,
  estimate: "no published rule; letters, digits and hyphens are kept",
};
