import type { ResourceModel } from "../../arm/resource-model";
import { networkSecurityGroup, securityRule } from "./network-security-group";
import { ddosProtectionPlan, flowLog, networkWatcher } from "./network-watcher";
import { privateDnsZoneGroup } from "./private-dns-zone-group";
import { privateEndpoint } from "./private-endpoint";
import { publicIpAddress } from "./public-ip-address";
import { route, routeTable } from "./route-table";
import { subnet } from "./subnet";
import { virtualNetworkPeering } from "./virtual-network-peering";
import { virtualNetwork } from "./virtual-network";

/** Microsoft.Network, apart from DNS and Traffic Manager. */
export const networkModels: readonly ResourceModel[] = [
  networkSecurityGroup,
  securityRule,
  networkWatcher,
  flowLog,
  ddosProtectionPlan,
  privateDnsZoneGroup,
  privateEndpoint,
  publicIpAddress,
  routeTable,
  route,
  subnet,
  virtualNetworkPeering,
  virtualNetwork,
];
