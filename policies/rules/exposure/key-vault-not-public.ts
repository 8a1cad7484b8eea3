import { exactly, expectProperties, one, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "key-vault-not-public",
  title: "Key vaults are reached by private endpoints only",
  why: "Keys and certificates would be one stolen credential away from anybody.",
  severity: "critical",
  concern: "security",
  clauses: ["access", "encryption"],
  remediation: 'Set properties.publicNetworkAccess to "Disabled".',
  types: ["keyvault:Vault"],
  judge: (resource) => expectProperties(resource, { "properties.publicNetworkAccess": exactly("Disabled") }),
  cases: {
    pass: {
      given: one("keyvault:Vault", { properties: { publicNetworkAccess: "Disabled" } }),
      says: ['properties.publicNetworkAccess is "Disabled"'],
    },
    fail: {
      given: one("keyvault:Vault", { properties: { publicNetworkAccess: "Enabled" } }),
      says: ['properties.publicNetworkAccess is "Enabled"; it has to be "Disabled"'],
    },
    absent: {
      given: one("keyvault:Vault", {}),
      says: ['properties.publicNetworkAccess is absent, which means "enabled" on Azure; it has to be "Disabled"'],
    },
    unknown: {
      given: one("keyvault:Vault", { properties: { publicNetworkAccess: UNKNOWN } }),
      says: ['properties.publicNetworkAccess is not known before the update; it has to be "Disabled"'],
    },
    notApplicable: otherType("keyvault:Vault"),
  },
  sabotage: [
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
