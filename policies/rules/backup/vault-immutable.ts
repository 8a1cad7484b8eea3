import { expectProperties, notApplicable, one, oneOf, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

const vault = (value: string | number) =>
  ({
    type: "dataprotection:BackupVault",
    inputs: { properties: { securitySettings: { immutabilitySettings: { state: value } } } },
  }) as const;

export const rule = propertyRule({
  id: "vault-immutable",
  title: "Backups in a vault cannot be ended early",
  why: "Whoever gets rights on a vault would shorten its retention until nothing is left.",
  severity: "high",
  concern: "continuity",
  clauses: ["backup", "recovery"],
  remediation:
    'Set properties.securitySettings.immutabilitySettings.state to "Unlocked", and to "Locked" when it has proved itself.',
  types: ["dataprotection:BackupVault"],
  judge: (vault, { environment }) =>
    environment === "production"
      ? expectProperties(vault, {
          "properties.securitySettings.immutabilitySettings.state": oneOf("Unlocked", "Locked"),
        })
      : notApplicable(`${environment} is made to be thrown away`),
  cases: {
    pass: {
      given: [vault("Locked")],
      stack: "superoffice-production",
      says: ['properties.securitySettings.immutabilitySettings.state is "Locked"'],
    },
    fail: {
      given: [vault("Disabled")],
      stack: "superoffice-production",
      says: [
        'properties.securitySettings.immutabilitySettings.state is "Disabled"; it has to be "Unlocked" or "Locked"',
      ],
    },
    absent: {
      given: one("dataprotection:BackupVault", {}),
      stack: "superoffice-production",
      says: [
        'properties.securitySettings.immutabilitySettings.state is absent, which means "Disabled" on Azure; it has to be "Unlocked" or "Locked"',
      ],
    },
    unknown: {
      given: one("dataprotection:BackupVault", { properties: UNKNOWN }),
      stack: "superoffice-production",
      says: [
        'properties.securitySettings.immutabilitySettings.state is not known before the update; it has to be "Unlocked" or "Locked"',
      ],
    },
    notApplicable: { given: [vault("Locked")], says: ["local is made to be thrown away"] },
  },
  sabotage: [
    {
      what: "switches immutability off",
      type: "dataprotection:BackupVault",
      set: { "properties.securitySettings.immutabilitySettings.state": "Disabled" },
    },
  ],
});
