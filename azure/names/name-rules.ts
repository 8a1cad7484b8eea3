/**
 * How each type of resource is named: its abbreviation and the codes that make up the name.
 *
 * Abbreviations: Microsoft Learn, Cloud Adoption Framework, "Abbreviation recommendations for Azure resources" (2024-05).
 * A type that has none there has one of our own, marked by COINED.
 */
import * as limits from "./name-limits";
import type { NameLimits } from "./name-limits";

export type Presence = "required" | "optional" | "never";

export interface NameRule {
  readonly abbreviation: string;
  /** The abbreviation is ours, the Cloud Adoption Framework has none. */
  readonly coined?: true;
  readonly limits: NameLimits;
  /** Hyphens between the codes, or nothing where Azure allows no hyphens or too few characters. */
  readonly style: "hyphenated" | "compact";
  /** Platform and environment. A child leaves them to the name of its parent. */
  readonly owner: "required" | "never";
  readonly site: Presence;
  readonly cell: "optional" | "never";
  readonly tenant: "optional" | "never";
  readonly label: "optional" | "never";
  /** Unique in all of Azure, so the name ends in a deterministic suffix. */
  readonly unique: boolean;
}

type Shape = Omit<NameRule, "abbreviation" | "limits">;

const SITED = {
  style: "hyphenated",
  owner: "required",
  site: "required",
  cell: "optional",
  tenant: "optional",
  label: "optional",
  unique: false,
} as const satisfies Shape;
const UNLABELLED = { ...SITED, label: "never" } as const satisfies Shape;
const UNIQUE = { ...UNLABELLED, unique: true } as const satisfies Shape;
const UNIQUE_COMPACT = { ...UNIQUE, style: "compact" } as const satisfies Shape;
const CHILD = { ...SITED, owner: "never", site: "never", cell: "never" } as const satisfies Shape;
const UNLABELLED_CHILD = { ...CHILD, label: "never" } as const satisfies Shape;
const COINED = { coined: true } as const;

function rule(abbreviation: string, limit: NameLimits, shape: Shape = SITED): NameRule {
  return { abbreviation, limits: limit, ...shape };
}

export const NAME_RULES = {
  "resources:ResourceGroup": rule("rg", limits.RESOURCE_GROUP),

  "network:VirtualNetwork": rule("vnet", limits.VIRTUAL_NETWORK),
  "network:Subnet": rule("snet", limits.NETWORK),
  "network:NetworkSecurityGroup": rule("nsg", limits.NETWORK),
  "network:RouteTable": rule("rt", limits.NETWORK),
  "network:PublicIPAddress": rule("pip", limits.NETWORK),
  "network:VirtualNetworkPeering": rule("peer", limits.NETWORK),
  "network:AzureFirewall": rule("afw", limits.AZURE_FIREWALL, UNLABELLED),
  "network:FirewallPolicy": rule("afwp", limits.NETWORK),
  "network:FirewallPolicyRuleCollectionGroup": rule("rcg", limits.NETWORK, { ...SITED, ...COINED }),
  "network:VirtualNetworkGateway": rule("vgw", limits.NETWORK),
  "network:VirtualNetworkGatewayConnection": rule("con", limits.NETWORK),
  "network:LocalNetworkGateway": rule("lgw", limits.NETWORK),
  "network:ApplicationGateway": rule("agw", limits.NETWORK),
  "network:WebApplicationFirewallPolicy": rule("waf", limits.NETWORK),
  "network:PrivateEndpoint": rule("pep", limits.NETWORK),
  "network:PrivateDnsZoneGroup": rule("pdzg", limits.NETWORK, { ...CHILD, ...COINED }),
  "network:FlowLog": rule("fl", limits.NETWORK, { ...SITED, ...COINED }),
  "network:NetworkWatcher": rule("nw", limits.NETWORK),
  "network:DdosProtectionPlan": rule("ddos", limits.NETWORK, { ...SITED, ...COINED }),
  "privatedns:VirtualNetworkLink": rule("vnl", limits.NETWORK, { ...SITED, ...COINED }),
  "trafficmanager:Profile": rule("traf", limits.TRAFFIC_MANAGER_PROFILE, { ...UNIQUE, site: "never" }),
  "trafficmanager:Endpoint": rule("trafe", limits.NETWORK, { ...SITED, ...COINED }),

  "containerservice:ManagedCluster": rule("aks", limits.MANAGED_CLUSTER, UNLABELLED),
  "containerservice:AgentPool": rule("np", limits.AGENT_POOL, { ...UNLABELLED_CHILD, style: "compact" }),
  "containerservice:TrustedAccessRoleBinding": rule("tarb", limits.TRUSTED_ACCESS_ROLE_BINDING, {
    ...UNLABELLED_CHILD,
    ...COINED,
  }),
  "kubernetesconfiguration:Extension": rule("ext", limits.CLUSTER_EXTENSION, { ...UNLABELLED_CHILD, ...COINED }),
  "containerregistry:Registry": rule("cr", limits.CONTAINER_REGISTRY, UNIQUE_COMPACT),
  "app:Job": rule("caj", limits.CONTAINER_APPS_JOB, { ...UNLABELLED, ...COINED }),

  "sql:Server": rule("sql", limits.SQL_SERVER, UNIQUE),
  // A database has the same name on its primary and its secondary server, and keeps it when its tenant changes cell.
  "sql:Database": rule("sqldb", limits.SQL_DATABASE, { ...UNLABELLED, site: "never", cell: "never" }),
  // The listener's name outlives every failover, so it names no site.
  "sql:FailoverGroup": rule("fog", limits.SQL_SERVER, { ...UNIQUE, ...COINED, site: "never" }),

  // Documents and copies outlive the cell that serves them.
  "storage:StorageAccount": rule("st", limits.STORAGE_ACCOUNT, { ...UNIQUE_COMPACT, cell: "never" }),
  "storage:BlobContainer": rule("blob", limits.BLOB_CONTAINER, { ...UNLABELLED_CHILD, ...COINED }),

  "keyvault:Vault": rule("kv", limits.KEY_VAULT, UNIQUE_COMPACT),
  "keyvault:Key": rule("key", limits.KEY_OR_SECRET, { ...CHILD, ...COINED }),
  "keyvault:Secret": rule("sct", limits.KEY_OR_SECRET, { ...CHILD, ...COINED }),

  "dataprotection:BackupVault": rule("bvault", limits.BACKUP_VAULT, UNLABELLED),
  "dataprotection:BackupPolicy": rule("bkpol", limits.BACKUP_POLICY, CHILD),
  "dataprotection:BackupInstance": rule("bki", limits.BACKUP_INSTANCE, { ...SITED, ...COINED }),
  "dataprotection:ResourceGuard": rule("guard", limits.BACKUP_VAULT, { ...UNLABELLED, ...COINED }),

  "managedidentity:UserAssignedIdentity": rule("id", limits.MANAGED_IDENTITY),
  "managedidentity:FederatedIdentityCredential": rule("fic", limits.FEDERATED_CREDENTIAL, { ...CHILD, ...COINED }),
  "authorization:ManagementLockByScope": rule("lock", limits.LOCK, { ...CHILD, ...COINED }),

  "monitor:DiagnosticSetting": rule("diag", limits.MONITOR, { ...CHILD, ...COINED }),
  "monitor:MetricAlert": rule("ma", limits.MONITOR, { ...SITED, ...COINED }),
  "monitor:ScheduledQueryRule": rule("sqr", limits.MONITOR, { ...SITED, ...COINED }),
  "monitor:ActivityLogAlert": rule("ala", limits.MONITOR, { ...SITED, ...COINED, site: "optional" }),
  "monitor:ActionGroup": rule("ag", limits.MONITOR, { ...SITED, site: "optional" }),
  "monitor:DataCollectionRule": rule("dcr", limits.DATA_COLLECTION_RULE, UNLABELLED),
  "eventgrid:SystemTopic": rule("egst", limits.SYSTEM_TOPIC, UNLABELLED),
  "eventgrid:SystemTopicEventSubscription": rule("evgs", limits.EVENT_SUBSCRIPTION, CHILD),
  "maintenance:MaintenanceConfiguration": rule("mc", limits.MAINTENANCE_CONFIGURATION),
  "operationalinsights:Workspace": rule("log", limits.LOG_ANALYTICS_WORKSPACE, UNLABELLED),
} as const satisfies Readonly<Record<string, NameRule>>;

/** A type whose name the grammar makes: the Pulumi token without its package. */
export type NamedType = keyof typeof NAME_RULES;

/** Whether the grammar names resources of this type. */
export function isNamedType(type: string): type is NamedType {
  return Object.hasOwn(NAME_RULES, type);
}
