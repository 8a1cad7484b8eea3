import { one, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";
import { judgeReplication, placesOf } from "./places";
const leaves = (value: string): boolean => /^Geo/i.test(value);

export const rule = propertyRule({
  id: "residency-database-backups",
  title: "Backups that Azure makes of databases stay where the agreement allows",
  why: "Azure copies every backup to the paired region unless it is told otherwise, and from westeurope that is Ireland.",
  severity: "critical",
  concern: "residency",
  clauses: ["residency.backups"],
  remediation: "Set requestedBackupStorageRedundancy to Zone.",
  types: ["sql:Database"],
  judge: (database, { agreement }) => [
    judgeReplication(
      database,
      { path: "requestedBackupStorageRedundancy", leaves },
      placesOf(agreement, agreement.residency.backups),
    ),
  ],
  cases: {
    pass: {
      given: one("sql:Database", { location: "norwayeast", requestedBackupStorageRedundancy: "GeoZone" }),
      says: ['requestedBackupStorageRedundancy is "GeoZone", which copies to norwaywest (NO)'],
    },
    fail: {
      given: one("sql:Database", { location: "westeurope", requestedBackupStorageRedundancy: "Geo" }),
      platform: "coachview",
      says: ['requestedBackupStorageRedundancy is "Geo", which copies to northeurope (IE); copies have to stay in NL'],
    },
    absent: {
      given: one("sql:Database", { location: "westeurope" }),
      platform: "coachview",
      says: [
        'requestedBackupStorageRedundancy is absent, which means "Geo" on Azure, which copies to northeurope (IE); copies have to stay in NL',
      ],
    },
    unknown: {
      given: one("sql:Database", { location: "westeurope", requestedBackupStorageRedundancy: UNKNOWN }),
      platform: "coachview",
      says: ["requestedBackupStorageRedundancy is not known before the update; copies have to stay in NL"],
    },
    notApplicable: otherType("sql:Database"),
  },
  sabotage: [
    {
      what: "lets backups go to the pair",
      type: "sql:Database",
      set: { requestedBackupStorageRedundancy: "Geo" },
      except: ["superoffice", "draftit", "pct"],
    },
    {
      what: "leaves the redundancy to Azure",
      type: "sql:Database",
      set: { requestedBackupStorageRedundancy: undefined },
      except: ["superoffice", "draftit", "pct"],
    },
  ],
});
