import { anythingBut, expectProperties, one, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "key-vault-not-for-deployments",
  title: "Key vaults hand nothing to deployments and machines of Azure",
  why: "Whoever may deploy would read every secret without a role on it.",
  severity: "high",
  concern: "security",
  clauses: ["access", "encryption.atRest"],
  remediation: "Set enabledForDeployment, enabledForTemplateDeployment and enabledForDiskEncryption to false.",
  types: ["keyvault:Vault"],
  judge: (resource) =>
    expectProperties(resource, {
      "properties.enabledForTemplateDeployment": anythingBut(true),
      "properties.enabledForDeployment": anythingBut(true),
      "properties.enabledForDiskEncryption": anythingBut(true),
    }),
  cases: {
    pass: {
      given: one("keyvault:Vault", { properties: { enabledForTemplateDeployment: false } }),
      says: ["properties.enabledForTemplateDeployment is false"],
    },
    fail: {
      given: one("keyvault:Vault", { properties: { enabledForTemplateDeployment: true } }),
      says: ["properties.enabledForTemplateDeployment is true; it has to be anything but true"],
    },
    absent: { given: one("keyvault:Vault", {}), says: ["properties.enabledForTemplateDeployment is absent"] },
    unknown: {
      given: one("keyvault:Vault", { properties: { enabledForTemplateDeployment: UNKNOWN } }),
      says: ["properties.enabledForTemplateDeployment is not known before the update; it has to be anything but true"],
    },
    notApplicable: otherType("keyvault:Vault"),
  },
  sabotage: [
    {
      what: "lets templates read secrets",
      type: "keyvault:Vault",
      set: { "properties.enabledForTemplateDeployment": true },
    },
    {
      what: "lets virtual machines read certificates",
      type: "keyvault:Vault",
      set: { "properties.enabledForDeployment": true },
    },
  ],
});
