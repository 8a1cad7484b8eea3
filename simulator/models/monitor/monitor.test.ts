import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ArmBody, ArmObject } from "../../arm/resource";
import { CloudForTests } from "../cloud-for-tests";

let cloud: CloudForTests;
let workspace: string;
let vault: string;
beforeEach(async () => {
  cloud = await CloudForTests.open();
  workspace = cloud.id("Microsoft.OperationalInsights/workspaces/logs");
  await cloud.put(workspace, { location: "westeurope" });
  vault = cloud.id("Microsoft.KeyVault/vaults/kvdeltawerk");
  const properties = {
    tenantId: "11111111-1111-4111-8111-111111111111",
    sku: { family: "A", name: "standard" },
    enableRbacAuthorization: true,
  };
  await cloud.put(vault, { location: "westeurope", properties });
});
afterEach(() => cloud.close());

describe("a workspace", () => {
  it.each<[string, ArmObject, string[]]>([
    ["of a year", { retentionInDays: 365 }, []],
    ["of a week", { retentionInDays: 7 }, ["InvalidParameter"]],
    ["of a week for nothing", { retentionInDays: 7, sku: { name: "Free" } }, []],
  ])("%s", async (_, properties, codes) => {
    const id = cloud.id("Microsoft.OperationalInsights/workspaces/other");
    expect(await cloud.refusals(id, { location: "westeurope", properties })).toEqual(codes);
  });

  it("can be made again after it was deleted", async () => {
    await cloud.remove(workspace);
    expect(await cloud.refusals(workspace, { location: "westeurope" })).toEqual([]);
  });
});

describe("a diagnostic setting", () => {
  const setting = (name: string): string => `${vault}/providers/Microsoft.Insights/diagnosticSettings/${name}`;
  const logs = [{ categoryGroup: "allLogs", enabled: true }];

  it.each<[string, () => ArmObject, string[]]>([
    ["to a workspace", () => ({ workspaceId: workspace, logs }), []],
    ["to nowhere", () => ({ logs }), ["BadRequest"]],
    ["of nothing", () => ({ workspaceId: workspace }), ["BadRequest"]],
    [
      "of a category and a group",
      () => ({ workspaceId: workspace, logs: [{ category: "AuditEvent", categoryGroup: "audit", enabled: true }] }),
      ["BadRequest"],
    ],
    ["to a workspace that is not there", () => ({ workspaceId: `${workspace}x`, logs }), ["InvalidResourceReference"]],
  ])("%s", async (_, properties, codes) => {
    expect(await cloud.refusals(setting("all"), { properties: properties() })).toEqual(codes);
  });

  it("sends to a workspace once, and belongs to something that exists", async () => {
    await cloud.put(setting("all"), { properties: { workspaceId: workspace, logs } });
    expect(await cloud.refusals(setting("again"), { properties: { workspaceId: workspace, logs } })).toEqual([
      "Conflict",
    ]);
    const nobody = cloud.id("Microsoft.KeyVault/vaults/none/providers/Microsoft.Insights/diagnosticSettings/all");
    expect(await cloud.refusals(nobody, { properties: { workspaceId: workspace, logs } })).toEqual([
      "ParentResourceNotFound",
    ]);
  });

  it("of a storage account has metrics only", async () => {
    const account = cloud.id("Microsoft.Storage/storageAccounts/docs");
    await cloud.put(account, { location: "westeurope", kind: "StorageV2", sku: { name: "Standard_LRS" } });
    const onAccount = `${account}/providers/Microsoft.Insights/diagnosticSettings/all`;
    const onBlobs = `${account}/blobServices/default/providers/Microsoft.Insights/diagnosticSettings/all`;
    const metrics = [{ category: "Transaction", enabled: true }];
    expect(await cloud.refusals(onAccount, { properties: { workspaceId: workspace, logs } })).toEqual(["BadRequest"]);
    expect(await cloud.refusals(onAccount, { properties: { workspaceId: workspace, metrics } })).toEqual([]);
    expect(await cloud.refusals(onBlobs, { properties: { workspaceId: workspace, logs } })).toEqual([]);
  });
});

describe("alerts", () => {
  const metric = (): ArmObject => ({
    scopes: [vault],
    criteria: { "odata.type": "Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria", allOf: [] },
    severity: 2,
    windowSize: "PT15M",
    evaluationFrequency: "PT5M",
  });
  const log = (): ArmObject => ({
    scopes: [workspace],
    criteria: { allOf: [{ query: "Heartbeat", operator: "GreaterThan", threshold: 0, timeAggregation: "Count" }] },
    severity: 1,
    windowSize: "PT15M",
    evaluationFrequency: "PT15M",
  });
  const onMetric = "Microsoft.Insights/metricAlerts/a";
  const onLog = "Microsoft.Insights/scheduledQueryRules/a";

  it.each<[string, string, ArmBody, () => ArmObject, string[]]>([
    ["on a metric", onMetric, { location: "global" }, metric, []],
    ["on a metric in a region", onMetric, { location: "westeurope" }, metric, ["LocationNotAvailableForResourceType"]],
    ["of severity 5", onMetric, { location: "global" }, () => ({ ...metric(), severity: 5 }), ["BadRequest"]],
    [
      "with a window shorter than its frequency",
      onMetric,
      { location: "global" },
      () => ({ ...metric(), windowSize: "PT1M" }),
      ["BadRequest"],
    ],
    ["on nothing", onMetric, { location: "global" }, () => ({ ...metric(), scopes: [] }), ["BadRequest"]],
    [
      "on two resources without their type",
      onMetric,
      { location: "global" },
      () => ({ ...metric(), scopes: [vault, workspace] }),
      ["BadRequest"],
    ],
    ["on logs", onLog, { location: "westeurope" }, log, []],
    [
      "on logs every seven minutes",
      onLog,
      { location: "westeurope" },
      () => ({ ...log(), evaluationFrequency: "PT7M" }),
      ["BadRequest"],
    ],
    [
      "on logs without a criterion",
      onLog,
      { location: "westeurope" },
      () => ({ ...log(), criteria: { allOf: [] } }),
      ["BadRequest"],
    ],
  ])("%s", async (_, path, body, properties, codes) => {
    expect(await cloud.refusals(cloud.id(path), { ...body, properties: properties() })).toEqual(codes);
  });

  it.each<[string, ArmObject, string[]]>([
    ["with a short name", { groupShortName: "oncall" }, []],
    ["with a long short name", { groupShortName: "the people on call" }, ["BadRequest"]],
    [
      "with two receivers of one name",
      { groupShortName: "oncall", emailReceivers: [{ name: "a" }, { name: "a" }] },
      ["BadRequest"],
    ],
  ])("go to a group %s", async (_, properties, codes) => {
    const id = cloud.id("Microsoft.Insights/actionGroups/oncall");
    expect(await cloud.refusals(id, { location: "global", properties: { enabled: true, ...properties } })).toEqual(
      codes,
    );
  });

  it("on the activity log name a category", async () => {
    const id = cloud.id("Microsoft.Insights/activityLogAlerts/a");
    const asked = (field: string): ArmBody => ({
      location: "global",
      properties: { scopes: [cloud.group()], condition: { allOf: [{ field, equals: "ServiceHealth" }] } },
    });
    expect(await cloud.refusals(id, asked("status"))).toEqual(["BadRequest"]);
    expect(await cloud.refusals(id, asked("category"))).toEqual([]);
  });

  it("on the activity log stand in the subscription that they watch", async () => {
    const id = cloud.id("Microsoft.Insights/activityLogAlerts/a");
    const condition = { allOf: [{ field: "category", equals: "Administrative" }] };
    const elsewhere = "/subscriptions/00000000-0000-0000-0000-000000000002";
    const watching = (scope: string): ArmBody => ({ location: "global", properties: { scopes: [scope], condition } });
    expect(await cloud.refusals(id, watching(elsewhere))).toEqual(["BadRequest"]);
    expect(await cloud.refusals(id, watching(cloud.group().split("/resourceGroups")[0] ?? ""))).toEqual([]);
  });
});

describe("a data collection rule", () => {
  const rule = (changed: ArmObject = {}, location = "westeurope"): ArmBody => ({
    location,
    properties: {
      dataSources: {
        extensions: [{ name: "e", extensionName: "ContainerInsights", streams: ["Microsoft-ContainerLogV2"] }],
      },
      destinations: { logAnalytics: [{ name: "workspace", workspaceResourceId: workspace }] },
      dataFlows: [{ streams: ["Microsoft-ContainerLogV2"], destinations: ["workspace"] }],
      ...changed,
    },
  });

  it.each<[string, () => ArmBody, string[]]>([
    ["of containers", () => rule(), []],
    ["in another region than its workspace", () => rule({}, "northeurope"), ["InvalidPayload"]],
    [
      "that leads nowhere",
      () => rule({ dataFlows: [{ streams: ["s"], destinations: ["other"] }] }),
      ["InvalidPayload"],
    ],
    ["without a flow", () => rule({ dataFlows: [] }), ["InvalidPayload"]],
    ["of event logs", () => rule({ dataSources: { windowsEventLogs: [] } }), ["NotModelled"]],
  ])("%s", async (_, body, codes) => {
    expect(await cloud.refusals(cloud.id("Microsoft.Insights/dataCollectionRules/dcr"), body())).toEqual(codes);
  });

  it("is there before something is held to it", async () => {
    const id = `${vault}/providers/Microsoft.Insights/dataCollectionRuleAssociations/a`;
    const dataCollectionRuleId = cloud.id("Microsoft.Insights/dataCollectionRules/absent");
    expect(await cloud.refusals(id, { properties: { dataCollectionRuleId } })).toEqual(["InvalidResourceReference"]);
  });
});
