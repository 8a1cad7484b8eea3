import type { Rule } from "../../framework/rule";
import { rule as endpointNamed } from "./endpoint-named";
import { rule as privateZoneLinked } from "./private-zone-linked";
import { rule as endpointSubnetGuarded } from "./endpoint-subnet-guarded";
import { rule as endpointSubresource } from "./endpoint-subresource";
import { rule as firewallHasPolicy } from "./firewall-has-policy";
import { rule as firewallIntrusionPrevention } from "./firewall-intrusion-prevention";
import { rule as firewallNoDetours } from "./firewall-no-detours";
import { rule as firewallNothingExcepted } from "./firewall-nothing-excepted";
import { rule as firewallPolicyUsed } from "./firewall-policy-used";
import { rule as firewallPremium } from "./firewall-premium";
import { rule as firewallRuleRecorded } from "./firewall-rule-recorded";
import { rule as firewallThreatIntelligence } from "./firewall-threat-intelligence";
import { rule as firewallZonal } from "./firewall-zonal";
import { rule as groupDeniesByDefault } from "./group-denies-by-default";
import { rule as groupRulesNarrow } from "./group-rules-narrow";
import { rule as namesByAzure } from "./names-by-azure";
import { rule as networkMaintenanceHours } from "./network-maintenance-hours";
import { rule as networkMaintenancePresent } from "./network-maintenance-present";
import { rule as privateNamesOwn } from "./private-names-own";
import { rule as publicAddressStandard } from "./public-address-standard";
import { rule as siteLinks } from "./site-links";
import { rule as subnetGuarded } from "./subnet-guarded";
import { rule as subnetNoDefaultOutbound } from "./subnet-no-default-outbound";
import { rule as subnetNotDelegated } from "./subnet-not-delegated";
import { rule as tenantFirewall } from "./tenant-firewall";
import { rule as tunnelEndsKnown } from "./tunnel-ends-known";
import { rule as vpnGatewayActiveActive } from "./vpn-gateway-active-active";
import { rule as vpnGatewayZonal } from "./vpn-gateway-zonal";
import { rule as vpnPartnersAgreed } from "./vpn-partners-agreed";
import { rule as vpnTunnelsComplete } from "./vpn-tunnels-complete";

/** The rules of this family. */
export const networkRules: readonly Rule[] = [
  endpointNamed,
  privateZoneLinked,
  endpointSubnetGuarded,
  endpointSubresource,
  firewallHasPolicy,
  firewallIntrusionPrevention,
  firewallNoDetours,
  firewallNothingExcepted,
  firewallPolicyUsed,
  firewallPremium,
  firewallRuleRecorded,
  firewallThreatIntelligence,
  firewallZonal,
  groupDeniesByDefault,
  groupRulesNarrow,
  namesByAzure,
  networkMaintenanceHours,
  networkMaintenancePresent,
  privateNamesOwn,
  publicAddressStandard,
  siteLinks,
  subnetGuarded,
  subnetNoDefaultOutbound,
  subnetNotDelegated,
  tenantFirewall,
  tunnelEndsKnown,
  vpnGatewayActiveActive,
  vpnGatewayZonal,
  vpnPartnersAgreed,
  vpnTunnelsComplete,
];
