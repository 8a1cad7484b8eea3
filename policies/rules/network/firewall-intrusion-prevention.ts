import { exactly, expectProperties, one, oneOf, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "firewall-intrusion-prevention",
  title: "Firewalls refuse traffic that looks like an attack",
  why: "Attempts to break in would pass, and at best be read about later.",
  severity: "high",
  concern: "security",
  clauses: ["access.firewall.intrusion"],
  remediation: 'Set intrusionDetection.mode to "Deny".',
  types: ["network:FirewallPolicy"],
  judge: (policy, { agreement }) =>
    expectProperties(policy, {
      "intrusionDetection.mode":
        agreement.access.firewall.intrusion === "block" ? exactly("Deny") : oneOf("Alert", "Deny"),
    }),
  cases: {
    pass: {
      given: one("network:FirewallPolicy", { intrusionDetection: { mode: "Deny" } }),
      says: ['intrusionDetection.mode is "Deny"'],
    },
    fail: {
      given: one("network:FirewallPolicy", { intrusionDetection: { mode: "Alert" } }),
      says: ['intrusionDetection.mode is "Alert"; it has to be "Deny"'],
    },
    absent: {
      given: one("network:FirewallPolicy", {}),
      says: ['intrusionDetection.mode is absent, which means "Off" on Azure; it has to be "Deny"'],
    },
    unknown: {
      given: one("network:FirewallPolicy", { intrusionDetection: UNKNOWN }),
      says: ['intrusionDetection.mode is not known before the update; it has to be "Deny"'],
    },
    notApplicable: otherType("network:FirewallPolicy"),
  },
  sabotage: [
    { what: "only alerts", type: "network:FirewallPolicy", set: { "intrusionDetection.mode": "Alert" } },
    { what: "removes the block", type: "network:FirewallPolicy", set: { intrusionDetection: undefined } },
  ],
});
