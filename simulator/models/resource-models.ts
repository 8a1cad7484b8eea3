import type { ResourceModel } from "../arm/resource-model";
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
];
