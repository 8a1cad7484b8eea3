import { eachHas, relationRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

const id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Sql/servers/srv";
const server = { type: "sql:Server", name: "server", id, inputs: {} } as const;
const child = (inputs: Readonly<Record<string, unknown>>) =>
  ({
    type: "sql:ServerSecurityAlertPolicy",
    name: "child",
    id: `${id}/securityAlertPolicies/Default`,
    inputs,
  }) as const;
const lacks = "nothing detects attacks on the server";

export const rule = relationRule({
  id: "sql-threats-present",
  title: "Attacks on every database server are detected",
  why: "An injection or a stolen sign-in would show to nobody.",
  severity: "high",
  concern: "security",
  clauses: ["monitoring.intrusion"],
  remediation: "Give the server an enabled ServerSecurityAlertPolicy.",
  spans: "stack",
  judge: (resources) =>
    eachHas(
      resources.ofType("sql:Server"),
      "database servers",
      {
        what: "threat detection",
        resources: resources.ofType("sql:ServerSecurityAlertPolicy").filter((one) => one.inputs["state"] === "Enabled"),
        leadsTo: (one) => resources.parentReference(one),
      },
      lacks,
    ),
  cases: {
    pass: { given: [server, child({ state: "Enabled" })], says: ["its threat detection is there"] },
    fail: { given: [server, child({ state: "Disabled" })], says: [lacks] },
    absent: { given: [server], says: [lacks] },
    unknown: {
      given: [
        server,
        { type: "sql:ServerSecurityAlertPolicy", name: "child", inputs: { state: "Enabled", serverName: UNKNOWN } },
      ],
      says: ["whether its threat detection is there is not known before the update"],
    },
    notApplicable: { given: [child({})], says: ["there are no database servers"] },
  },
  sabotage: [{ what: "removes the detection", type: "sql:ServerSecurityAlertPolicy", remove: true }],
});
