import { expectProperties, one, oneOf, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "sql-differentials-daily",
  title: "A full or differential backup of every database is at most a day apart",
  why: "A restore would have to replay more than a day of logs.",
  severity: "medium",
  concern: "continuity",
  clauses: ["backup.pointInTime"],
  remediation: "Set diffBackupIntervalInHours to 12 or 24.",
  types: ["sql:BackupShortTermRetentionPolicy"],
  judge: (resource) => expectProperties(resource, { diffBackupIntervalInHours: oneOf(12, 24) }),
  cases: {
    pass: {
      given: one("sql:BackupShortTermRetentionPolicy", { diffBackupIntervalInHours: 12 }),
      says: ["diffBackupIntervalInHours is 12"],
    },
    fail: {
      given: one("sql:BackupShortTermRetentionPolicy", { diffBackupIntervalInHours: 48 }),
      says: ["diffBackupIntervalInHours is 48; it has to be 12 or 24"],
    },
    absent: {
      given: one("sql:BackupShortTermRetentionPolicy", {}),
      says: ["diffBackupIntervalInHours is absent, which means 24 on Azure"],
    },
    unknown: {
      given: one("sql:BackupShortTermRetentionPolicy", { diffBackupIntervalInHours: UNKNOWN }),
      says: ["diffBackupIntervalInHours is not known before the update; it has to be 12 or 24"],
    },
    notApplicable: otherType("sql:BackupShortTermRetentionPolicy"),
  },
  sabotage: [
    { what: "sets it wrong", type: "sql:BackupShortTermRetentionPolicy", set: { diffBackupIntervalInHours: 48 } },
  ],
});
