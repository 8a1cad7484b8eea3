import type { Rule } from "../framework/rule";
import { rule as backupPolicyRetention } from "./backup/backup-policy-retention";
import { rule as backupPolicyUsed } from "./backup/backup-policy-used";
import { rule as clusterBackedUp } from "./backup/cluster-backed-up";
import { rule as copyFirstOfMonth } from "./backup/copy-first-of-month";
import { rule as copyImmutable } from "./backup/copy-immutable";
import { rule as copyPlaces } from "./backup/copy-places";
import { rule as documentsBackedUp } from "./backup/documents-backed-up";
import { rule as logArchiveImmutable } from "./backup/log-archive-immutable";
import { rule as vaultGuarded } from "./backup/vault-guarded";
import { rule as vaultImmutable } from "./backup/vault-immutable";
import { rule as vaultJobAlerts } from "./backup/vault-job-alerts";
import { rule as vaultSoftDeleteOn } from "./backup/vault-soft-delete-on";
import { rule as vaultSoftDelete } from "./backup/vault-soft-delete";
import { rule as vaultUsed } from "./backup/vault-used";
import { rule as clusterDefender } from "./cluster/cluster-defender";
import { rule as clusterEncryptedAtHost } from "./cluster/cluster-encrypted-at-host";
import { rule as clusterImageCleaner } from "./cluster/cluster-image-cleaner";
import { rule as clusterMaintenanceHours } from "./cluster/cluster-maintenance-hours";
import { rule as clusterMaintenancePresent } from "./cluster/cluster-maintenance-present";
import { rule as clusterNetworkPolicies } from "./cluster/cluster-network-policies";
import { rule as clusterNodeImages } from "./cluster/cluster-node-images";
import { rule as clusterNodesLockedDown } from "./cluster/cluster-nodes-locked-down";
import { rule as clusterPolicyAddOn } from "./cluster/cluster-policy-add-on";
import { rule as clusterUpgradesItself } from "./cluster/cluster-upgrades-itself";
import { rule as clusterUptimeAgreement } from "./cluster/cluster-uptime-agreement";
import { rule as clusterZonal } from "./cluster/cluster-zonal";
import { rule as poolScales } from "./cluster/pool-scales";
import { rule as poolZonal } from "./cluster/pool-zonal";
import { rule as tenantNodes } from "./cluster/tenant-nodes";
import { rule as dataLocked } from "./data/data-locked";
import { rule as dataProtected } from "./data/data-protected";
import { rule as databasePerTenant } from "./data/database-per-tenant";
import { rule as documentsChangesKept } from "./data/documents-changes-kept";
import { rule as documentsHistory } from "./data/documents-history";
import { rule as documentsMirrored } from "./data/documents-mirrored";
import { rule as documentsPerTenant } from "./data/documents-per-tenant";
import { rule as sqlDifferentialsDaily } from "./data/sql-differentials-daily";
import { rule as sqlFailover } from "./data/sql-failover";
import { rule as sqlLongTermPresent } from "./data/sql-long-term-present";
import { rule as sqlLongTerm } from "./data/sql-long-term";
import { rule as sqlPointInTimePresent } from "./data/sql-point-in-time-present";
import { rule as sqlPointInTime } from "./data/sql-point-in-time";
import { rule as sqlZonal } from "./data/sql-zonal";
import { rule as storageZonal } from "./data/storage-zonal";
import { rule as gatewayClientAddress } from "./edge/gateway-client-address";
import { rule as gatewayHasFirewall } from "./edge/gateway-has-firewall";
import { rule as gatewayInstances } from "./edge/gateway-instances";
import { rule as gatewayZonal } from "./edge/gateway-zonal";
import { rule as tenantUrl } from "./edge/tenant-url";
import { rule as wafBodyInspected } from "./edge/waf-body-inspected";
import { rule as wafCountries } from "./edge/waf-countries";
import { rule as wafEnabled } from "./edge/waf-enabled";
import { rule as wafManagedRules } from "./edge/waf-managed-rules";
import { rule as wafOnEveryListener } from "./edge/waf-on-every-listener";
import { rule as wafPolicyUsed } from "./edge/waf-policy-used";
import { rule as wafPrevention } from "./edge/waf-prevention";
import { rule as wafRateLimit } from "./edge/waf-rate-limit";
import { rule as wafTenantPolicy } from "./edge/waf-tenant-policy";
import { rule as gatewayBackendTls } from "./encryption/gateway-backend-tls";
import { rule as gatewayMinimumTls } from "./encryption/gateway-minimum-tls";
import { rule as gatewayRedirectsPlainHttp } from "./encryption/gateway-redirects-plain-http";
import { rule as gatewayStrictTransport } from "./encryption/gateway-strict-transport";
import { rule as poolEncryptedAtHost } from "./encryption/pool-encrypted-at-host";
import { rule as sqlMinimumTls } from "./encryption/sql-minimum-tls";
import { rule as storageEncryptedTwice } from "./encryption/storage-encrypted-twice";
import { rule as storageHttpsOnly } from "./encryption/storage-https-only";
import { rule as storageMinimumTls } from "./encryption/storage-minimum-tls";
import { rule as vpnIkeVersion } from "./encryption/vpn-ike-version";
import { rule as vpnIpsecPolicy } from "./encryption/vpn-ipsec-policy";
import { rule as clusterEgressThroughFirewall } from "./exposure/cluster-egress-through-firewall";
import { rule as clusterNoPublicName } from "./exposure/cluster-no-public-name";
import { rule as clusterNoRemoteCommands } from "./exposure/cluster-no-remote-commands";
import { rule as clusterPrivate } from "./exposure/cluster-private";
import { rule as containerPrivate } from "./exposure/container-private";
import { rule as keyVaultNotPublic } from "./exposure/key-vault-not-public";
import { rule as registryNoExport } from "./exposure/registry-no-export";
import { rule as registryNotPublic } from "./exposure/registry-not-public";
import { rule as sqlNotPublic } from "./exposure/sql-not-public";
import { rule as sqlOutboundRestricted } from "./exposure/sql-outbound-restricted";
import { rule as storageFirewallClosed } from "./exposure/storage-firewall-closed";
import { rule as storageNoAnonymousReaders } from "./exposure/storage-no-anonymous-readers";
import { rule as storageNoCopiesToStrangers } from "./exposure/storage-no-copies-to-strangers";
import { rule as storageNotPublic } from "./exposure/storage-not-public";
import { rule as clusterAzureRoles } from "./identity/cluster-azure-roles";
import { rule as clusterNoLocalAccounts } from "./identity/cluster-no-local-accounts";
import { rule as clusterWorkloadIdentity } from "./identity/cluster-workload-identity";
import { rule as copiesOnlyAdded } from "./identity/copies-only-added";
import { rule as copyWriterOnlyAdds } from "./identity/copy-writer-only-adds";
import { rule as keyVaultRoles } from "./identity/key-vault-roles";
import { rule as registryNoAdministrator } from "./identity/registry-no-administrator";
import { rule as registryNoAnonymousPull } from "./identity/registry-no-anonymous-pull";
import { rule as roleExplained } from "./identity/role-explained";
import { rule as roleNotTooWide } from "./identity/role-not-too-wide";
import { rule as sqlEntraOnly } from "./identity/sql-entra-only";
import { rule as storageNoAccountKeys } from "./identity/storage-no-account-keys";
import { rule as workspaceNoKeys } from "./identity/workspace-no-keys";
import { rule as activityLogArchived } from "./monitoring/activity-log-archived";
import { rule as alertHasRoute } from "./monitoring/alert-has-route";
import { rule as alertInTime } from "./monitoring/alert-in-time";
import { rule as alertReachesSomeone } from "./monitoring/alert-reaches-someone";
import { rule as alertRuleEnabled } from "./monitoring/alert-rule-enabled";
import { rule as alertSeverityRoute } from "./monitoring/alert-severity-route";
import { rule as diagnosticsOn } from "./monitoring/diagnostics-on";
import { rule as firewallChangesWatched } from "./monitoring/firewall-changes-watched";
import { rule as flowLogKept } from "./monitoring/flow-log-kept";
import { rule as missingBackupWatched } from "./monitoring/missing-backup-watched";
import { rule as networkFlowsRecorded } from "./monitoring/network-flows-recorded";
import { rule as queryRuleEnabled } from "./monitoring/query-rule-enabled";
import { rule as sharedPartsWatched } from "./monitoring/shared-parts-watched";
import { rule as sqlAuditPresent } from "./monitoring/sql-audit-present";
import { rule as sqlSignInsRecorded } from "./monitoring/sql-sign-ins-recorded";
import { rule as tenantDatabaseWatched } from "./monitoring/tenant-database-watched";
import { rule as workspaceRetention } from "./monitoring/workspace-retention";
import { rule as endpointSubnetGuarded } from "./network/endpoint-subnet-guarded";
import { rule as firewallHasPolicy } from "./network/firewall-has-policy";
import { rule as firewallIntrusionPrevention } from "./network/firewall-intrusion-prevention";
import { rule as firewallPolicyUsed } from "./network/firewall-policy-used";
import { rule as firewallPremium } from "./network/firewall-premium";
import { rule as firewallRuleRecorded } from "./network/firewall-rule-recorded";
import { rule as firewallThreatIntelligence } from "./network/firewall-threat-intelligence";
import { rule as firewallZonal } from "./network/firewall-zonal";
import { rule as groupDeniesByDefault } from "./network/group-denies-by-default";
import { rule as publicAddressStandard } from "./network/public-address-standard";
import { rule as subnetGuarded } from "./network/subnet-guarded";
import { rule as subnetNoDefaultOutbound } from "./network/subnet-no-default-outbound";
import { rule as vpnGatewayActiveActive } from "./network/vpn-gateway-active-active";
import { rule as vpnGatewayZonal } from "./network/vpn-gateway-zonal";
import { rule as vpnPartnersAgreed } from "./network/vpn-partners-agreed";
import { rule as vpnTunnelsComplete } from "./network/vpn-tunnels-complete";
import { rule as residencyAlertData } from "./residency/residency-alert-data";
import { rule as residencyBackups } from "./residency/residency-backups";
import { rule as residencyClassified } from "./residency/residency-classified";
import { rule as residencyDatabaseBackups } from "./residency/residency-database-backups";
import { rule as residencyDatabases } from "./residency/residency-databases";
import { rule as residencyDocuments } from "./residency/residency-documents";
import { rule as residencyImages } from "./residency/residency-images";
import { rule as residencyKeys } from "./residency/residency-keys";
import { rule as residencyLogWorkspaces } from "./residency/residency-log-workspaces";
import { rule as residencyLogs } from "./residency/residency-logs";
import { rule as residencyProcessing } from "./residency/residency-processing";
import { rule as residencyVaults } from "./residency/residency-vaults";
import { rule as defenderPlanOn } from "./security/defender-plan-on";
import { rule as defenderPlans } from "./security/defender-plans";
import { rule as keyVaultRecoverable } from "./security/key-vault-recoverable";
import { rule as keyVaultUnpurgeable } from "./security/key-vault-unpurgeable";
import { rule as resourcesTagged } from "./security/resources-tagged";
import { rule as sqlScansOn } from "./security/sql-scans-on";
import { rule as sqlScansPresent } from "./security/sql-scans-present";
import { rule as sqlThreatsDetected } from "./security/sql-threats-detected";
import { rule as sqlThreatsPresent } from "./security/sql-threats-present";

/** Every rule, sorted by family. A test compares the list with the files and with the list of all ids ever used. */
export const allRules: readonly Rule[] = [
  backupPolicyRetention,
  backupPolicyUsed,
  clusterBackedUp,
  copyFirstOfMonth,
  copyImmutable,
  copyPlaces,
  documentsBackedUp,
  logArchiveImmutable,
  vaultGuarded,
  vaultImmutable,
  vaultJobAlerts,
  vaultSoftDeleteOn,
  vaultSoftDelete,
  vaultUsed,
  clusterDefender,
  clusterEncryptedAtHost,
  clusterImageCleaner,
  clusterMaintenanceHours,
  clusterMaintenancePresent,
  clusterNetworkPolicies,
  clusterNodeImages,
  clusterNodesLockedDown,
  clusterPolicyAddOn,
  clusterUpgradesItself,
  clusterUptimeAgreement,
  clusterZonal,
  poolScales,
  poolZonal,
  tenantNodes,
  dataLocked,
  dataProtected,
  databasePerTenant,
  documentsChangesKept,
  documentsHistory,
  documentsMirrored,
  documentsPerTenant,
  sqlDifferentialsDaily,
  sqlFailover,
  sqlLongTermPresent,
  sqlLongTerm,
  sqlPointInTimePresent,
  sqlPointInTime,
  sqlZonal,
  storageZonal,
  gatewayClientAddress,
  gatewayHasFirewall,
  gatewayInstances,
  gatewayZonal,
  tenantUrl,
  wafBodyInspected,
  wafCountries,
  wafEnabled,
  wafManagedRules,
  wafOnEveryListener,
  wafPolicyUsed,
  wafPrevention,
  wafRateLimit,
  wafTenantPolicy,
  gatewayBackendTls,
  gatewayMinimumTls,
  gatewayRedirectsPlainHttp,
  gatewayStrictTransport,
  poolEncryptedAtHost,
  sqlMinimumTls,
  storageEncryptedTwice,
  storageHttpsOnly,
  storageMinimumTls,
  vpnIkeVersion,
  vpnIpsecPolicy,
  clusterEgressThroughFirewall,
  clusterNoPublicName,
  clusterNoRemoteCommands,
  clusterPrivate,
  containerPrivate,
  keyVaultNotPublic,
  registryNoExport,
  registryNotPublic,
  sqlNotPublic,
  sqlOutboundRestricted,
  storageFirewallClosed,
  storageNoAnonymousReaders,
  storageNoCopiesToStrangers,
  storageNotPublic,
  clusterAzureRoles,
  clusterNoLocalAccounts,
  clusterWorkloadIdentity,
  copiesOnlyAdded,
  copyWriterOnlyAdds,
  keyVaultRoles,
  registryNoAdministrator,
  registryNoAnonymousPull,
  roleExplained,
  roleNotTooWide,
  sqlEntraOnly,
  storageNoAccountKeys,
  workspaceNoKeys,
  activityLogArchived,
  alertHasRoute,
  alertInTime,
  alertReachesSomeone,
  alertRuleEnabled,
  alertSeverityRoute,
  diagnosticsOn,
  firewallChangesWatched,
  flowLogKept,
  missingBackupWatched,
  networkFlowsRecorded,
  queryRuleEnabled,
  sharedPartsWatched,
  sqlAuditPresent,
  sqlSignInsRecorded,
  tenantDatabaseWatched,
  workspaceRetention,
  endpointSubnetGuarded,
  firewallHasPolicy,
  firewallIntrusionPrevention,
  firewallPolicyUsed,
  firewallPremium,
  firewallRuleRecorded,
  firewallThreatIntelligence,
  firewallZonal,
  groupDeniesByDefault,
  publicAddressStandard,
  subnetGuarded,
  subnetNoDefaultOutbound,
  vpnGatewayActiveActive,
  vpnGatewayZonal,
  vpnPartnersAgreed,
  vpnTunnelsComplete,
  residencyAlertData,
  residencyBackups,
  residencyClassified,
  residencyDatabaseBackups,
  residencyDatabases,
  residencyDocuments,
  residencyImages,
  residencyKeys,
  residencyLogWorkspaces,
  residencyLogs,
  residencyProcessing,
  residencyVaults,
  defenderPlanOn,
  defenderPlans,
  keyVaultRecoverable,
  keyVaultUnpurgeable,
  resourcesTagged,
  sqlScansOn,
  sqlScansPresent,
  sqlThreatsDetected,
  sqlThreatsPresent,
];
