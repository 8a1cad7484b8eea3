import { durationMinutes } from "../../../agreement/duration";
import { compliant, one, otherType, propertyRule, undetermined, violation } from "../../framework/language";
import { read } from "../../resources/reading";
import { UNKNOWN } from "../../resources/unknown";

/**
 * How often Azure backs up the transaction log, in minutes: about every 10, by compute size and activity. Hyperscale has
 * snapshots of its storage instead. Source: Microsoft Learn, azure-sql/database/automated-backups-overview (2022).
 */
const LOG_EVERY_MINUTES = 10;
const WITHOUT_LOG_BACKUPS = /^HS_/;

export const rule = propertyRule({
  id: "sql-log-backups",
  title: "Azure backs up the log of every database as often as was agreed",
  why: "Work since the last backup of the log is lost with the database.",
  severity: "high",
  concern: "continuity",
  clauses: ["backup.logEvery", "recovery.point"],
  remediation: "Use a General Purpose, Business Critical, Standard or Premium size.",
  types: ["sql:Database"],
  judge: (database, { agreement }) => {
    const agreed = durationMinutes(agreement.backup.logEvery);
    const sku = read(database, "sku.name");
    if (sku.kind === "unknown") return [undetermined("sku.name is not known before the update", database)];
    const name = sku.kind === "absent" ? undefined : String(sku.value);
    const about = name === undefined ? "sku.name is absent" : `sku.name is "${name}"`;
    if (name !== undefined && WITHOUT_LOG_BACKUPS.test(name)) {
      return [
        violation(
          `${about}, of which Azure makes no backups of the log; agreed is one every ${agreed} minutes`,
          database,
        ),
      ];
    }
    const text = `${about}: the log is backed up about every ${LOG_EVERY_MINUTES} minutes, agreed are ${agreed}`;
    return [agreed >= LOG_EVERY_MINUTES ? compliant(text, database) : violation(text, database)];
  },
  cases: {
    pass: {
      given: one("sql:Database", { sku: { name: "GP_Gen5_2" } }),
      platform: "coachview",
      says: ['sku.name is "GP_Gen5_2": the log is backed up about every 10 minutes, agreed are 15'],
    },
    fail: {
      given: one("sql:Database", { sku: { name: "HS_Gen5_2" } }),
      platform: "coachview",
      says: ['sku.name is "HS_Gen5_2", of which Azure makes no backups of the log; agreed is one every 15 minutes'],
    },
    absent: {
      given: one("sql:Database", {}),
      platform: "coachview",
      says: ["sku.name is absent: the log is backed up about every 10 minutes, agreed are 15"],
    },
    unknown: {
      given: one("sql:Database", { sku: { name: UNKNOWN } }),
      platform: "coachview",
      says: ["sku.name is not known before the update"],
    },
    notApplicable: otherType("sql:Database"),
  },
  sabotage: [
    {
      what: "moves a database to a size without backups of the log",
      type: "sql:Database",
      set: { "sku.name": "HS_Gen5_2" },
    },
  ],
});
