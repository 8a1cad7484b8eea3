import { anythingBut, expectProperties, one, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

const VAULT = "properties.securitySettings.encryptionSettings.state";
const REGISTRY = "encryption.status";

export const rule = propertyRule({
  id: "stored-key-agreed",
  title: "No key that nobody agreed encrypts backups or programs",
  why: "Whoever holds such a key could take every backup, or every program, out of reach for good.",
  severity: "critical",
  concern: "security",
  clauses: ["encryption.atRest"],
  remediation: "Leave the encryption settings out: Azure's own key encrypts what is stored.",
  types: ["dataprotection:BackupVault", "containerregistry:Registry"],
  judge: (resource) =>
    expectProperties(resource, {
      [resource.type === "dataprotection:BackupVault" ? VAULT : REGISTRY]: anythingBut("Enabled"),
    }),
  cases: {
    pass: {
      given: one("containerregistry:Registry", { encryption: { status: "disabled" } }),
      says: [`${REGISTRY} is "disabled"`],
    },
    fail: {
      given: one("containerregistry:Registry", { encryption: { status: "enabled" } }),
      says: [`${REGISTRY} is "enabled"; it has to be anything but "Enabled"`],
    },
    absent: { given: one("dataprotection:BackupVault", {}), says: [`${VAULT} is absent`] },
    unknown: {
      given: one("containerregistry:Registry", { encryption: UNKNOWN }),
      says: [`${REGISTRY} is not known before the update; it has to be anything but "Enabled"`],
    },
    notApplicable: otherType("dataprotection:BackupVault", "containerregistry:Registry"),
  },
  sabotage: [
    {
      what: "encrypts backups with a stranger's key",
      type: "dataprotection:BackupVault",
      set: { [VAULT]: "Enabled" },
    },
    {
      what: "encrypts programs with a stranger's key",
      type: "containerregistry:Registry",
      set: { [REGISTRY]: "enabled" },
    },
  ],
});
