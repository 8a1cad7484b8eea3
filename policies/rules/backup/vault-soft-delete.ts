import { atLeast, expectProperties, notApplicable, one, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

const vault = (value: string | number) =>
  ({
    type: "dataprotection:BackupVault",
    inputs: { properties: { securitySettings: { softDeleteSettings: { retentionDurationInDays: value } } } },
  }) as const;

export const rule = propertyRule({
  id: "vault-soft-delete",
  title: "Deleted backups can be brought back for two weeks",
  why: "Whoever gets rights on a vault, or slips, would delete the backups for good.",
  severity: "critical",
  concern: "continuity",
  clauses: ["backup", "recovery"],
  remediation: "Set softDeleteSettings to On with a retention of 14 days or more.",
  types: ["dataprotection:BackupVault"],
  judge: (vault, { environment }) =>
    environment === "production"
      ? expectProperties(vault, {
          "properties.securitySettings.softDeleteSettings.retentionDurationInDays": atLeast(14, "days"),
        })
      : notApplicable(`${environment} is made to be thrown away`),
  cases: {
    pass: {
      given: [vault(14)],
      stack: "superoffice-production",
      says: ["properties.securitySettings.softDeleteSettings.retentionDurationInDays is 14"],
    },
    fail: {
      given: [vault(7)],
      stack: "superoffice-production",
      says: [
        "properties.securitySettings.softDeleteSettings.retentionDurationInDays is 7; it has to be at least 14 days",
      ],
    },
    absent: {
      given: one("dataprotection:BackupVault", {}),
      stack: "superoffice-production",
      says: [
        "properties.securitySettings.softDeleteSettings.retentionDurationInDays is absent, which means 14 on Azure",
      ],
    },
    unknown: {
      given: one("dataprotection:BackupVault", { properties: UNKNOWN }),
      stack: "superoffice-production",
      says: [
        "properties.securitySettings.softDeleteSettings.retentionDurationInDays is not known before the update; it has to be at least 14 days",
      ],
    },
    notApplicable: { given: [vault(14)], says: ["local is made to be thrown away"] },
  },
  sabotage: [
    {
      what: "keeps deleted backups for two days",
      type: "dataprotection:BackupVault",
      set: { "properties.securitySettings.softDeleteSettings.retentionDurationInDays": 2 },
    },
  ],
});
