import { eachHas, relationRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

const id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Sql/servers/srv";
const server = { type: "sql:Server", name: "server", id, inputs: {} } as const;
const child = (inputs: Readonly<Record<string, unknown>>) =>
  ({
    type: "sql:ExtendedServerBlobAuditingPolicy",
    name: "child",
    id: `${id}/extendedAuditingSettings/default`,
    inputs,
  }) as const;
const lacks = "nobody records who signs in to the server";

export const rule = relationRule({
  id: "sql-audit-present",
  title: "Every database server records who signs in and what privileges are used",
  why: "Nobody could tell who looked at a customer's data.",
  severity: "high",
  concern: "security",
  clauses: ["logging.signIns"],
  remediation: "Give the server an enabled ExtendedServerBlobAuditingPolicy.",
  spans: "stack",
  judge: (resources) =>
    eachHas(
      resources.ofType("sql:Server"),
      "database servers",
      {
        what: "audit",
        resources: resources
          .ofType("sql:ExtendedServerBlobAuditingPolicy")
          .filter((one) => one.inputs["state"] === "Enabled"),
        leadsTo: (one) => resources.parentReference(one),
      },
      lacks,
    ),
  cases: {
    pass: { given: [server, child({ state: "Enabled" })], says: ["its audit is there"] },
    fail: { given: [server, child({ state: "Disabled" })], says: [lacks] },
    absent: { given: [server], says: [lacks] },
    unknown: {
      given: [
        server,
        {
          type: "sql:ExtendedServerBlobAuditingPolicy",
          name: "child",
          inputs: { state: "Enabled", serverName: UNKNOWN },
        },
      ],
      says: ["whether its audit is there is not known before the update"],
    },
    notApplicable: { given: [child({})], says: ["there are no database servers"] },
  },
  sabotage: [{ what: "removes the audit", type: "sql:ExtendedServerBlobAuditingPolicy", remove: true }],
});
