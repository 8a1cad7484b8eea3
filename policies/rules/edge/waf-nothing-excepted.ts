import { compliant, one, otherType, propertyRule, undetermined, violation } from "../../framework/language";
import { listOf, read } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";
import { UNKNOWN } from "../../resources/unknown";

type Part = Readonly<Record<string, unknown>>;

/** What a managed rule does by itself, so that saying it changes nothing; bots may be told by their own. */
const HARMLESS = ["AnomalyScoring", "Block", "JSChallenge"];

const partsOf = (value: unknown): readonly Part[] => (Array.isArray(value) ? (value as readonly Part[]) : []);

/** Managed rules that a policy switches off, or lets only log or allow. */
function weakened(policy: RegisteredResource): readonly string[] {
  return listOf(policy, "managedRules.managedRuleSets").flatMap((set) =>
    partsOf(set["ruleGroupOverrides"]).flatMap((group) => {
      const rules = partsOf(group["rules"]);
      // A group without rules is off as a whole (Microsoft Learn, web-application-firewall/ag/application-gateway-customize-waf-rules-portal, 2024).
      if (rules.length === 0) return `managed rules ${String(group["ruleGroupName"])} are switched off`;
      return rules.flatMap(({ ruleId, state, action }) => {
        if (state !== "Enabled") return `managed rule ${String(ruleId)} is switched off`;
        const does = typeof action === "string" ? action : "AnomalyScoring";
        return HARMLESS.includes(does) ? [] : `managed rule ${String(ruleId)} only does ${does}`;
      });
    }),
  );
}

/** Requests, or parts of them, at which no managed rule looks. */
function unseen(policy: RegisteredResource): readonly string[] {
  const exclusions = listOf(policy, "managedRules.exclusions").map(
    ({ matchVariable, selector }) => `nothing looks at ${String(matchVariable)} ${String(selector)}`,
  );
  const exceptions = listOf(policy, "managedRules.exceptions").map(
    ({ matchVariable, values }) =>
      `no managed rule looks at requests with ${String(matchVariable)} ${partsOf(values).map(String).join(", ")}`,
  );
  // What a custom rule allows is looked at by no other rule (Microsoft Learn, web-application-firewall/ag/custom-waf-rules-overview, 2024).
  const allowed = listOf(policy, "customRules")
    .filter(({ action, state }) => action === "Allow" && state !== "Disabled")
    .map(({ name }) => `custom rule ${String(name)} lets requests past all other rules`);
  return [...exclusions, ...exceptions, ...allowed];
}

const policy = (inputs: Part) => one("network:WebApplicationFirewallPolicy", inputs);
const sets = (ruleGroupOverrides: unknown) => ({ managedRules: { managedRuleSets: [{ ruleGroupOverrides }] } });

export const rule = propertyRule({
  id: "waf-nothing-excepted",
  title: "No managed rule of a web application firewall is switched off, and no request gets past them",
  why: "The firewall is in prevention and current, and the attack comes by the exception.",
  severity: "critical",
  concern: "security",
  clauses: ["access.webApplicationFirewall"],
  remediation: "Remove the exclusion, the exception, the override or the custom rule that allows.",
  types: ["network:WebApplicationFirewallPolicy"],
  judge: (resource) => {
    const managed = ["exclusions", "exceptions", "managedRuleSets"].map((name) => `managedRules.${name}`);
    const paths = ["managedRules", ...managed, "customRules"];
    const open = paths.find((path) => read(resource, path).kind === "unknown");
    if (open !== undefined) return [undetermined(`${open} is not known before the update`, resource)];
    const found = [...weakened(resource), ...unseen(resource)];
    return found.length > 0
      ? found.map((text) => violation(text, resource))
      : [compliant("every managed rule looks at every request", resource)];
  },
  cases: {
    pass: { given: policy({ ...sets([]), customRules: [] }), says: ["every managed rule looks at every request"] },
    fail: {
      given: policy({
        ...sets([{ ruleGroupName: "SQLI", rules: [{ ruleId: "942100", state: "Disabled" }] }]),
        customRules: [{ name: "partner", action: "Allow", state: "Enabled" }],
      }),
      says: ["managed rule 942100 is switched off", "custom rule partner lets requests past all other rules"],
    },
    absent: { given: policy({}), says: ["every managed rule looks at every request"] },
    unknown: { given: policy({ customRules: UNKNOWN }), says: ["customRules is not known before the update"] },
    notApplicable: otherType("network:WebApplicationFirewallPolicy"),
  },
  sabotage: [
    {
      what: "lets everybody past every other rule, ahead of them",
      type: "network:WebApplicationFirewallPolicy",
      edit: (inputs) => ({
        ...inputs,
        customRules: [
          {
            name: "partner",
            priority: 1,
            ruleType: "MatchRule",
            action: "Allow",
            state: "Enabled",
            matchConditions: [
              {
                matchVariables: [{ variableName: "RemoteAddr" }],
                operator: "IPMatch",
                negationConditon: false,
                matchValues: ["0.0.0.0/0"],
              },
            ],
          },
          ...partsOf(inputs["customRules"]),
        ],
      }),
    },
    {
      what: "looks at no argument of a request",
      type: "network:WebApplicationFirewallPolicy",
      set: {
        "managedRules.exclusions": [
          { matchVariable: "RequestArgNames", selectorMatchOperator: "EqualsAny", selector: "*" },
        ],
      },
    },
    {
      what: "looks at no request from one address",
      type: "network:WebApplicationFirewallPolicy",
      set: {
        "managedRules.exceptions": [
          { matchVariable: "RemoteAddr", valueMatchOperator: "IPMatch", values: ["203.0.113.7"] },
        ],
      },
    },
    {
      what: "switches one rule against injected SQL off",
      type: "network:WebApplicationFirewallPolicy",
      set: {
        "managedRules.managedRuleSets.0.ruleGroupOverrides": [
          { ruleGroupName: "SQLI", rules: [{ ruleId: "942100", state: "Disabled" }] },
        ],
      },
    },
    {
      what: "lets one rule against injected SQL only log",
      type: "network:WebApplicationFirewallPolicy",
      set: {
        "managedRules.managedRuleSets.0.ruleGroupOverrides": [
          { ruleGroupName: "SQLI", rules: [{ ruleId: "942100", state: "Enabled", action: "Log" }] },
        ],
      },
    },
  ],
});
