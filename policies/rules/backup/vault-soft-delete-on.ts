import { expectProperties, notApplicable, one, oneOf, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

const vault = (value: string | number) =>
  ({
    type: "dataprotection:BackupVault",
    inputs: { properties: { securitySettings: { softDeleteSettings: { state: value } } } },
  }) as const;

export const rule = propertyRule({
  id: "vault-soft-delete-on",
  title: "Soft delete of backup vaults is switched on",
  why: "Whoever gets rights on a vault, or slips, would delete the backups for good.",
  severity: "critical",
  concern: "continuity",
  clauses: ["backup", "recovery"],
  remediation: 'Set properties.securitySettings.softDeleteSettings.state to "On" or "AlwaysOn".',
  types: ["dataprotection:BackupVault"],
  judge: (vault, { environment }) =>
    environment === "production"
      ? expectProperties(vault, { "properties.securitySettings.softDeleteSettings.state": oneOf("On", "AlwaysOn") })
      : notApplicable(`${environment} is made to be thrown away`),
  cases: {
    pass: {
      given: [vault("On")],
      stack: "superoffice-production",
      says: ['properties.securitySettings.softDeleteSettings.state is "On"'],
    },
    fail: {
      given: [vault("Off")],
      stack: "superoffice-production",
      says: ['properties.securitySettings.softDeleteSettings.state is "Off"; it has to be "On" or "AlwaysOn"'],
    },
    absent: {
      given: one("dataprotection:BackupVault", {}),
      stack: "superoffice-production",
      says: ['properties.securitySettings.softDeleteSettings.state is absent; it has to be "On" or "AlwaysOn"'],
    },
    unknown: {
      given: one("dataprotection:BackupVault", { properties: UNKNOWN }),
      stack: "superoffice-production",
      says: [
        'properties.securitySettings.softDeleteSettings.state is not known before the update; it has to be "On" or "AlwaysOn"',
      ],
    },
    notApplicable: { given: [vault("On")], says: ["local is made to be thrown away"] },
  },
  sabotage: [
    {
      what: "switches soft delete off",
      type: "dataprotection:BackupVault",
      set: { "properties.securitySettings.softDeleteSettings.state": "Off" },
    },
  ],
});
