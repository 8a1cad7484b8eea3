import { atLeast, expectProperties, one, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "key-vault-recoverable",
  title: "A deleted key or certificate can be brought back for 90 days",
  why: "A slip or an attacker would take every name offline and every key for good.",
  severity: "high",
  concern: "continuity",
  clauses: ["encryption", "recovery"],
  remediation: "Set properties.softDeleteRetentionInDays to 90.",
  types: ["keyvault:Vault"],
  judge: (resource) => expectProperties(resource, { "properties.softDeleteRetentionInDays": atLeast(90, "days") }),
  cases: {
    pass: {
      given: one("keyvault:Vault", { properties: { softDeleteRetentionInDays: 90 } }),
      says: ["properties.softDeleteRetentionInDays is 90"],
    },
    fail: {
      given: one("keyvault:Vault", { properties: { softDeleteRetentionInDays: 7 } }),
      says: ["properties.softDeleteRetentionInDays is 7; it has to be at least 90 days"],
    },
    absent: {
      given: one("keyvault:Vault", {}),
      says: ["properties.softDeleteRetentionInDays is absent, which means 90 on Azure"],
    },
    unknown: {
      given: one("keyvault:Vault", { properties: { softDeleteRetentionInDays: UNKNOWN } }),
      says: ["properties.softDeleteRetentionInDays is not known before the update; it has to be at least 90 days"],
    },
    notApplicable: otherType("keyvault:Vault"),
  },
  sabotage: [
    {
      what: "keeps deleted keys for a week",
      type: "keyvault:Vault",
      set: { "properties.softDeleteRetentionInDays": 7 },
    },
  ],
});
