import { atLeast, expectProperties, one, otherType, propertyRule, type Requirement } from "../../framework/language";
import { shortestSeconds } from "../../../agreement/duration";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "workspace-retention",
  title: "Logs can be read for as long as was agreed",
  why: "Nobody could look back at who did what.",
  severity: "high",
  concern: "operations",
  clauses: ["logging.kept", "logging"],
  remediation: "Set retentionInDays to the agreed days.",
  types: ["operationalinsights:Workspace", "operationalinsights:Table"],
  judge: (one, { agreement }) => {
    const days = Math.ceil(shortestSeconds(agreement.logging.kept) / 86_400);
    if (one.type === "operationalinsights:Workspace") {
      return expectProperties(one, { retentionInDays: atLeast(days, "days") });
    }
    // A table follows its workspace unless it says otherwise (Microsoft Learn, azure-monitor/logs/data-retention-configure, 2025).
    const asWorkspace: Requirement = {
      wanted: `absent, -1 or at least ${days} days`,
      holds: (value) => value === undefined || value === -1 || (typeof value === "number" && value >= days),
    };
    return expectProperties(one, { retentionInDays: asWorkspace, totalRetentionInDays: asWorkspace });
  },
  cases: {
    pass: { given: one("operationalinsights:Workspace", { retentionInDays: 366 }), says: ["retentionInDays is 366"] },
    fail: {
      given: one("operationalinsights:Workspace", { retentionInDays: 90 }),
      says: ["retentionInDays is 90; it has to be at least 365 days"],
    },
    absent: {
      given: one("operationalinsights:Workspace", {}),
      says: ["retentionInDays is absent, which means 30 on Azure; it has to be at least 365 days"],
    },
    unknown: {
      given: one("operationalinsights:Workspace", { retentionInDays: UNKNOWN }),
      says: ["retentionInDays is not known before the update; it has to be at least 365 days"],
    },
    notApplicable: otherType("operationalinsights:Workspace", "operationalinsights:Table"),
  },
  sabotage: [
    {
      what: "keeps one table for four days",
      type: "operationalinsights:Workspace",
      adds: {
        type: "operationalinsights:Table",
        inputs: ({ resourceGroupName, workspaceName }) => ({
          resourceGroupName,
          workspaceName,
          tableName: "ContainerLogV2",
          retentionInDays: 4,
          totalRetentionInDays: 4,
        }),
      },
    },
    { what: "keeps logs for three months", type: "operationalinsights:Workspace", set: { retentionInDays: 90 } },
    { what: "leaves the days to Azure", type: "operationalinsights:Workspace", set: { retentionInDays: undefined } },
  ],
});
