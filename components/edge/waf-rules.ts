import type { network as inputs } from "@pulumi/azure-native/types/input";

/** Who may come in through one listener. */
export interface Admission {
  /** ISO countries let in; `any` for all. Addresses of no known country are refused with the rest. */
  readonly countries: readonly string[] | "any";
  /** Prefixes let in; `any` for all. An empty list lets nobody in. */
  readonly addresses: readonly string[] | "any";
  /** Requests a minute and client address. */
  readonly requestsPerMinute: number;
}

/**
 * Values that one match condition takes: 10 texts, 600 prefixes.
 * Source: Microsoft Learn, application-gateway limits (2024-06). Countries are counted as texts, the stricter reading.
 */
const COUNTRIES_PER_CONDITION = 10;
const PREFIXES_PER_CONDITION = 600;

/** An address that no request comes from: outside of it is everyone. */
const NOBODY = "255.255.255.255/32";

function chunks<T>(values: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(values.length / size) }, (_, index) =>
    values.slice(index * size, (index + 1) * size),
  );
}

/** Holds for a client that is not among the values. */
function clientOutside(operator: "GeoMatch" | "IPMatch", values: readonly string[]): inputs.MatchConditionArgs {
  return {
    matchVariables: [{ variableName: "RemoteAddr" }],
    operator,
    // Spelled like this in Azure's interface.
    negationConditon: true,
    matchValues: [...values],
  };
}

/**
 * Blocks clients outside a list that is longer than one condition takes: conditions of a rule must all hold, and a
 * client that is outside every part is outside the whole.
 */
function blockOutside(
  name: string,
  priority: number,
  operator: "GeoMatch" | "IPMatch",
  parts: readonly (readonly string[])[],
): inputs.WebApplicationFirewallCustomRuleArgs {
  return {
    name,
    priority,
    ruleType: "MatchRule",
    action: "Block",
    state: "Enabled",
    matchConditions: parts.map((values) => clientOutside(operator, values)),
  };
}

/**
 * The custom rules of a listener's policy, which come before the managed ones. Azure gives addresses of no known country
 * the code ZZ, so a list of countries refuses them without naming them.
 *
 * Source: Microsoft Learn, web-application-firewall/ag/geomatch-custom-rules and custom-waf-rules-overview (2024).
 */
export function admissionRules(admission: Admission): readonly inputs.WebApplicationFirewallCustomRuleArgs[] {
  const { countries, addresses } = admission;
  if (countries.length === 0 || addresses.length === 0) {
    return [blockOutside("RefuseEveryone", 1, "IPMatch", [[NOBODY]])];
  }
  return [
    ...(countries === "any"
      ? []
      : [blockOutside("RefuseOtherCountries", 10, "GeoMatch", chunks(countries, COUNTRIES_PER_CONDITION))]),
    ...(addresses === "any"
      ? []
      : [blockOutside("RefuseOtherAddresses", 20, "IPMatch", chunks(addresses, PREFIXES_PER_CONDITION))]),
    {
      name: "LimitRequests",
      priority: 30,
      ruleType: "RateLimitRule",
      action: "Block",
      state: "Enabled",
      rateLimitDuration: "OneMin",
      rateLimitThreshold: admission.requestsPerMinute,
      groupByUserSession: [{ groupByVariables: [{ variableName: "ClientAddr" }] }],
      matchConditions: [clientOutside("IPMatch", [NOBODY])],
    },
  ];
}
