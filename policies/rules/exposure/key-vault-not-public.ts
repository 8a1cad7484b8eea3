import { exactly, expectProperties, nothing, one, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "key-vault-not-public",
  title: "Key vaults are reached by private endpoints only",
  why: "Keys and certificates would be one stolen credential away from anybody.",
  severity: "critical",
  concern: "security",
  clauses: ["access", "encryption"],
  remediation: 'Set properties.publicNetworkAccess to "Disabled", and networkAcls to "Deny" without exceptions.',
  types: ["keyvault:Vault"],
  judge: (resource) =>
    expectProperties(resource, {
      "properties.publicNetworkAccess": exactly("Disabled"),
      // Both hold at once if somebody switches the public side on: nobody is on the list then.
      "properties.networkAcls.defaultAction": exactly("Deny"),
      "properties.networkAcls.ipRules": nothing(),
      "properties.networkAcls.virtualNetworkRules": nothing(),
    }),
  cases: {
    pass: {
      given: one("keyvault:Vault", {
        properties: { publicNetworkAccess: "Disabled", networkAcls: { defaultAction: "Deny" } },
      }),
      says: ['properties.publicNetworkAccess is "Disabled"'],
    },
    fail: {
      given: one("keyvault:Vault", {
        properties: { publicNetworkAccess: "Enabled", networkAcls: { defaultAction: "Deny" } },
      }),
      says: ['properties.publicNetworkAccess is "Enabled"; it has to be "Disabled"'],
    },
    absent: {
      given: one("keyvault:Vault", {}),
      says: [
        'properties.publicNetworkAccess is absent, which means "enabled" on Azure; it has to be "Disabled"',
        'properties.networkAcls.defaultAction is absent, which means "Allow" on Azure; it has to be "Deny"',
      ],
    },
    unknown: {
      given: one("keyvault:Vault", {
        properties: { publicNetworkAccess: UNKNOWN, networkAcls: { defaultAction: "Deny" } },
      }),
      says: ['properties.publicNetworkAccess is not known before the update; it has to be "Disabled"'],
    },
    notApplicable: otherType("keyvault:Vault"),
  },
  sabotage: [
    {
      what: "lets an address in as soon as the public side is on",
      type: "keyvault:Vault",
      set: { "properties.networkAcls.ipRules": [{ value: "203.0.113.0/24" }] },
    },
    {
      what: "lets everybody in as soon as the public side is on",
      type: "keyvault:Vault",
      set: { "properties.networkAcls.defaultAction": "Allow" },
    },
    {
      what: "opens the vault to the internet",
      type: "keyvault:Vault",
      set: { "properties.publicNetworkAccess": "Enabled" },
    },
    {
      what: "leaves the exposure to Azure",
      type: "keyvault:Vault",
      set: { "properties.publicNetworkAccess": undefined },
    },
  ],
});
