import { anythingBut, expectProperties, nothing, one, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "workspace-complete",
  title: "Log workspaces take in everything and throw nothing away early",
  why: "Logs end in the middle of an attack that writes many of them, or are gone when they are asked for.",
  severity: "high",
  concern: "security",
  clauses: ["logging"],
  remediation: "Remove workspaceCapping, and immediatePurgeDataOn30Days.",
  types: ["operationalinsights:Workspace"],
  // Source: Microsoft Learn, azure-monitor/logs/daily-cap (2024).
  judge: (resource) =>
    expectProperties(resource, {
      "workspaceCapping.dailyQuotaGb": {
        wanted: "absent or -1",
        holds: (value) => value === undefined || value === -1,
      },
      "features.immediatePurgeDataOn30Days": anythingBut(true),
      // The free one takes 500 MB a day and keeps seven days (Microsoft Learn, azure-monitor/logs/cost-logs, 2025).
      "sku.name": anythingBut("Free"),
      // A rule for everything that comes in may drop any of it (Microsoft Learn, azure-monitor/data-collection/data-collection-transformations, 2025).
      defaultDataCollectionRuleResourceId: nothing(),
    }),
  cases: {
    pass: {
      given: one("operationalinsights:Workspace", { workspaceCapping: { dailyQuotaGb: -1 } }),
      says: ["workspaceCapping.dailyQuotaGb is -1"],
    },
    fail: {
      given: one("operationalinsights:Workspace", {
        workspaceCapping: { dailyQuotaGb: 0.5 },
        features: { immediatePurgeDataOn30Days: true },
      }),
      says: [
        "workspaceCapping.dailyQuotaGb is 0.5; it has to be absent or -1",
        "features.immediatePurgeDataOn30Days is true; it has to be anything but true",
      ],
    },
    absent: { given: one("operationalinsights:Workspace", {}), says: ["workspaceCapping.dailyQuotaGb is absent"] },
    unknown: {
      given: one("operationalinsights:Workspace", { workspaceCapping: UNKNOWN }),
      says: ["workspaceCapping.dailyQuotaGb is not known before the update; it has to be absent or -1"],
    },
    notApplicable: otherType("operationalinsights:Workspace"),
  },
  sabotage: [
    {
      what: "lets a rule drop what comes in",
      type: "operationalinsights:Workspace",
      set: {
        defaultDataCollectionRuleResourceId:
          "/subscriptions/x/resourceGroups/x/providers/Microsoft.Insights/dataCollectionRules/x",
      },
    },
    {
      what: "takes the workspace that costs nothing",
      type: "operationalinsights:Workspace",
      set: { "sku.name": "Free" },
    },
    {
      what: "stops taking logs at half a gigabyte a day",
      type: "operationalinsights:Workspace",
      set: { "workspaceCapping.dailyQuotaGb": 0.5 },
    },
    {
      what: "throws logs away after 30 days for good",
      type: "operationalinsights:Workspace",
      set: { "features.immediatePurgeDataOn30Days": true },
    },
  ],
});
