import { exactly, expectProperties, one, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "waf-enabled",
  title: "Web application firewall policies are switched on",
  why: "A policy that is off lets every attack through.",
  severity: "critical",
  concern: "security",
  clauses: ["access.webApplicationFirewall"],
  remediation: 'Set policySettings.state to "Enabled".',
  types: ["network:WebApplicationFirewallPolicy"],
  judge: (resource) => expectProperties(resource, { "policySettings.state": exactly("Enabled") }),
  cases: {
    pass: {
      given: one("network:WebApplicationFirewallPolicy", { policySettings: { state: "Enabled" } }),
      says: ['policySettings.state is "Enabled"'],
    },
    fail: {
      given: one("network:WebApplicationFirewallPolicy", { policySettings: { state: "Disabled" } }),
      says: ['policySettings.state is "Disabled"; it has to be "Enabled"'],
    },
    absent: {
      given: one("network:WebApplicationFirewallPolicy", {}),
      says: ['policySettings.state is absent, which means "Disabled" on Azure; it has to be "Enabled"'],
    },
    unknown: {
      given: one("network:WebApplicationFirewallPolicy", { policySettings: { state: UNKNOWN } }),
      says: ['policySettings.state is not known before the update; it has to be "Enabled"'],
    },
    notApplicable: otherType("network:WebApplicationFirewallPolicy"),
  },
  sabotage: [
    {
      what: "switches the policy off",
      type: "network:WebApplicationFirewallPolicy",
      where: (one) => !one.name.endsWith("-gateway"),
      set: { "policySettings.state": "Disabled" },
      also: ["waf-on-every-listener"],
    },
    {
      what: "leaves it to Azure",
      type: "network:WebApplicationFirewallPolicy",
      where: (one) => !one.name.endsWith("-gateway"),
      set: { "policySettings.state": undefined },
      also: ["waf-on-every-listener"],
    },
  ],
});
