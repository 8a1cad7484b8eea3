import { exactly, expectProperties, one, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "firewall-threat-intelligence",
  title: "Traffic with addresses that are known to attack is refused",
  why: "Known attackers could come in, and stolen data could go out to them.",
  severity: "high",
  concern: "security",
  clauses: ["access.firewall", "monitoring.intrusion"],
  remediation: 'Set threatIntelMode to "Deny".',
  types: ["network:FirewallPolicy"],
  judge: (resource) => expectProperties(resource, { threatIntelMode: exactly("Deny") }),
  cases: {
    pass: { given: one("network:FirewallPolicy", { threatIntelMode: "Deny" }), says: ['threatIntelMode is "Deny"'] },
    fail: {
      given: one("network:FirewallPolicy", { threatIntelMode: "Alert" }),
      says: ['threatIntelMode is "Alert"; it has to be "Deny"'],
    },
    absent: {
      given: one("network:FirewallPolicy", {}),
      says: ['threatIntelMode is absent, which means "Off" on Azure; it has to be "Deny"'],
    },
    unknown: {
      given: one("network:FirewallPolicy", { threatIntelMode: UNKNOWN }),
      says: ['threatIntelMode is not known before the update; it has to be "Deny"'],
    },
    notApplicable: otherType("network:FirewallPolicy"),
  },
  sabotage: [
    { what: "only alerts", type: "network:FirewallPolicy", set: { threatIntelMode: "Alert" } },
    { what: "leaves it to Azure", type: "network:FirewallPolicy", set: { threatIntelMode: undefined } },
  ],
});
