import { eachHas, relationRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

const id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Sql/servers/srv";
const server = { type: "sql:Server", name: "server", id, inputs: {} } as const;
const child = (inputs: Readonly<Record<string, unknown>>) =>
  ({
    type: "sql:SqlVulnerabilityAssessmentsSetting",
    name: "child",
    id: `${id}/sqlVulnerabilityAssessments/default`,
    inputs,
  }) as const;
const lacks = "nothing scans the server";

export const rule = relationRule({
  id: "sql-scans-present",
  title: "Every database server is scanned for weaknesses",
  why: "Weak settings and rights would stay until somebody uses them.",
  severity: "high",
  concern: "security",
  clauses: ["scanning.vulnerabilities"],
  remediation: "Give the server an enabled SqlVulnerabilityAssessmentsSetting.",
  spans: "stack",
  judge: (resources) =>
    eachHas(
      resources.ofType("sql:Server"),
      "database servers",
      {
        what: "scan",
        resources: resources
          .ofType("sql:SqlVulnerabilityAssessmentsSetting")
          .filter((one) => one.inputs["state"] === "Enabled"),
        leadsTo: (one) => resources.parentReference(one),
      },
      lacks,
    ),
  cases: {
    pass: { given: [server, child({ state: "Enabled" })], says: ["its scan is there"] },
    fail: { given: [server, child({ state: "Disabled" })], says: [lacks] },
    absent: { given: [server], says: [lacks] },
    unknown: {
      given: [
        server,
        {
          type: "sql:SqlVulnerabilityAssessmentsSetting",
          name: "child",
          inputs: { state: "Enabled", serverName: UNKNOWN },
        },
      ],
      says: ["whether its scan is there is not known before the update"],
    },
    notApplicable: { given: [child({})], says: ["there are no database servers"] },
  },
  sabotage: [{ what: "removes the scan", type: "sql:SqlVulnerabilityAssessmentsSetting", remove: true }],
});
