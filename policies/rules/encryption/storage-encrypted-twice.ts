import { anythingBut, exactly, expectProperties, one, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "storage-encrypted-twice",
  title: "What is stored is encrypted by the service and by the infrastructure below it",
  why: "One mistake in one layer would lay the data open.",
  severity: "medium",
  concern: "security",
  clauses: ["encryption.atRest"],
  remediation: "Set encryption.requireInfrastructureEncryption to true.",
  types: ["storage:StorageAccount"],
  judge: (resource) =>
    expectProperties(resource, {
      "encryption.requireInfrastructureEncryption": exactly(true),
      // A key that no agreement names is one by which a stranger can end all access.
      "encryption.keySource": anythingBut("Microsoft.Keyvault"),
    }),
  cases: {
    pass: {
      given: one("storage:StorageAccount", { encryption: { requireInfrastructureEncryption: true } }),
      says: ["encryption.requireInfrastructureEncryption is true"],
    },
    fail: {
      given: one("storage:StorageAccount", { encryption: { requireInfrastructureEncryption: false } }),
      says: ["encryption.requireInfrastructureEncryption is false; it has to be true"],
    },
    absent: {
      given: one("storage:StorageAccount", {}),
      says: ["encryption.requireInfrastructureEncryption is absent, which means false on Azure; it has to be true"],
    },
    unknown: {
      given: one("storage:StorageAccount", { encryption: { requireInfrastructureEncryption: UNKNOWN } }),
      says: ["encryption.requireInfrastructureEncryption is not known before the update; it has to be true"],
    },
    notApplicable: otherType("storage:StorageAccount"),
  },
  sabotage: [
    {
      what: "encrypts an account with a stranger's key",
      type: "storage:StorageAccount",
      set: { "encryption.keySource": "Microsoft.Keyvault" },
    },
    {
      what: "encrypts once only",
      type: "storage:StorageAccount",
      set: { "encryption.requireInfrastructureEncryption": false },
    },
    {
      what: "leaves it to Azure",
      type: "storage:StorageAccount",
      set: { "encryption.requireInfrastructureEncryption": undefined },
    },
  ],
});
