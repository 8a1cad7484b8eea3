import { compliant, one, otherType, propertyRule, undetermined, violation } from "../../framework/language";
import { listOf, read } from "../../resources/reading";
import { UNKNOWN } from "../../resources/unknown";

/** Oldest versions that count as current. Source: Microsoft Learn, web-application-firewall/ag/application-gateway-crs-rulegroups-rules (2024). */
const CURRENT: Readonly<Record<string, number>> = { Microsoft_DefaultRuleSet: 2.1, OWASP: 3.2 };
/** What tells known bad bots, which the others let in. Source: Microsoft Learn, web-application-firewall/ag/bot-protection-overview (2024). */
const BOTS: Readonly<Record<string, number>> = { Microsoft_BotManagerRuleSet: 1.0 };

const bots = { ruleSetType: "Microsoft_BotManagerRuleSet", ruleSetVersion: "1.1" };
const policy = (ruleSetType: string, ruleSetVersion: string, ...others: readonly (typeof bots)[]) =>
  ({
    type: "network:WebApplicationFirewallPolicy",
    inputs: { managedRules: { managedRuleSets: [{ ruleSetType, ruleSetVersion }, ...others] } },
  }) as const;

export const rule = propertyRule({
  id: "waf-managed-rules",
  title: "Web application firewalls know the attacks that Microsoft's current rules know, bots among them",
  why: "An empty policy in prevention prevents nothing, and one without rules for bots lets known bad ones try passwords all night.",
  severity: "high",
  concern: "security",
  clauses: ["access.webApplicationFirewall"],
  remediation:
    "Keep in managedRules.managedRuleSets both Microsoft_DefaultRuleSet 2.1 or newer (or OWASP 3.2) and Microsoft_BotManagerRuleSet 1.0 or newer.",
  types: ["network:WebApplicationFirewallPolicy"],
  judge: (policy) => {
    const reading = read(policy, "managedRules.managedRuleSets");
    if (reading.kind === "unknown")
      return [undetermined("managedRules.managedRuleSets is not known before the update", policy)];
    const sets = listOf(policy, "managedRules.managedRuleSets");
    const holds = (least: Readonly<Record<string, number>>): boolean =>
      sets.some(
        ({ ruleSetType, ruleSetVersion }) => Number(ruleSetVersion) >= (least[String(ruleSetType)] ?? Infinity),
      );
    const names = sets.map(({ ruleSetType, ruleSetVersion }) => `${String(ruleSetType)} ${String(ruleSetVersion)}`);
    const said = `its managed rules are ${names.join(", ") || "absent"}`;
    if (!holds(CURRENT)) return [violation(`${said}; they have to be current`, policy)];
    return holds(BOTS)
      ? [compliant(said, policy)]
      : [violation(`${said}; none of them tells bots (Microsoft_BotManagerRuleSet 1.0 or newer)`, policy)];
  },
  cases: {
    pass: {
      given: [policy("Microsoft_DefaultRuleSet", "2.1", bots)],
      says: ["its managed rules are Microsoft_DefaultRuleSet 2.1, Microsoft_BotManagerRuleSet 1.1"],
    },
    fail: {
      given: [policy("Microsoft_DefaultRuleSet", "2.1")],
      says: [
        "its managed rules are Microsoft_DefaultRuleSet 2.1; none of them tells bots (Microsoft_BotManagerRuleSet 1.0 or newer)",
      ],
    },
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
    {
      what: "drops the rules for bots",
      type: "network:WebApplicationFirewallPolicy",
      set: { "managedRules.managedRuleSets": [{ ruleSetType: "Microsoft_DefaultRuleSet", ruleSetVersion: "2.2" }] },
    },
    {
      what: "drops the rules for attacks and keeps those for bots",
      type: "network:WebApplicationFirewallPolicy",
      set: { "managedRules.managedRuleSets": [bots] },
    },
  ],
});
