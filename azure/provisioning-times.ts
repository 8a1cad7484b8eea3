/**
 * How long Azure takes to make, change and remove a resource, in minutes. Azure promises none of these; what was
 * measured or published says where, all else is an estimate.
 */
import { typeOfToken, type ResourceTypeName } from "./resource-types";

export type Operation = "create" | "update" | "delete";

export interface ProvisioningTime {
  readonly create: number;
  readonly update: number;
  readonly delete: number;
  readonly source: string;
  /** The figures are not published; `source` says what they were taken from. */
  readonly estimate: boolean;
}

const LOGS = "public Terraform apply logs, creation only";
const SECONDS_10 = 10 / 60;
const SECONDS_20 = 20 / 60;
const SECONDS_45 = 45 / 60;

function estimated(create: number, update: number, remove: number, source = "own estimate"): ProvisioningTime {
  return { create, update, delete: remove, source, estimate: true };
}

/** Networks, security groups, routes, addresses and everything else that is little more than a record. */
const RECORD = estimated(SECONDS_10, SECONDS_10, SECONDS_10, `${LOGS}: virtual network 4 s, public address 4 s`);

const TIMES: Readonly<Partial<Record<ResourceTypeName, ProvisioningTime>>> = {
  "network:VirtualNetworkGateway": {
    ...estimated(45, 15, 15),
    source:
      "Microsoft Learn, vpn-gateway/vpn-gateway-about-vpn-gateway-settings: creation can take up to 45 minutes; the rest own estimate",
  },
  "network:VirtualNetworkGatewayConnection": estimated(2, 1, 1),
  "network:AzureFirewall": estimated(
    10,
    5,
    8,
    "own estimate within Microsoft Learn, firewall/management-nic (2024-11): some minutes; scaling takes 5 to 7",
  ),
  "network:FirewallPolicy": estimated(0.5, 0.5, 0.5),
  "network:FirewallPolicyRuleCollectionGroup": estimated(1, 1, 1),
  "network:ApplicationGateway": estimated(6, 2, 4),
  "network:WebApplicationFirewallPolicy": estimated(SECONDS_20, SECONDS_20, SECONDS_20),
  "network:PrivateEndpoint": estimated(1, 0.5, 1),
  "network:DdosProtectionPlan": estimated(0.5, 0.5, 0.5),
  "privatedns:PrivateZone": estimated(SECONDS_45, SECONDS_10, SECONDS_45),
  "privatedns:VirtualNetworkLink": estimated(SECONDS_45, SECONDS_10, SECONDS_45),

  "containerservice:ManagedCluster": estimated(7, 5, 6, `${LOGS}: 3 min 39 s to 15 min 23 s, median 6 to 8 min`),
  "containerservice:AgentPool": estimated(4, 4, 3),
  "kubernetesconfiguration:Extension": estimated(3, 2, 2),
  "containerregistry:Registry": estimated(0.5, 0.5, 0.5),
  "containerregistry:Replication": estimated(1, 0.5, 1),
  "app:ManagedEnvironment": estimated(5, 2, 5),
  "app:Job": estimated(0.5, 0.5, 0.5),

  "sql:Server": estimated(1.5, 0.5, 1),
  "sql:Database": estimated(1, 2, 0.5, `${LOGS}: 25 s; a restore takes as long as its size asks`),
  "sql:FailoverGroup": estimated(
    2,
    1,
    1,
    "own estimate, without seeding; Microsoft Learn, azure-sql/database/failover-group: seeding at up to 500 GB an hour",
  ),
  "sql:TransparentDataEncryption": estimated(0.5, 0.5, 0.5),

  "storage:StorageAccount": estimated(0.5, SECONDS_10, SECONDS_10),
  "keyvault:Vault": estimated(2.5, SECONDS_10, SECONDS_20, `${LOGS}: 2 min 7 s and 2 min 42 s`),
  "dataprotection:BackupVault": estimated(0.5, 0.5, 0.5),
  "dataprotection:BackupInstance": estimated(2, 1, 1),
  "operationalinsights:Workspace": estimated(0.5, SECONDS_20, SECONDS_20),
};

/** The time of an operation on a type (Pulumi token, long or short); a type that is not listed is a mere record. */
export function provisioningTime(token: string): ProvisioningTime {
  const type = typeOfToken(token);
  return (type === undefined ? undefined : TIMES[type.name]) ?? RECORD;
}

/** Delays that are over only some time after the operation that caused them, in minutes. */
export const PROPAGATION_TIMES = {
  roleAssignment: { minutes: 10, source: "Microsoft Learn, aks/use-managed-identity (2026-08): up to 10 minutes" },
  managedIdentityPermission: {
    minutes: 60,
    source: "Microsoft Learn, aks/use-managed-identity (2026-08): up to 60 minutes",
  },
  sqlBackupRedundancy: {
    minutes: 48 * 60,
    source: "Microsoft Learn, azure-sql/database/automated-backups-overview (2022)",
  },
  firstLongTermBackup: {
    minutes: 7 * 24 * 60,
    source: "Microsoft Learn, azure-sql/database/long-term-retention-overview (2023)",
  },
  clusterUpgradeChannel: { minutes: 24 * 60, source: "Microsoft Learn, aks/auto-upgrade-cluster (2026-08)" },
} as const;

/** The gibibytes an hour at which a failover group seeds its secondary, at most. Source: azure-sql/database/failover-group. */
export const SEEDING_GIGABYTES_PER_HOUR = 500;
