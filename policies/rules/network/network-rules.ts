import type { Rule } from "../../framework/rule";
import { rule as endpointSubnetGuarded } from "./endpoint-subnet-guarded";
import { rule as endpointSubresource } from "./endpoint-subresource";
import { rule as firewallHasPolicy } from "./firewall-has-policy";
import { rule as firewallIntrusionPrevention } from "./firewall-intrusion-prevention";
import { rule as firewallNothingExcepted } from "./firewall-nothing-excepted";
import { rule as firewallPolicyUsed } from "./firewall-policy-used";
import { rule as firewallPremium } from "./firewall-premium";
import { rule as firewallRuleRecorded } from "./firewall-rule-recorded";
import { rule as firewallThreatIntelligence } from "./firewall-threat-intelligence";
import { rule as firewallZonal } from "./firewall-zonal";
import { rule as groupDeniesByDefault } from "./group-denies-by-default";
import { rule as groupRulesNarrow } from "./group-rules-narrow";
import { rule as networkMaintenanceHours } from "./network-maintenance-hours";
import { rule as networkMaintenancePresent } from "./network-maintenance-present";
import { rule as publicAddressStandard } from "./public-address-standard";
import { rule as siteLinks } from "./site-links";
import { rule as subnetGuarded } from "./subnet-guarded";
import { rule as subnetNoDefaultOutbound } from "./subnet-no-default-outbound";
import { rule as vpnGatewayActiveActive } from "./vpn-gateway-active-active";
import { rule as vpnGatewayZonal } from "./vpn-gateway-zonal";
import { rule as vpnPartnersAgreed } from "./vpn-partners-agreed";
import { rule as vpnTunnelsComplete } from "./vpn-tunnels-complete";

/** The rules of this family. */
export const networkRules: readonly Rule[] = [
  endpointSubnetGuarded,
  endpointSubresource,
  firewallHasPolicy,
  firewallIntrusionPrevention,
  firewallNothingExcepted,
  firewallPolicyUsed,
  firewallPremium,
  firewallRuleRecorded,
  firewallThreatIntelligence,
  firewallZonal,
  groupDeniesByDefault,
  groupRulesNarrow,
  networkMaintenanceHours,
  networkMaintenancePresent,
  publicAddressStandard,
  siteLinks,
  subnetGuarded,
  subnetNoDefaultOutbound,
  vpnGatewayActiveActive,
  vpnGatewayZonal,
  vpnPartnersAgreed,
  vpnTunnelsComplete,
];
