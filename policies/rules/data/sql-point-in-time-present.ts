import { eachHas, one, relationRule } from "../../framework/language";
import { valueOf } from "../../resources/reading";

const id = (tail: string) => `/subscriptions/s/resourceGroups/rg/providers/Microsoft.Sql/servers/srv/databases/${tail}`;
const database = { type: "sql:Database", name: "db", id: id("db"), inputs: { databaseName: "db" } } as const;
const policy = {
  type: "sql:BackupShortTermRetentionPolicy",
  name: "pitr",
  id: id("db/backupShortTermRetentionPolicies/default"),
  inputs: { retentionDays: 30 },
} as const;
const lacks = "the database has no policy for restores to a point in time, so Azure keeps 7 days";

export const rule = relationRule({
  id: "sql-point-in-time-present",
  title: "Every database says how far back it can be restored",
  why: "Without a policy Azure keeps 7 days, and what was lost before cannot be brought back.",
  severity: "critical",
  concern: "continuity",
  clauses: ["backup.pointInTime"],
  remediation: "Give the database a BackupShortTermRetentionPolicy of the agreed length.",
  spans: "stack",
  judge: (resources) =>
    eachHas(
      resources.ofType("sql:Database").filter((one) => valueOf(one, "databaseName") !== "master"),
      "databases",
      {
        what: "policy for restores to a point in time",
        resources: resources.ofType("sql:BackupShortTermRetentionPolicy"),
        leadsTo: (one) => resources.parentReference(one),
      },
      lacks,
    ),
  cases: {
    pass: { given: [database, policy], says: ["its policy for restores to a point in time is there"] },
    fail: {
      given: [database, { ...database, name: "other", id: id("other") }, policy],
      says: ["its policy for restores to a point in time is there", lacks],
    },
    absent: { given: [database], says: [lacks] },
    unknown: {
      given: [database, { type: policy.type, name: "pitr", inputs: policy.inputs }],
      says: ["whether its policy for restores to a point in time is there is not known before the update"],
    },
    notApplicable: { given: one("network:RouteTable", {}), says: ["there are no databases"] },
  },
  sabotage: [{ what: "removes the policy", type: "sql:BackupShortTermRetentionPolicy", remove: true }],
});
