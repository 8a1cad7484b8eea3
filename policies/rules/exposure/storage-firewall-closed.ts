import { exactly, expectProperties, nothing, one, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "storage-firewall-closed",
  title: "The firewall of a storage account refuses what no rule allows",
  why: "The day somebody switches public access on, nothing would stand before the data.",
  severity: "high",
  concern: "security",
  clauses: ["access", "isolation"],
  remediation: 'Set networkRuleSet.defaultAction to "Deny", without rules that let anybody past it.',
  types: ["storage:StorageAccount"],
  judge: (resource) =>
    expectProperties(resource, {
      "networkRuleSet.defaultAction": exactly("Deny"),
      "networkRuleSet.ipRules": nothing(),
      "networkRuleSet.virtualNetworkRules": nothing(),
      "networkRuleSet.resourceAccessRules": nothing(),
    }),
  cases: {
    pass: {
      given: one("storage:StorageAccount", { networkRuleSet: { defaultAction: "Deny" } }),
      says: ['networkRuleSet.defaultAction is "Deny"'],
    },
    fail: {
      given: one("storage:StorageAccount", { networkRuleSet: { defaultAction: "Allow" } }),
      says: ['networkRuleSet.defaultAction is "Allow"; it has to be "Deny"'],
    },
    absent: {
      given: one("storage:StorageAccount", {}),
      says: ['networkRuleSet.defaultAction is absent, which means "Allow" on Azure; it has to be "Deny"'],
    },
    unknown: {
      given: one("storage:StorageAccount", { networkRuleSet: { defaultAction: UNKNOWN } }),
      says: ['networkRuleSet.defaultAction is not known before the update; it has to be "Deny"'],
    },
    notApplicable: otherType("storage:StorageAccount"),
  },
  sabotage: [
    {
      what: "lets a range of the internet in",
      type: "storage:StorageAccount",
      set: { "networkRuleSet.ipRules": [{ action: "Allow", iPAddressOrRange: "203.0.113.0/24" }] },
    },
    {
      what: "lets a service of another directory in",
      type: "storage:StorageAccount",
      set: { "networkRuleSet.resourceAccessRules": [{ tenantId: "t", resourceId: "/subscriptions/z" }] },
    },
    { what: "allows every network", type: "storage:StorageAccount", set: { "networkRuleSet.defaultAction": "Allow" } },
  ],
});
