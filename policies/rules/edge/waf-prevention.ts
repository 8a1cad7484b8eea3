import { exactly, expectProperties, one, oneOf, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "waf-prevention",
  title: "Web application firewalls block what they find, where that was agreed",
  why: "An attack would be written down and let through.",
  severity: "critical",
  concern: "security",
  clauses: ["access.webApplicationFirewall"],
  remediation: 'Set policySettings.mode to "Prevention".',
  types: ["network:WebApplicationFirewallPolicy"],
  judge: (policy, { agreement }) =>
    expectProperties(policy, {
      "policySettings.mode":
        agreement.access.webApplicationFirewall?.mode === "detect"
          ? oneOf("Detection", "Prevention")
          : exactly("Prevention"),
    }),
  cases: {
    pass: {
      given: one("network:WebApplicationFirewallPolicy", { policySettings: { mode: "Prevention" } }),
      says: ['policySettings.mode is "Prevention"'],
    },
    fail: {
      given: one("network:WebApplicationFirewallPolicy", { policySettings: { mode: "Detection" } }),
      says: ['policySettings.mode is "Detection"; it has to be "Prevention"'],
    },
    absent: {
      given: one("network:WebApplicationFirewallPolicy", {}),
      says: ['policySettings.mode is absent, which means "Detection" on Azure; it has to be "Prevention"'],
    },
    unknown: {
      given: one("network:WebApplicationFirewallPolicy", { policySettings: UNKNOWN }),
      says: ['policySettings.mode is not known before the update; it has to be "Prevention"'],
    },
    notApplicable: otherType("network:WebApplicationFirewallPolicy"),
  },
  sabotage: [
    { what: "only detects", type: "network:WebApplicationFirewallPolicy", set: { "policySettings.mode": "Detection" } },
    {
      what: "leaves the mode to Azure",
      type: "network:WebApplicationFirewallPolicy",
      set: { "policySettings.mode": undefined },
    },
  ],
});
