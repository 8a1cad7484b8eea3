import type { ResourceModel } from "../../arm/resource-model";
import { applicationGateway } from "./application-gateway";
import { azureFirewall } from "./azure-firewall";
import { firewallPolicy } from "./firewall-policy";
import { virtualNetworkGatewayConnection } from "./gateway-connection";
import { localNetworkGateway } from "./local-network-gateway";
import { natGateway } from "./nat-gateway";
import { networkSecurityGroup, securityRule } from "./network-security-group";
import { ddosProtectionPlan, flowLog, networkWatcher } from "./network-watcher";
import { privateDnsZoneGroup } from "./private-dns-zone-group";
import { privateEndpoint } from "./private-endpoint";
import { publicIpAddress } from "./public-ip-address";
import { route, routeTable } from "./route-table";
import { ruleCollectionGroup } from "./rule-collection-group";
import { subnet } from "./subnet";
import { virtualNetworkGateway } from "./virtual-network-gateway";
import { virtualNetworkPeering } from "./virtual-network-peering";
import { virtualNetwork } from "./virtual-network";
import { webApplicationFirewallPolicy } from "./web-application-firewall-policy";

/** Microsoft.Network, apart from DNS and Traffic Manager. */
export const networkModels: readonly ResourceModel[] = [
  applicationGateway,
  azureFirewall,
  firewallPolicy,
  virtualNetworkGatewayConnection,
  localNetworkGateway,
  natGateway,
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
  ruleCollectionGroup,
  subnet,
  virtualNetworkGateway,
  virtualNetworkPeering,
  virtualNetwork,
  webApplicationFirewallPolicy,
];
