import { compliant, one, otherType, propertyRule, undetermined, violation } from "../../framework/language";
import { listOf, read } from "../../resources/reading";
import { UNKNOWN } from "../../resources/unknown";

type Rule = Readonly<Record<string, unknown>>;

const RECORD = /ref=[^;]+;owner=[^;]+;until=(\d{4}-\d{2}-\d{2}|review)/;
const recorded = (until: string) => ({ name: "dns", description: `ref=CHG-1;owner=network;until=${until}` });

export const rule = propertyRule({
  id: "firewall-rule-recorded",
  title: "Every firewall rule names the change it follows from, its owner and its end",
  why: "A rule whose reason nobody knows is never taken away.",
  severity: "high",
  concern: "security",
  clauses: ["access.firewall.changeRecord"],
  remediation:
    "Write ref=…;owner=…;until=… into the description of the rule, or take the rule out when its time is over.",
  types: ["network:FirewallPolicyRuleCollectionGroup"],
  judge: (group, { today }) => {
    if (read(group, "ruleCollections").kind === "unknown") {
      return [undetermined("ruleCollections is not known before the update", group)];
    }
    const rules = listOf(group, "ruleCollections").flatMap(({ rules: inside }) =>
      Array.isArray(inside) ? (inside as Rule[]) : [],
    );
    const wrong = rules.flatMap(({ name, description }) => {
      const [, until] = RECORD.exec(String(description ?? name)) ?? [];
      if (until === undefined) return [violation(`rule "${String(name)}" names no change, owner and end`, group)];
      return until !== "review" && until < today ? [violation(`rule "${String(name)}" ended on ${until}`, group)] : [];
    });
    return wrong.length > 0 ? wrong : [compliant(`its ${rules.length} rules name their changes`, group)];
  },
  cases: {
    pass: {
      given: one("network:FirewallPolicyRuleCollectionGroup", {
        ruleCollections: [{ rules: [recorded("2027-01-01")] }],
      }),
      says: ["its 1 rules name their changes"],
    },
    fail: {
      given: one("network:FirewallPolicyRuleCollectionGroup", {
        ruleCollections: [{ rules: [recorded("2026-01-01")] }],
      }),
      says: ['rule "dns" ended on 2026-01-01'],
    },
    absent: {
      given: one("network:FirewallPolicyRuleCollectionGroup", { ruleCollections: [{ rules: [{ name: "dns" }] }] }),
      says: ['rule "dns" names no change, owner and end'],
    },
    unknown: {
      given: one("network:FirewallPolicyRuleCollectionGroup", { ruleCollections: UNKNOWN }),
      says: ["ruleCollections is not known before the update"],
    },
    notApplicable: otherType("network:FirewallPolicyRuleCollectionGroup"),
  },
  sabotage: [
    {
      what: "adds a rule without its change",
      type: "network:FirewallPolicyRuleCollectionGroup",
      edit: (inputs) => ({
        ...inputs,
        ruleCollections: [
          ...(inputs["ruleCollections"] as readonly unknown[]),
          { name: "extra", priority: 900, rules: [{ name: "quick-fix", ruleType: "NetworkRule" }] },
        ],
      }),
    },
  ],
});
