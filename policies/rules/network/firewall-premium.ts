import { exactly, expectProperties, one, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "firewall-premium",
  title: "Firewalls and their policies are of the tier that can inspect traffic",
  why: "Intrusion prevention does not exist in the smaller tiers.",
  severity: "high",
  concern: "security",
  clauses: ["access.firewall"],
  remediation: 'Set sku.tier to "Premium".',
  types: ["network:AzureFirewall", "network:FirewallPolicy"],
  judge: (resource) => expectProperties(resource, { "sku.tier": exactly("Premium") }),
  cases: {
    pass: { given: one("network:AzureFirewall", { sku: { tier: "Premium" } }), says: ['sku.tier is "Premium"'] },
    fail: {
      given: one("network:AzureFirewall", { sku: { tier: "Standard" } }),
      says: ['sku.tier is "Standard"; it has to be "Premium"'],
    },
    absent: {
      given: one("network:AzureFirewall", {}),
      says: ['sku.tier is absent, which means "Standard" on Azure; it has to be "Premium"'],
    },
    unknown: {
      given: one("network:AzureFirewall", { sku: { tier: UNKNOWN } }),
      says: ['sku.tier is not known before the update; it has to be "Premium"'],
    },
    notApplicable: otherType("network:AzureFirewall", "network:FirewallPolicy"),
  },
  sabotage: [
    { what: "takes a policy that cannot inspect", type: "network:FirewallPolicy", set: { "sku.tier": "Standard" } },
    { what: "goes back to the standard tier", type: "network:AzureFirewall", set: { "sku.tier": "Standard" } },
  ],
});
