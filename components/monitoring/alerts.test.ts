import { describe, expect, it } from "vitest";
import { recordResources } from "../record-resources";
import { AbsenceAlert } from "./absence-alert";
import { AlertRoute } from "./alert-route";
import { ChangeAlert } from "./change-alert";
import { MetricAlert, type MetricAlertArgs } from "./metric-alert";
import { METRIC_SIGNALS, type MetricSignalName } from "./metric-signals";
import { Workspace } from "./workspace";

const common = {
  scope: { platform: "coachview", environment: "local", site: "weu" },
  resourceGroupName: "rg",
  tags: {},
} as const;
const routes = ["critical-route"];

describe("MetricAlert", () => {
  const args: MetricAlertArgs = {
    ...common,
    routes,
    role: "dat",
    tenant: "ab12",
    generation: 1,
    signal: "database-unavailable",
    resourceId: "database",
    severity: 0,
    timing: { every: "PT1M", over: "PT5M" },
  };
  const record = async (changed: Partial<MetricAlertArgs> = {}) => {
    const resources = await recordResources((options) => new MetricAlert("alert", { ...args, ...changed }, options));
    expect(resources.map(({ name }) => name)).toEqual(["alert"]);
    return resources[0]?.inputs;
  };

  it("watches one resource and tells its route", async () => {
    expect(await record()).toEqual({
      ruleName: "ma-cvl-weu-ab12-dat-01--database-unavailable",
      resourceGroupName: "rg",
      location: "global",
      tags: {},
      description: "The database takes no connections.",
      enabled: true,
      autoMitigate: true,
      severity: 0,
      scopes: ["database"],
      evaluationFrequency: "PT1M",
      windowSize: "PT5M",
      criteria: {
        odataType: "Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria",
        allOf: [
          {
            criterionType: "StaticThresholdCriterion",
            name: "database-unavailable",
            metricNamespace: "Microsoft.Sql/servers/databases",
            metricName: "availability",
            operator: "LessThan",
            threshold: 100,
            timeAggregation: "Average",
          },
        ],
      },
      actions: [{ actionGroupId: "critical-route" }],
    });
  });

  it("looks at each tunnel by itself", async () => {
    expect(await record({ signal: "tunnel-down" })).toMatchObject({
      criteria: { allOf: [{ dimensions: [{ name: "ConnectionName", operator: "Include", values: ["*"] }] }] },
    });
  });

  it.each(Object.keys(METRIC_SIGNALS) as MetricSignalName[])("can be named after %s", async (signal) => {
    expect((await record({ signal, threshold: 70 }))?.["ruleName"]).toBe(`ma-cvl-weu-ab12-dat-01--${signal}`);
  });

  it("compares with what is agreed where the signal leaves that open, and not without", async () => {
    expect(await record({ signal: "database-space", threshold: 70 })).toMatchObject({
      criteria: { allOf: [{ metricName: "storage_percent", operator: "GreaterThan", threshold: 70 }] },
    });
    await expect(record({ signal: "database-space" })).rejects.toThrow("database-space");
  });
});

it("AbsenceAlert reports a count of none, also when no table is there yet", async () => {
  const resources = await recordResources(
    (options) =>
      new AbsenceAlert(
        "alert",
        {
          ...common,
          routes,
          role: "bak",
          location: "westeurope",
          workspaceId: "workspace",
          label: "absent-weu",
          description: "No backup.",
          query: "Jobs | where Done",
          severity: 1,
          timing: { every: "PT1H", over: "P2D" },
        },
        options,
      ),
  );
  expect(resources[1]?.inputs).toMatchObject({
    kind: "LogAlert",
    scopes: ["workspace"],
    windowSize: "P2D",
    criteria: { allOf: [{ query: "Jobs | where Done", timeAggregation: "Count", operator: "LessThan", threshold: 1 }] },
    actions: { actionGroups: ["critical-route"] },
    skipQueryValidation: true,
  });
});

it("ChangeAlert watches all operations of a subscription, whoever calls them", async () => {
  const resources = await recordResources(
    (options) =>
      new ChangeAlert(
        "alert",
        {
          ...common,
          routes,
          role: "fwl",
          label: "changed",
          description: "Changed.",
          subscription: "cells",
          operations: ["A/write", "A/delete"],
        },
        options,
      ),
  );
  expect(resources[1]?.inputs).toMatchObject({
    scopes: ["/subscriptions/cells"],
    condition: {
      allOf: [
        { field: "category", equals: "Administrative" },
        {
          anyOf: [
            { field: "operationName", equals: "A/write" },
            { field: "operationName", equals: "A/delete" },
          ],
        },
      ],
    },
    actions: { actionGroups: [{ actionGroupId: "critical-route" }] },
  });
});

it("AlertRoute mails everybody on the route, from within the EU", async () => {
  const resources = await recordResources(
    (options) =>
      new AlertRoute("route", { ...common, key: "critical", emails: ["a@example.com", "b@example.com"] }, options),
  );
  expect(resources[1]?.inputs).toMatchObject({
    actionGroupName: "ag-cvl-weu-alr--critical",
    groupShortName: "critical",
    location: "swedencentral",
    enabled: true,
    emailReceivers: [{ emailAddress: "a@example.com" }, { emailAddress: "b@example.com" }],
  });
});

it("Workspace keeps logs as long as planned, without keys, and records who asks", async () => {
  const resources = await recordResources(
    (options) => new Workspace("logs", { ...common, location: "westeurope", retentionDays: 365 }, options),
  );
  expect(resources.map(({ type, name, protect }) => [type.split(":")[2], name, protect])).toEqual([
    ["Workspace", "logs", false],
    ["Workspace", "logs-workspace", true],
    ["DiagnosticSetting", "logs-audit", false],
  ]);
  expect(resources[1]?.inputs).toMatchObject({ retentionInDays: 365, features: { disableLocalAuth: true } });
});
