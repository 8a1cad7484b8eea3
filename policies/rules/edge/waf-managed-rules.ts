import { compliant, one, otherType, propertyRule, undetermined, violation } from "../../framework/language";
import { listOf, read } from "../../resources/reading";
import { UNKNOWN } from "../../resources/unknown";

/** Oldest versions that count as current. Source: Microsoft Learn, web-application-firewall/ag/application-gateway-crs-rulegroups-rules (2024). */
const CURRENT: Readonly<Record<string, number>> = { Microsoft_DefaultRuleSet: 2.1, OWASP: 3.2 };

const policy = (ruleSetType: string, ruleSetVersion: string) =>
  ({
    type: "network:WebApplicationFirewallPolicy",
    inputs: { managedRules: { managedRuleSets: [{ ruleSetType, ruleSetVersion }] } },
  }) as const;

export const rule = propertyRule({
  id: "waf-managed-rules",
  title: "Web application firewalls know the attacks that Microsoft's current rules know",
  why: "An empty policy in prevention prevents nothing.",
  severity: "high",
  concern: "security",
  clauses: ["access.webApplicationFirewall"],
  remediation: "Add Microsoft_DefaultRuleSet 2.1 or newer, or OWASP 3.2, to managedRules.managedRuleSets.",
  types: ["network:WebApplicationFirewallPolicy"],
  judge: (policy) => {
    const reading = read(policy, "managedRules.managedRuleSets");
    if (reading.kind === "unknown")
      return [undetermined("managedRules.managedRuleSets is not known before the update", policy)];
    const sets = listOf(policy, "managedRules.managedRuleSets");
    const current = sets.find(({ ruleSetType, ruleSetVersion }) => {
      const least = CURRENT[String(ruleSetType)];
      return least !== undefined && Number(ruleSetVersion) >= least;
    });
    const names = sets.map(({ ruleSetType, ruleSetVersion }) => `${String(ruleSetType)} ${String(ruleSetVersion)}`);
    return current === undefined
      ? [violation(`its managed rules are ${names.join(", ") || "absent"}; they have to be current`, policy)]
      : [compliant(`its managed rules are ${names.join(", ")}`, policy)];
  },
  cases: {
    pass: {
      given: [policy("Microsoft_DefaultRuleSet", "2.1")],
      says: ["its managed rules are Microsoft_DefaultRuleSet 2.1"],
    },
    fail: { given: [policy("OWASP", "2.2.9")], says: ["its managed rules are OWASP 2.2.9; they have to be current"] },
    absent: {
      given: one("network:WebApplicationFirewallPolicy", {}),
      says: ["its managed rules are absent; they have to be current"],
    },
    unknown: {
      given: one("network:WebApplicationFirewallPolicy", { managedRules: UNKNOWN }),
      says: ["managedRules.managedRuleSets is not known before the update"],
    },
    notApplicable: otherType("network:WebApplicationFirewallPolicy"),
  },
  sabotage: [
    {
      what: "removes the managed rules",
      type: "network:WebApplicationFirewallPolicy",
      set: { "managedRules.managedRuleSets": [] },
    },
    {
      what: "uses rules of 2013",
      type: "network:WebApplicationFirewallPolicy",
      set: { "managedRules.managedRuleSets": [{ ruleSetType: "OWASP", ruleSetVersion: "2.2" }] },
    },
  ],
});
