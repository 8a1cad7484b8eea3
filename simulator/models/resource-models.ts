import type { ResourceModel } from "../arm/resource-model";
import { appModels } from "./app/app-models";
import { containerRegistryModels } from "./containerregistry/container-registry-models";
import { containerServiceModels } from "./containerservice/container-service-models";
import { dataProtectionModels } from "./dataprotection/data-protection-models";
import { extension } from "./kubernetesconfiguration/extension";
import { policyAssignment } from "./policy/policy-assignment";
import { securityModels } from "./security/security-models";
import { trafficManagerModels } from "./trafficmanager/traffic-manager-models";
import { networkSecurityGroup, securityRule } from "./network/network-security-group";
import { ddosProtectionPlan, flowLog, networkWatcher } from "./network/network-watcher";
import { privateDnsZoneGroup } from "./network/private-dns-zone-group";
import { privateEndpoint } from "./network/private-endpoint";
import { privateZone, recordSets, virtualNetworkLink } from "./privatedns/private-zone";
import { publicIpAddress } from "./network/public-ip-address";
import { route, routeTable } from "./network/route-table";
import { subnet } from "./network/subnet";
import { virtualNetwork } from "./network/virtual-network";
import { virtualNetworkPeering } from "./network/virtual-network-peering";
import { resourceGroup } from "./resources/resource-group";

/** Everything that the local cloud models, one for each type of resource. */
export const resourceModels: readonly ResourceModel[] = [
  resourceGroup,
  virtualNetwork,
  subnet,
  virtualNetworkPeering,
  networkSecurityGroup,
  securityRule,
  routeTable,
  route,
  publicIpAddress,
  privateEndpoint,
  privateDnsZoneGroup,
  networkWatcher,
  flowLog,
  ddosProtectionPlan,
  privateZone,
  virtualNetworkLink,
  ...recordSets,
  ...containerServiceModels,
  extension,
  ...containerRegistryModels,
  ...dataProtectionModels,
  ...trafficManagerModels,
  ...securityModels,
  ...appModels,
  policyAssignment,
];
