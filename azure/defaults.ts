/**
 * What Azure does where a property is absent, for the properties that a promise depends on. One table for rules, plan
 * and simulator: absent means this value. Where a default was not read in a source, the row is an estimate, and of the
 * candidates the one stands that promises least.
 */
import { typeOfToken, type ResourceTypeName } from "./resource-types";

export type DefaultValue = string | number | boolean;

export interface AzureDefault {
  readonly value: DefaultValue;
  readonly source: string;
  /** Why the value is uncertain. */
  readonly estimate?: string;
}

const SDK = "@pulumi/azure-native 3.28.0, description or default of the input";
const SQL_BACKUPS = "Microsoft Learn, azure-sql/database/automated-backups-overview (2022)";

function fromSdk(value: DefaultValue): AzureDefault {
  return { value, source: SDK };
}

function unread(value: DefaultValue): AzureDefault {
  return { value, source: "general knowledge", estimate: "not read in a source" };
}

type Defaults = Readonly<Record<string, AzureDefault>>;

/** By type, then by the path of the input with dots. */
export const DEFAULTS: Readonly<Partial<Record<ResourceTypeName, Defaults>>> = {
  "sql:Database": {
    // Copies every backup to the paired region: from westeurope to Ireland.
    requestedBackupStorageRedundancy: { value: "Geo", source: SQL_BACKUPS },
    zoneRedundant: unread(false),
  },
  "sql:BackupShortTermRetentionPolicy": {
    retentionDays: { value: 7, source: SQL_BACKUPS },
    diffBackupIntervalInHours: unread(24),
  },
  "sql:Server": {
    publicNetworkAccess: unread("Enabled"),
    restrictOutboundNetworkAccess: unread("Disabled"),
    minimalTlsVersion: {
      value: "None",
      source: "PSRule for Azure, Azure.SQL.MinTLS: 1.0 to 1.3 are accepted",
      estimate: "1.0 and 1.1 are reported to have ended in 2025-08",
    },
    "administrators.azureADOnlyAuthentication": unread(false),
  },
  "sql:FailoverGroup": {
    "readWriteEndpoint.failoverWithDataLossGracePeriodMinutes": unread(60),
  },
  "storage:StorageAccount": {
    minimumTlsVersion: fromSdk("TLS1_0"),
    enableHttpsTrafficOnly: fromSdk(true),
    allowBlobPublicAccess: fromSdk(false),
    allowSharedKeyAccess: fromSdk(true),
    allowCrossTenantReplication: fromSdk(false),
    publicNetworkAccess: unread("Enabled"),
    "networkRuleSet.defaultAction": fromSdk("Allow"),
    "networkRuleSet.bypass": fromSdk("AzureServices"),
    "encryption.requireInfrastructureEncryption": unread(false),
  },
  "storage:BlobServiceProperties": {
    isVersioningEnabled: unread(false),
    "changeFeed.enabled": unread(false),
    "deleteRetentionPolicy.enabled": unread(false),
    "containerDeleteRetentionPolicy.enabled": unread(false),
  },
  "storage:BlobContainer": { publicAccess: unread("None") },
  "keyvault:Vault": {
    "properties.enableRbacAuthorization": fromSdk(false),
    "properties.enableSoftDelete": fromSdk(true),
    "properties.softDeleteRetentionInDays": fromSdk(90),
    "properties.enablePurgeProtection": unread(false),
    "properties.publicNetworkAccess": fromSdk("enabled"),
    "properties.networkAcls.defaultAction": unread("Allow"),
  },
  "containerregistry:Registry": {
    adminUserEnabled: fromSdk(false),
    anonymousPullEnabled: fromSdk(false),
    networkRuleBypassOptions: fromSdk("AzureServices"),
    publicNetworkAccess: fromSdk("Enabled"),
    zoneRedundancy: fromSdk("Disabled"),
  },
  "containerservice:ManagedCluster": {
    "apiServerAccessProfile.enablePrivateCluster": unread(false),
    "networkProfile.outboundType": fromSdk("loadBalancer"),
    "networkProfile.podCidr": fromSdk("10.244.0.0/16"),
    "networkProfile.serviceCidr": fromSdk("10.0.0.0/16"),
    "networkProfile.networkPolicy": unread("none"),
    "sku.tier": unread("Free"),
    "autoUpgradeProfile.upgradeChannel": unread("none"),
    "autoUpgradeProfile.nodeOSUpgradeChannel": {
      value: "NodeImage",
      source: "Microsoft Learn, aks/auto-upgrade-node-os-image (2026-08)",
    },
    disableLocalAccounts: { value: false, source: "PSRule for Azure, Azure.AKS.LocalAccounts" },
    "oidcIssuerProfile.enabled": unread(false),
    "securityProfile.workloadIdentity.enabled": unread(false),
    "securityProfile.imageCleaner.enabled": unread(false),
    "securityProfile.defender.securityMonitoring.enabled": unread(false),
  },
  "network:Subnet": {
    // Security groups and routes of the subnet do not see traffic to private endpoints.
    privateEndpointNetworkPolicies: fromSdk("Disabled"),
    defaultOutboundAccess: unread(true),
  },
  "network:VirtualNetworkPeering": {
    allowForwardedTraffic: unread(false),
    allowGatewayTransit: unread(false),
    useRemoteGateways: unread(false),
  },
  "network:RouteTable": { disableBgpRoutePropagation: unread(false) },
  "network:PublicIPAddress": { "sku.name": unread("Basic"), publicIPAllocationMethod: unread("Dynamic") },
  "network:AzureFirewall": { threatIntelMode: unread("Off"), "sku.tier": unread("Standard") },
  "network:FirewallPolicy": {
    threatIntelMode: unread("Off"),
    "intrusionDetection.mode": unread("Off"),
    "sku.tier": unread("Standard"),
  },
  "network:WebApplicationFirewallPolicy": {
    "policySettings.state": unread("Disabled"),
    "policySettings.mode": {
      value: "Detection",
      source: "general knowledge",
      estimate: "PSRule for Azure, Azure.AppGwWAF.PreventionMode (2022) says prevention",
    },
  },
  "network:ApplicationGateway": {
    // Accepts TLS 1.0.
    "sslPolicy.policyName": unread("AppGwSslPolicy20150501"),
    enableHttp2: unread(false),
  },
  "network:VirtualNetworkGateway": { activeActive: unread(false), enableBgp: unread(false) },
  "network:VirtualNetworkGatewayConnection": {
    connectionProtocol: unread("IKEv1"),
    // Any to any, as a route-based gateway has it.
    usePolicyBasedTrafficSelectors: {
      value: false,
      source: "Microsoft Learn, vpn-gateway/vpn-gateway-connect-multiple-policybased-rm-ps (2024)",
    },
  },
  "dataprotection:BackupVault": {
    "properties.securitySettings.immutabilitySettings.state": unread("Disabled"),
    "properties.securitySettings.softDeleteSettings.retentionDurationInDays": {
      value: 14,
      source: "Microsoft Learn, backup/backup-azure-enhanced-soft-delete-about (2022)",
    },
    "properties.featureSettings.crossRegionRestoreSettings.state": unread("Disabled"),
  },
  "operationalinsights:Workspace": {
    retentionInDays: unread(30),
    publicNetworkAccessForIngestion: unread("Enabled"),
    publicNetworkAccessForQuery: unread("Enabled"),
  },
};

/** What Azure does with a property of a type (Pulumi token, long or short) where it is absent, if it is in the table. */
export function defaultOf(token: string, path: string): AzureDefault | undefined {
  const type = typeOfToken(token);
  return type === undefined ? undefined : DEFAULTS[type.name]?.[path];
}

function valueAt(inputs: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined),
    inputs,
  );
}

/**
 * The value of a property as Azure will treat it: what the inputs say, else Azure's default. Nothing, when neither is
 * there: then the property has no default that this table knows.
 */
export function effectiveValue(token: string, inputs: Readonly<Record<string, unknown>>, path: string): unknown {
  const given = valueAt(inputs, path.split("."));
  return given ?? defaultOf(token, path)?.value;
}
