import { compliant, one, otherType, propertyRule, undetermined, violation } from "../../framework/language";
import { listOf, read } from "../../resources/reading";
import { UNKNOWN } from "../../resources/unknown";

const everything = (value: unknown): boolean => value === "*" || value === "0.0.0.0/0";

function refusesTheRest(rule: Readonly<Record<string, unknown>>, direction: string): boolean {
  return (
    rule["access"] === "Deny" &&
    rule["direction"] === direction &&
    rule["protocol"] === "*" &&
    ["sourceAddressPrefix", "destinationAddressPrefix", "destinationPortRange"].every((part) => {
      const several = rule[`${part}es`] ?? rule[`${part}s`];
      return everything(rule[part]) || (Array.isArray(several) && several.some(everything));
    })
  );
}

const deny = (direction: string) => ({
  name: `deny-${direction}`,
  access: "Deny",
  direction,
  protocol: "*",
  sourceAddressPrefix: "*",
  sourcePortRange: "*",
  destinationAddressPrefix: "*",
  destinationPortRange: "*",
});

export const rule = propertyRule({
  id: "group-denies-by-default",
  title: "Every network security group refuses what it does not allow, in both directions",
  why: "Azure's own rules allow everything that is joined with the network, and everything outbound.",
  severity: "critical",
  concern: "security",
  clauses: ["isolation.networkZones", "isolation"],
  remediation: "Add a last rule for each direction that refuses everything.",
  types: ["network:NetworkSecurityGroup"],
  judge: (group) => {
    const reading = read(group, "securityRules");
    if (reading.kind === "unknown") return [undetermined("securityRules is not known before the update", group)];
    const rules = listOf(group, "securityRules");
    const open = ["Inbound", "Outbound"].filter((direction) => !rules.some((one) => refusesTheRest(one, direction)));
    return open.length === 0
      ? [compliant("it refuses the rest in both directions", group)]
      : open.map((direction) => violation(`no rule refuses the rest of what is ${direction.toLowerCase()}`, group));
  },
  cases: {
    pass: {
      given: one("network:NetworkSecurityGroup", { securityRules: [deny("Inbound"), deny("Outbound")] }),
      says: ["it refuses the rest in both directions"],
    },
    fail: {
      given: one("network:NetworkSecurityGroup", {
        securityRules: [deny("Inbound"), { ...deny("Outbound"), destinationAddressPrefix: "Internet" }],
      }),
      says: ["no rule refuses the rest of what is outbound"],
    },
    absent: {
      given: one("network:NetworkSecurityGroup", {}),
      says: ["no rule refuses the rest of what is inbound", "no rule refuses the rest of what is outbound"],
    },
    unknown: {
      given: one("network:NetworkSecurityGroup", { securityRules: UNKNOWN }),
      says: ["securityRules is not known before the update"],
    },
    notApplicable: otherType("network:NetworkSecurityGroup"),
  },
  sabotage: [
    {
      what: "removes the last rules",
      type: "network:NetworkSecurityGroup",
      edit: (inputs) => ({
        ...inputs,
        securityRules: (inputs["securityRules"] as readonly Readonly<Record<string, unknown>>[]).filter(
          ({ access }) => access !== "Deny",
        ),
      }),
      also: ["nothing-else-passes"],
    },
    {
      what: "removes every rule",
      type: "network:NetworkSecurityGroup",
      set: { securityRules: undefined },
      also: ["nothing-else-passes"],
    },
  ],
});
