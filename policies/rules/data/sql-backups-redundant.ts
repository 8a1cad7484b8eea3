import { anythingBut, expectProperties, one, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

const database = (requestedBackupStorageRedundancy: unknown) =>
  one("sql:Database", { requestedBackupStorageRedundancy });

export const rule = propertyRule({
  id: "sql-backups-redundant",
  title: "Backups that Azure makes of a database are not in the database's own building alone",
  why: "One fire would take the database and everything that it could be restored from.",
  severity: "high",
  concern: "continuity",
  clauses: ["recovery.redundancy", "backup.pointInTime", "backup"],
  remediation:
    'Set requestedBackupStorageRedundancy to "Zone", or to "GeoZone" where the agreement allows the paired region.',
  types: ["sql:Database"],
  // Local is three copies in one data centre. Source: Microsoft Learn, azure-sql/database/automated-backups-overview (2022).
  judge: (database) => expectProperties(database, { requestedBackupStorageRedundancy: anythingBut("Local") }),
  cases: {
    pass: { given: database("Zone"), says: ['requestedBackupStorageRedundancy is "Zone"'] },
    fail: {
      given: database("Local"),
      says: ['requestedBackupStorageRedundancy is "Local"; it has to be anything but "Local"'],
    },
    absent: {
      given: database(undefined),
      says: ['requestedBackupStorageRedundancy is absent, which means "Geo" on Azure'],
    },
    unknown: {
      given: database(UNKNOWN),
      says: ['requestedBackupStorageRedundancy is not known before the update; it has to be anything but "Local"'],
    },
    notApplicable: otherType("sql:Database"),
  },
  sabotage: [
    {
      what: "keeps backups in the building of the database",
      type: "sql:Database",
      set: { requestedBackupStorageRedundancy: "Local" },
    },
  ],
});
