import type { Rule } from "../../framework/rule";
import { rule as gatewayClientAddress } from "./gateway-client-address";
import { rule as gatewayHasFirewall } from "./gateway-has-firewall";
import { rule as gatewayHostsOwn } from "./gateway-hosts-own";
import { rule as gatewayInstances } from "./gateway-instances";
import { rule as gatewayNoAffinity } from "./gateway-no-affinity";
import { rule as gatewayProbes } from "./gateway-probes";
import { rule as gatewayZonal } from "./gateway-zonal";
import { rule as ingressClientAddress } from "./ingress-client-address";
import { rule as tenantUrl } from "./tenant-url";
import { rule as wafBodyInspected } from "./waf-body-inspected";
import { rule as wafCountries } from "./waf-countries";
import { rule as wafEnabled } from "./waf-enabled";
import { rule as wafLogsWhole } from "./waf-logs-whole";
import { rule as wafManagedRules } from "./waf-managed-rules";
import { rule as wafNothingExcepted } from "./waf-nothing-excepted";
import { rule as wafOnEveryListener } from "./waf-on-every-listener";
import { rule as wafPolicyUsed } from "./waf-policy-used";
import { rule as wafPrevention } from "./waf-prevention";
import { rule as wafRateLimit } from "./waf-rate-limit";
import { rule as wafTenantAddresses } from "./waf-tenant-addresses";
import { rule as wafTenantPolicy } from "./waf-tenant-policy";

/** The rules of this family. */
export const edgeRules: readonly Rule[] = [
  gatewayClientAddress,
  gatewayHasFirewall,
  gatewayHostsOwn,
  gatewayInstances,
  gatewayNoAffinity,
  gatewayProbes,
  gatewayZonal,
  ingressClientAddress,
  tenantUrl,
  wafBodyInspected,
  wafCountries,
  wafEnabled,
  wafLogsWhole,
  wafManagedRules,
  wafNothingExcepted,
  wafOnEveryListener,
  wafPolicyUsed,
  wafPrevention,
  wafRateLimit,
  wafTenantAddresses,
  wafTenantPolicy,
];
