import { compliant, one, otherType, propertyRule, undetermined, violation } from "../../framework/language";
import { listOf, read } from "../../resources/reading";
import { UNKNOWN } from "../../resources/unknown";

type Part = Readonly<Record<string, unknown>>;

/** Prefixes that mean everybody, and ports that mean everything. */
const EVERYBODY = ["*", "0.0.0.0/0", "::/0", "Internet", "Any"];
const EVERYTHING = ["*", "0-65535", "1-65535"];

const valuesOf = (rule: Part, single: string, several: string): readonly string[] => {
  const list = rule[several];
  const alone = rule[single];
  return [...(typeof alone === "string" ? [alone] : []), ...(Array.isArray(list) ? list.map(String) : [])];
};

/** Whether a rule lets in everybody to every port, whatever rules stand behind it. */
function isOpen(rule: Part): boolean {
  const sources = valuesOf(rule, "sourceAddressPrefix", "sourceAddressPrefixes");
  const ports = valuesOf(rule, "destinationPortRange", "destinationPortRanges");
  return (
    rule["access"] === "Allow" &&
    rule["direction"] === "Inbound" &&
    sources.some((source) => EVERYBODY.includes(source)) &&
    ports.some((port) => EVERYTHING.includes(port))
  );
}

const allow = {
  name: "all",
  access: "Allow",
  direction: "Inbound",
  sourceAddressPrefix: "*",
  destinationPortRange: "*",
};
const group = (securityRules: unknown) => one("network:NetworkSecurityGroup", { securityRules });

export const rule = propertyRule({
  id: "group-rules-narrow",
  title: "No rule of a network security group lets in everybody to everything",
  why: "Whatever else keeps strangers out today, the group no longer does when that is changed.",
  severity: "critical",
  concern: "security",
  clauses: ["isolation.networkZones", "access"],
  remediation: "Name the sources and the ports that are needed.",
  types: ["network:NetworkSecurityGroup"],
  judge: (resource) => {
    if (read(resource, "securityRules").kind === "unknown") {
      return [undetermined("securityRules is not known before the update", resource)];
    }
    const open = listOf(resource, "securityRules").filter(isOpen);
    return open.length === 0
      ? [compliant("no rule lets in everybody to everything", resource)]
      : open.map(({ name }) => violation(`rule "${String(name)}" lets in everybody to every port`, resource));
  },
  cases: {
    pass: {
      given: group([{ ...allow, destinationPortRange: "443" }]),
      says: ["no rule lets in everybody to everything"],
    },
    fail: { given: group([allow]), says: ['rule "all" lets in everybody to every port'] },
    absent: { given: group(undefined), says: ["no rule lets in everybody to everything"] },
    unknown: { given: group(UNKNOWN), says: ["securityRules is not known before the update"] },
    notApplicable: otherType("network:NetworkSecurityGroup"),
  },
  sabotage: [
    {
      what: "lets in everybody to data, ahead of every rule that denies",
      type: "network:NetworkSecurityGroup",
      where: ({ name }) => name.includes("data"),
      edit: (inputs) => ({
        ...inputs,
        securityRules: [
          { ...allow, priority: 100, protocol: "*", sourcePortRange: "*", destinationAddressPrefix: "*" },
          ...(inputs["securityRules"] as readonly Part[]),
        ],
      }),
    },
  ],
});
