import { expectProperties, one, otherType, propertyRule, something } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "firewall-has-policy",
  title: "Every firewall has a policy",
  why: "A firewall without a policy refuses everything, or worse, follows rules that nobody reviews.",
  severity: "high",
  concern: "security",
  clauses: ["access.firewall"],
  remediation: "Set firewallPolicy.id to the id of the site's policy.",
  types: ["network:AzureFirewall"],
  judge: (resource) => expectProperties(resource, { "firewallPolicy.id": something("the id of a policy") }),
  cases: {
    pass: {
      given: one("network:AzureFirewall", { firewallPolicy: { id: "/subscriptions/s/policy" } }),
      says: ['firewallPolicy.id is "/subscriptions/s/policy"'],
    },
    fail: {
      given: one("network:AzureFirewall", { firewallPolicy: { id: "" } }),
      says: ['firewallPolicy.id is ""; it has to be the id of a policy'],
    },
    absent: {
      given: one("network:AzureFirewall", {}),
      says: ["firewallPolicy.id is absent; it has to be the id of a policy"],
    },
    unknown: {
      given: one("network:AzureFirewall", { firewallPolicy: { id: UNKNOWN } }),
      says: ["firewallPolicy.id is not known before the update; it has to be the id of a policy"],
    },
    notApplicable: otherType("network:AzureFirewall"),
  },
  sabotage: [
    {
      what: "detaches the policy",
      type: "network:AzureFirewall",
      set: { "firewallPolicy.id": undefined },
      also: ["firewall-policy-used", "required-flows-pass"],
    },
  ],
});
