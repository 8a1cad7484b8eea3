import { expectProperty, one, propertyRule, worst, type Requirement } from "../../framework/language";
import { shortestSeconds } from "../../../agreement/duration";
import { UNKNOWN } from "../../resources/unknown";

const duration = /^P(?=[\dT])/;

/** Kept at least so long, whatever the length of the months. */
function keptFor(agreed: string): Requirement {
  return {
    wanted: `at least ${agreed}`,
    holds: (value) =>
      typeof value === "string" && duration.test(value) && shortestSeconds(value) >= shortestSeconds(agreed),
  };
}

export const rule = propertyRule({
  id: "sql-long-term",
  title: "Monthly and yearly backups of databases are kept as long as agreed",
  why: "Books and contracts have to be shown for years.",
  severity: "critical",
  concern: "continuity",
  clauses: ["backup.monthly", "backup.yearly"],
  remediation: "Set monthlyRetention and yearlyRetention to the agreed durations.",
  types: ["sql:LongTermRetentionPolicy"],
  judge: (policy, { agreement }) => {
    const { monthly, yearly } = agreement.backup;
    return worst([
      ...(monthly === undefined ? [] : [expectProperty(policy, "monthlyRetention", keptFor(monthly))]),
      ...(yearly === undefined ? [] : [expectProperty(policy, "yearlyRetention", keptFor(yearly))]),
    ]);
  },
  cases: {
    pass: {
      given: one("sql:LongTermRetentionPolicy", { monthlyRetention: "P12M", yearlyRetention: "P10Y" }),
      says: ['monthlyRetention is "P12M"'],
    },
    fail: {
      given: one("sql:LongTermRetentionPolicy", { monthlyRetention: "P11M", yearlyRetention: "P7Y" }),
      says: [
        'monthlyRetention is "P11M"; it has to be at least P12M',
        'yearlyRetention is "P7Y"; it has to be at least P10Y',
      ],
    },
    absent: {
      given: one("sql:LongTermRetentionPolicy", { monthlyRetention: "P12M" }),
      says: ["yearlyRetention is absent; it has to be at least P10Y"],
    },
    unknown: {
      given: one("sql:LongTermRetentionPolicy", { monthlyRetention: UNKNOWN, yearlyRetention: "P10Y" }),
      says: ["monthlyRetention is not known before the update; it has to be at least P12M"],
    },
    notApplicable: {
      given: one("sql:LongTermRetentionPolicy", {}),
      platform: "pct",
      says: ["the agreement of pct has no backup.monthly or backup.yearly"],
    },
  },
  sabotage: [
    {
      what: "keeps months for half a year",
      type: "sql:LongTermRetentionPolicy",
      set: { monthlyRetention: "P6M" },
      except: ["coachview", "cloxxs", "pct", "draftit"],
    },
    {
      what: "drops the yearly backup",
      type: "sql:LongTermRetentionPolicy",
      set: { yearlyRetention: undefined },
      except: ["coachview", "cloxxs", "pct", "draftit"],
    },
  ],
});
