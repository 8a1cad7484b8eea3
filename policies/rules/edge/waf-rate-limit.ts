import { compliant, otherType, propertyRule, undetermined, violation } from "../../framework/language";
import { listOf, read } from "../../resources/reading";
import { UNKNOWN } from "../../resources/unknown";
import { refusesEverybody } from "./blocking-rules";

/** Requests of one client in the rule's span. Ours: more than this is no limit, as no person asks so often. */
const MOST_REQUESTS = 10_000;

const policy = (customRules: unknown) =>
  ({ type: "network:WebApplicationFirewallPolicy", inputs: { customRules } }) as const;

export const rule = propertyRule({
  id: "waf-rate-limit",
  title: "One client cannot take the service from the others",
  why: "A single machine could ask so often that nobody else gets an answer.",
  severity: "medium",
  concern: "security",
  clauses: ["access.webApplicationFirewall", "access.peaks"],
  remediation: "Add a custom rule of type RateLimitRule that blocks and counts by ClientAddr.",
  types: ["network:WebApplicationFirewallPolicy"],
  judge: (policy) => {
    if (read(policy, "customRules").kind === "unknown") {
      return [undetermined("customRules is not known before the update", policy)];
    }
    const limits = listOf(policy, "customRules").filter(
      ({ ruleType, action, state, rateLimitThreshold: most }) =>
        ruleType === "RateLimitRule" &&
        action === "Block" &&
        state !== "Disabled" &&
        (most === undefined || Number(most) <= MOST_REQUESTS),
    );
    const refusesAll = refusesEverybody(policy);
    return limits.length > 0 || refusesAll
      ? [compliant(refusesAll ? "it refuses everybody" : "it limits how often a client asks", policy)]
      : [violation("no rule limits how often a client asks", policy)];
  },
  cases: {
    pass: {
      given: [policy([{ ruleType: "RateLimitRule", action: "Block", state: "Enabled" }])],
      says: ["it limits how often a client asks"],
    },
    fail: {
      given: [policy([{ ruleType: "RateLimitRule", action: "Log", state: "Enabled" }])],
      says: ["no rule limits how often a client asks"],
    },
    absent: { given: [policy(undefined)], says: ["no rule limits how often a client asks"] },
    unknown: { given: [policy(UNKNOWN)], says: ["customRules is not known before the update"] },
    notApplicable: otherType("network:WebApplicationFirewallPolicy"),
  },
  sabotage: [
    {
      what: "allows a client a million requests a minute",
      type: "network:WebApplicationFirewallPolicy",
      where: ({ inputs }) => JSON.stringify(inputs).includes("RateLimitRule"),
      edit: (inputs) =>
        JSON.parse(
          JSON.stringify(inputs).replace(/"rateLimitThreshold":\d+/g, '"rateLimitThreshold":1000000'),
        ) as typeof inputs,
    },
    {
      what: "only logs who asks too often",
      type: "network:WebApplicationFirewallPolicy",
      where: (policy) => JSON.stringify(policy.inputs["customRules"]).includes("RateLimitRule"),
      edit: (inputs) => ({
        ...inputs,
        customRules: (inputs["customRules"] as readonly Readonly<Record<string, unknown>>[]).map((rule) =>
          rule["ruleType"] === "RateLimitRule" ? { ...rule, action: "Log" } : rule,
        ),
      }),
    },
  ],
});
