import { eachHas, relationRule } from "../../framework/language";
import { textOf } from "../../resources/reading";
import { UNKNOWN } from "../../resources/unknown";
import { servesNobody } from "../data/data-standing";

const id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Sql/servers/srv/databases/db";
const database = { type: "sql:Database", name: "db", id, inputs: { databaseName: "db" } } as const;
const alert = (scopes: unknown) =>
  ({
    type: "monitor:MetricAlert",
    name: "alert",
    inputs: { scopes, criteria: { allOf: [{ metricName: "availability" }] } },
  }) as const;
const lacks = "nobody is told when the database takes no connections";

export const rule = relationRule({
  id: "tenant-database-watched",
  title: "Every tenant's database is watched for being available",
  why: "A customer that is offline would have to tell us.",
  severity: "high",
  concern: "operations",
  clauses: ["monitoring.uptime", "monitoring"],
  remediation: "Add a metric alert whose scope is the resource.",
  spans: "stack",
  judge: (resources, measure) =>
    eachHas(
      resources
        .ofType("sql:Database")
        .filter((one) => textOf(one, "createMode") !== "Secondary" && !servesNobody(one, measure)),
      "databases in use",
      {
        what: "alert on its availability",
        resources: resources
          .ofType("monitor:MetricAlert")
          .filter((one) => JSON.stringify(one.inputs["criteria"]).includes('"availability"')),
        leadsTo: (one) => resources.reference(one, "scopes.0"),
      },
      lacks,
    ),
  cases: {
    pass: { given: [database, alert([id])], says: ["its alert on its availability is there"] },
    fail: { given: [database, alert([`${id}-other`])], says: [lacks] },
    absent: { given: [database], says: [lacks] },
    unknown: {
      given: [database, alert(UNKNOWN)],
      says: ["whether its alert on its availability is there is not known before the update"],
    },
    notApplicable: { given: [alert([id])], says: ["there are no databases in use"] },
  },
  sabotage: [
    {
      what: "stops watching a database",
      type: "monitor:MetricAlert",
      where: (one) => one.name.startsWith("database-unavailable"),
      remove: true,
    },
  ],
});
