import { eachHas, one, relationRule } from "../../framework/language";

const id = (tail: string) => `/subscriptions/s/resourceGroups/rg/providers/Microsoft.Sql/servers/srv/databases/${tail}`;
const database = { type: "sql:Database", name: "db", id: id("db"), inputs: { databaseName: "db" } } as const;
const policy = {
  type: "sql:LongTermRetentionPolicy",
  name: "ltr",
  id: id("db/backupLongTermRetentionPolicies/default"),
  inputs: {},
} as const;
const lacks = "the database has no policy for long-term backups, so Azure keeps none";

export const rule = relationRule({
  id: "sql-long-term-present",
  title: "Every database keeps monthly and yearly backups, where that was agreed",
  why: "Without a policy Azure keeps none of them.",
  severity: "critical",
  concern: "continuity",
  clauses: ["backup.monthly", "backup.yearly"],
  remediation: "Give the database a LongTermRetentionPolicy of the agreed lengths.",
  spans: "stack",
  judge: (resources) =>
    eachHas(
      resources.ofType("sql:Database"),
      "databases",
      {
        what: "policy for long-term backups",
        resources: resources.ofType("sql:LongTermRetentionPolicy"),
        leadsTo: (one) => resources.parentReference(one),
      },
      lacks,
    ),
  cases: {
    pass: { given: [database, policy], says: ["its policy for long-term backups is there"] },
    fail: { given: [database, { ...policy, id: id("other/backupLongTermRetentionPolicies/default") }], says: [lacks] },
    absent: { given: [database], says: [lacks] },
    unknown: {
      given: [database, { type: policy.type, name: "ltr", inputs: {} }],
      says: ["whether its policy for long-term backups is there is not known before the update"],
    },
    notApplicable: { given: one("network:RouteTable", {}), says: ["there are no databases"] },
  },
  sabotage: [
    {
      what: "removes the policy",
      type: "sql:LongTermRetentionPolicy",
      remove: true,
      except: ["coachview", "cloxxs", "pct", "draftit"],
    },
  ],
});
