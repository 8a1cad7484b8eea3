import { exactly, expectProperties, notApplicable, one, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

const vault = (enablePurgeProtection: boolean) =>
  ({ type: "keyvault:Vault", inputs: { properties: { enablePurgeProtection } } }) as const;

export const rule = propertyRule({
  id: "key-vault-unpurgeable",
  title: "Nobody purges a key vault before its time",
  why: "Whoever gets rights on a vault would end every key for good.",
  severity: "high",
  concern: "continuity",
  clauses: ["encryption", "recovery"],
  remediation: "Set properties.enablePurgeProtection to true.",
  types: ["keyvault:Vault"],
  judge: (vault, { environment }) =>
    environment === "production"
      ? expectProperties(vault, { "properties.enablePurgeProtection": exactly(true) })
      : notApplicable(`${environment} is made to be thrown away`),
  cases: {
    pass: { given: [vault(true)], stack: "superoffice-production", says: ["properties.enablePurgeProtection is true"] },
    fail: {
      given: [vault(false)],
      stack: "superoffice-production",
      says: ["properties.enablePurgeProtection is false; it has to be true"],
    },
    absent: {
      given: one("keyvault:Vault", {}),
      stack: "superoffice-production",
      says: ["properties.enablePurgeProtection is absent, which means false on Azure; it has to be true"],
    },
    unknown: {
      given: one("keyvault:Vault", { properties: UNKNOWN }),
      stack: "superoffice-production",
      says: ["properties.enablePurgeProtection is not known before the update; it has to be true"],
    },
    notApplicable: { given: [vault(true)], says: ["local is made to be thrown away"] },
  },
  sabotage: [
    { what: "lets keys be purged", type: "keyvault:Vault", set: { "properties.enablePurgeProtection": undefined } },
  ],
});
