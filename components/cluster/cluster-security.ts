import type { AksClusterArgs } from "./aks-cluster";

/** Hours between two rounds that remove unused vulnerable images from the nodes; 24 to 2160, AKS's default is 168. */
const IMAGE_CLEANING_HOURS = 168;

/**
 * Who reaches the cluster and how it is kept up to date: API server on a private address only, sign-in with Entra and
 * rights from Azure only, no shell through Azure's management interface, upgrades by themselves.
 *
 * Sources: Microsoft Learn, aks/private-clusters, aks/manage-local-accounts-managed-azure-ad, aks/image-cleaner,
 * aks/node-resource-group-lockdown (2026-08).
 */
export function securedBy(args: Pick<AksClusterArgs, "directory" | "privateDnsZone" | "workspaceId">) {
  return {
    publicNetworkAccess: "Disabled",
    apiServerAccessProfile: {
      enablePrivateCluster: true,
      enablePrivateClusterPublicFQDN: false,
      privateDNSZone: args.privateDnsZone.id,
      disableRunCommand: true,
    },
    enableRBAC: true,
    disableLocalAccounts: true,
    aadProfile: { managed: true, enableAzureRBAC: true, tenantID: args.directory },
    oidcIssuerProfile: { enabled: true },
    securityProfile: {
      workloadIdentity: { enabled: true },
      imageCleaner: { enabled: true, intervalHours: IMAGE_CLEANING_HOURS },
      defender: { logAnalyticsWorkspaceResourceId: args.workspaceId, securityMonitoring: { enabled: true } },
    },
    addonProfiles: {
      azurepolicy: { enabled: true },
      // What containers write, by a rule of its own; the agent signs in as itself.
      omsagent: { enabled: true, config: { logAnalyticsWorkspaceResourceID: args.workspaceId, useAADAuth: "true" } },
      azureKeyvaultSecretsProvider: { enabled: true, config: { enableSecretRotation: "true" } },
    },
    autoUpgradeProfile: { upgradeChannel: "patch", nodeOSUpgradeChannel: "NodeImage" },
    nodeResourceGroupProfile: { restrictionLevel: "ReadOnly" },
  };
}
