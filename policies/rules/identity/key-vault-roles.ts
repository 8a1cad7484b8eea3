import { exactly, expectProperties, nothing, one, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "key-vault-roles",
  title: "Rights on a key vault come from Azure roles",
  why: "Access policies are in no review, and whoever may write the vault may give them.",
  severity: "high",
  concern: "security",
  clauses: ["access.management"],
  remediation: "Set properties.enableRbacAuthorization to true, and leave out accessPolicies.",
  types: ["keyvault:Vault"],
  judge: (resource) =>
    expectProperties(resource, {
      "properties.enableRbacAuthorization": exactly(true),
      "properties.accessPolicies": nothing(),
    }),
  cases: {
    pass: {
      given: one("keyvault:Vault", { properties: { enableRbacAuthorization: true } }),
      says: ["properties.enableRbacAuthorization is true"],
    },
    fail: {
      given: one("keyvault:Vault", { properties: { enableRbacAuthorization: false } }),
      says: ["properties.enableRbacAuthorization is false; it has to be true"],
    },
    absent: {
      given: one("keyvault:Vault", {}),
      says: ["properties.enableRbacAuthorization is absent, which means false on Azure; it has to be true"],
    },
    unknown: {
      given: one("keyvault:Vault", { properties: { enableRbacAuthorization: UNKNOWN } }),
      says: ["properties.enableRbacAuthorization is not known before the update; it has to be true"],
    },
    notApplicable: otherType("keyvault:Vault"),
  },
  sabotage: [
    {
      what: "keeps an access policy ready",
      type: "keyvault:Vault",
      set: { "properties.accessPolicies": [{ tenantId: "t", objectId: "o", permissions: { secrets: ["all"] } }] },
    },
    {
      what: "goes back to access policies",
      type: "keyvault:Vault",
      set: { "properties.enableRbacAuthorization": false },
    },
    { what: "leaves it to Azure", type: "keyvault:Vault", set: { "properties.enableRbacAuthorization": undefined } },
  ],
});
