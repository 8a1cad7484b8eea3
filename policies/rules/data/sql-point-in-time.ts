import { atLeast, expectProperties, one, otherType, propertyRule } from "../../framework/language";
import { durationDays } from "../../../agreement/duration";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "sql-point-in-time",
  title: "Databases can be restored to any moment of the agreed time",
  why: "What went wrong before cannot be undone, and the customer was promised that it can.",
  severity: "critical",
  concern: "continuity",
  clauses: ["backup.pointInTime"],
  remediation: "Set retentionDays to the agreed number of days.",
  types: ["sql:BackupShortTermRetentionPolicy"],
  judge: (policy, { agreement }) =>
    expectProperties(policy, { retentionDays: atLeast(Math.ceil(durationDays(agreement.backup.pointInTime)), "days") }),
  cases: {
    pass: { given: one("sql:BackupShortTermRetentionPolicy", { retentionDays: 30 }), says: ["retentionDays is 30"] },
    fail: {
      given: one("sql:BackupShortTermRetentionPolicy", { retentionDays: 29 }),
      says: ["retentionDays is 29; it has to be at least 30 days"],
    },
    absent: {
      given: one("sql:BackupShortTermRetentionPolicy", {}),
      says: ["retentionDays is absent, which means 7 on Azure; it has to be at least 30 days"],
    },
    unknown: {
      given: one("sql:BackupShortTermRetentionPolicy", { retentionDays: UNKNOWN }),
      says: ["retentionDays is not known before the update; it has to be at least 30 days"],
    },
    notApplicable: otherType("sql:BackupShortTermRetentionPolicy"),
  },
  sabotage: [
    {
      what: "keeps a day less",
      type: "sql:BackupShortTermRetentionPolicy",
      edit: (inputs) => ({ ...inputs, retentionDays: Number(inputs["retentionDays"]) - 1 }),
    },
    { what: "leaves the days to Azure", type: "sql:BackupShortTermRetentionPolicy", set: { retentionDays: undefined } },
  ],
});
