import { RANGES } from "../../../azure/limits";
import type { ArmProblem } from "../../arm/problem";
import type { ArmObject } from "../../arm/resource";
import { parsePrefix } from "../ip-prefix";
import { itemsAt, numberAt, textAt, textListAt } from "../read-body";
import { outside, refusal, refuseWhen } from "../refusal";

/** Service tags and the star; their names are Azure's and too many to list. */
const tag = /^(\*|[A-Za-z][A-Za-z0-9]*(\.[A-Za-z0-9]+)*)$/;
const port = /^(\*|\d{1,5}(-\d{1,5})?)$/;

type Side = "source" | "destination";

function isPort(text: string): boolean {
  const [from = 0, to = from] = text === "*" ? [] : text.split("-").map(Number);
  return port.test(text) && from <= to && to <= 65535;
}

function isAddress(text: string): boolean {
  return (
    tag.test(text) ||
    text.includes(":") ||
    parsePrefix(text)?.canonical === text ||
    (/^[\d.]+$/.test(text) && parsePrefix(text) !== undefined)
  );
}

function addresses(rule: ArmObject, side: Side): readonly string[] {
  const single = textAt(rule, `properties.${side}AddressPrefix`);
  const several = textListAt(rule, `properties.${side}AddressPrefixes`);
  return single === undefined || single === "" ? several : [single, ...several];
}

function ports(rule: ArmObject, side: Side): readonly string[] {
  const single = textAt(rule, `properties.${side}PortRange`);
  const several = textListAt(rule, `properties.${side}PortRanges`);
  return single === undefined || single === "" ? several : [single, ...several];
}

function sideProblems(rule: ArmObject, side: Side, path: string): readonly ArmProblem[] {
  const groups = itemsAt(rule, `properties.${side}ApplicationSecurityGroups`);
  const given = addresses(rule, side);
  const tags = given.filter((each) => each !== "*" && tag.test(each));
  const target = `${path}.properties.${side}AddressPrefix`;
  return [
    ...refuseWhen(given.length === 0 && groups.length === 0, () =>
      refusal(
        "SecurityRuleInvalidAddressPrefix",
        `Security rule needs ${side} address prefixes or application security groups.`,
        target,
      ),
    ),
    ...given
      .filter((each) => !isAddress(each))
      .map((each) =>
        refusal(
          "SecurityRuleInvalidAddressPrefix",
          `Security rule has invalid Address prefix. Value provided: ${each}.`,
          target,
        ),
      ),
    ...refuseWhen(tags.length > 1 || (tags.length === 1 && given.length > 1), () =>
      refusal(
        "SecurityRuleParameterContainsUnsupportedValue",
        `A security rule takes one service tag on a side, alone. Value provided: ${given.join(", ")}.`,
        target,
      ),
    ),
    ...portProblems(ports(rule, side), `${path}.properties.${side}PortRange`),
  ];
}

function portProblems(given: readonly string[], target: string): readonly ArmProblem[] {
  const form = "Value should be an integer OR integer range with '-' delimiter. Valid range 0-65535.";
  return [
    ...refuseWhen(given.length === 0, () =>
      refusal("SecurityRuleInvalidPortRange", `Security rule has no port range. ${form}`, target),
    ),
    ...given
      .filter((each) => !isPort(each))
      .map((each) =>
        refusal(
          "SecurityRuleInvalidPortRange",
          `Security rule has invalid Port range. Value provided: ${each}. ${form}`,
          target,
        ),
      ),
  ];
}

/** Refusals of one rule by itself. */
export function ruleProblems(rule: ArmObject, path: string): readonly ArmProblem[] {
  const priority = numberAt(rule, "properties.priority");
  return [
    ...refuseWhen(priority === undefined, () =>
      refusal("SecurityRuleInvalidPriority", "Security rule has no Priority.", `${path}.properties.priority`),
    ),
    ...outside(priority, RANGES.securityRulePriority, `${path}.properties.priority`, "SecurityRuleInvalidPriority"),
    ...sideProblems(rule, "source", path),
    ...sideProblems(rule, "destination", path),
  ];
}

/** Refusals of rules that cannot stand beside each other. */
export function conflictProblems(
  rules: readonly { readonly path: string; readonly value: ArmObject }[],
): readonly ArmProblem[] {
  const holders = new Map<string, string>();
  return rules.flatMap(({ path, value }) => {
    const name = textAt(value, "name") ?? "";
    const key = `${textAt(value, "properties.direction") ?? ""} ${numberAt(value, "properties.priority") ?? ""}`;
    const holder = holders.get(key);
    if (holder === undefined) {
      holders.set(key, name);
      return [];
    }
    const message = `Security rule ${holder} conflicts with rule ${name}. Rules cannot have the same Priority and Direction.`;
    return [refusal("SecurityRuleConflict", message, path)];
  });
}

function defaultRule(
  name: string,
  direction: string,
  priority: number,
  access: string,
  [from, to]: readonly [string, string],
): ArmObject {
  return {
    name,
    properties: {
      access,
      destinationAddressPrefix: to,
      destinationPortRange: "*",
      direction,
      priority,
      protocol: "*",
      provisioningState: "Succeeded",
      sourceAddressPrefix: from,
      sourcePortRange: "*",
    },
  };
}

/** The rules that every group has; they can be overridden and never removed. */
export const defaultSecurityRules: readonly ArmObject[] = [
  defaultRule("AllowVnetInBound", "Inbound", 65000, "Allow", ["VirtualNetwork", "VirtualNetwork"]),
  defaultRule("AllowAzureLoadBalancerInBound", "Inbound", 65001, "Allow", ["AzureLoadBalancer", "*"]),
  defaultRule("DenyAllInBound", "Inbound", 65500, "Deny", ["*", "*"]),
  defaultRule("AllowVnetOutBound", "Outbound", 65000, "Allow", ["VirtualNetwork", "VirtualNetwork"]),
  defaultRule("AllowInternetOutBound", "Outbound", 65001, "Allow", ["*", "Internet"]),
  defaultRule("DenyAllOutBound", "Outbound", 65500, "Deny", ["*", "*"]),
];
