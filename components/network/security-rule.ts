import type { network as inputs } from "@pulumi/azure-native/types/input";
import type { SecurityRule } from "../../azure/network-rules";

/**
 * Azure takes a service tag and `*` only in the singular property, and keeps a single prefix there too when asked back,
 * so that a list of one would show as a change after a refresh.
 */
function oneOrMany<One extends string, Many extends string>(
  one: One,
  many: Many,
  values: readonly string[],
): Partial<Record<One, string> & Record<Many, string[]>> {
  const [first, ...rest] = values;
  const property = first !== undefined && rest.length === 0 ? { [one]: first } : { [many]: [...values] };
  return property as Partial<Record<One, string> & Record<Many, string[]>>;
}

/** The rule as Azure takes it. */
export function securityRuleArgs(rule: SecurityRule): inputs.SecurityRuleArgs {
  return {
    name: rule.name,
    priority: rule.priority,
    direction: rule.direction,
    access: rule.access,
    protocol: rule.protocol,
    sourcePortRange: "*",
    ...oneOrMany("sourceAddressPrefix", "sourceAddressPrefixes", rule.sources),
    ...oneOrMany("destinationAddressPrefix", "destinationAddressPrefixes", rule.destinations),
    ...oneOrMany("destinationPortRange", "destinationPortRanges", rule.ports),
    description: rule.description,
  };
}

/** Azure's lowest rank for a rule of our own, right above its default rules, which would let the whole network in. */
const LAST_PRIORITY = 4096;

const DIRECTIONS = ["Inbound", "Outbound"] as const;

function refusesTheRest(rule: SecurityRule): boolean {
  const everything = [rule.protocol, ...rule.sources, ...rule.destinations, ...rule.ports].every(
    (part) => part === "*",
  );
  return everything && rule.access === "Deny" && rule.priority === LAST_PRIORITY;
}

/**
 * The rules, and for each direction a last one that refuses everything else, where it is not among them already.
 *
 * Source: Microsoft Learn, virtual-network/network-security-groups-overview (2025-07): the default rules 65000 and
 * 65001 allow the virtual network, everything that is peered with it, and the internet outbound.
 */
export function denyByDefault(rules: readonly SecurityRule[]): readonly SecurityRule[] {
  const missing = DIRECTIONS.filter(
    (direction) => !rules.some((rule) => rule.direction === direction && refusesTheRest(rule)),
  );
  return [
    ...rules,
    ...missing.map((direction): SecurityRule => ({
      name: `deny-rest-${direction.toLowerCase()}`,
      priority: LAST_PRIORITY,
      direction,
      access: "Deny",
      protocol: "*",
      sources: ["*"],
      destinations: ["*"],
      ports: ["*"],
      description: "What no other rule allows is refused",
    })),
  ];
}
