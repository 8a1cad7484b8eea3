import { layerTags, platformScope } from "./layers/layer-identity";
import { layerOutputsVersion, type Deferred, type GuardOutputs, type PlatformOutputs } from "./layers/layer-outputs";
import { platformAlerts } from "./layers/platform-alerts";
import { platformMaintenance } from "./layers/platform-maintenance";
import { defineJobRoles } from "./layers/job-roles";
import { platformCheckServers } from "./layers/platform-check-servers";
import { platformCopyAccess } from "./layers/platform-copy-access";
import { platformJobRights } from "./layers/platform-job-rights";
import { platformMonitoring } from "./layers/platform-monitoring";
import { platformNetwork } from "./layers/platform-network";
import { platformServices } from "./layers/platform-services";
import { storeVpnKeys } from "./layers/platform-vpn-keys";
import { made } from "./layers/plan-lookup";
import { readLayer } from "./layers/read-layer";
import { deployInto, subscriptionProvider } from "./layers/subscription-provider";
import type { Plan } from "./plan/plan";

/** Deploys the platform layer and gives its outputs. */
export function platformStack(plan: Plan): Deferred<PlatformOutputs> {
  const scope = platformScope(plan);
  const { platform, environment } = scope;
  const guard = readLayer<GuardOutputs>({ platform, environment, layer: "guard" });
  const subscriptions = plan.target.subscriptions;
  deployInto(subscriptionProvider("platform", subscriptions.platform));
  // For what belongs to the cells' subscription and outlives each of its cells.
  const cellsProvider = subscriptions.cells !== subscriptions.platform && {
    cellsProvider: subscriptionProvider("cells", subscriptions.cells),
  };
  const args = { scope, tags: layerTags(plan, "platform"), guard };
  const monitoring = platformMonitoring(plan, args);
  const network = platformNetwork(plan, {
    ...args,
    workspaces: monitoring.workspaces,
    flowLogStores: monitoring.flowLogStores,
    ...cellsProvider,
  });
  const services = platformServices(plan, { ...args, monitoring, network });
  const { workspaces } = monitoring;
  const roles = defineJobRoles(plan, args, cellsProvider === false ? {} : { provider: cellsProvider.cellsProvider });
  const accessGroups = platformCopyAccess(plan, { ...args, network });
  const checkServers = platformCheckServers(plan, {
    ...args,
    network,
    accessGroups,
    workspaces,
    roles,
    ...cellsProvider,
  });
  platformJobRights(plan, { ...args, workspaces, backupVaults: services.backupVaults, roles, ...cellsProvider });
  storeVpnKeys(network, { ...args, keyVaults: services.keyVaults });
  const sites = Object.entries(network.sites);
  platformMaintenance(plan, { ...args, network });
  platformAlerts(plan, {
    monitoring,
    backupVaults: services.backupVaults,
    keyVaults: services.keyVaults,
    firewalls: Object.fromEntries(sites.map(([site, { firewallId }]) => [site, firewallId])),
    vpnGateways: network.tunnels.gateways,
    ...cellsProvider,
  });
  return {
    version: layerOutputsVersion,
    sites: Object.fromEntries(
      sites.map(([code, site]) => {
        const keyVault = made(services.keyVaults, code, "key vault at site");
        return [
          code,
          {
            resourceGroup: site.network.resourceGroupName,
            hubNetworkId: site.network.networkId,
            hubNetworkName: site.network.networkName,
            firewallPolicyName: site.firewallPolicyName,
            firewallAddress: site.firewallAddress,
            keyVaultId: keyVault.id,
            keyVaultUri: keyVault.uri,
            privateDnsZones: site.privateDnsZones,
            privateDnsResourceGroup: site.privateDnsResourceGroup,
            checkServer: made(checkServers, code, "server for checks at site"),
          },
        ];
      }),
    ),
    workspaces,
    workspaceKeys: monitoring.workspaceKeys,
    flowLogStores: monitoring.flowLogStores,
    logArchives: guard.logArchives.apply((archives) =>
      Object.fromEntries(Object.entries(archives).map(([site, { id }]) => [site, id])),
    ),
    backupVaults: Object.fromEntries(
      Object.entries(services.backupVaults).map(([site, { vault, resourceGroupName }]) => [
        site,
        {
          id: vault.resourceId,
          name: vault.name,
          resourceGroup: resourceGroupName,
          principalId: vault.principalId,
          policies: vault.policyIds,
        },
      ]),
    ),
    ...(network.ddosPlanId && { ddosPlanId: network.ddosPlanId }),
    registry: { id: services.registry.resourceId, loginServer: services.registry.loginServer },
    actionGroups: monitoring.actionGroups,
  };
}
