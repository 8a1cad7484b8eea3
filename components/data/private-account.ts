import type * as storage from "@pulumi/azure-native/storage";

/**
 * What every storage account has in common: no anonymous reader, no account keys, no key-less user, no public network,
 * TLS 1.2 (Azure accepts no 1.3 as a minimum, @pulumi/azure-native 3.28.0), and no copies to strangers.
 *
 * The exception for trusted services stays, because Azure Backup, Azure Monitor and the flow logs come that way, each
 * with an identity of its own. That it also holds where public access is disabled is an estimate: it was read for Key
 * Vault (Microsoft Learn, key-vault/general/network-security, 2026), not for storage.
 */
export const PRIVATE_ACCOUNT = {
  kind: "StorageV2",
  accessTier: "Hot",
  allowBlobPublicAccess: false,
  allowCrossTenantReplication: false,
  allowSharedKeyAccess: false,
  allowedCopyScope: "AAD",
  defaultToOAuthAuthentication: true,
  enableHttpsTrafficOnly: true,
  isLocalUserEnabled: false,
  minimumTlsVersion: "TLS1_2",
  publicNetworkAccess: "Disabled",
  networkRuleSet: { defaultAction: "Deny", bypass: "AzureServices" },
  encryption: {
    keySource: "Microsoft.Storage",
    requireInfrastructureEncryption: true,
    services: { blob: { enabled: true, keyType: "Account" }, file: { enabled: true, keyType: "Account" } },
  },
} as const satisfies Partial<storage.StorageAccountArgs>;
