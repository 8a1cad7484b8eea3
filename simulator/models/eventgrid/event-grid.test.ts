import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ArmBody, ArmObject } from "../../arm/resource";
import { CloudForTests } from "../cloud-for-tests";

let cloud: CloudForTests;
const vaultId = () => cloud.id("Microsoft.KeyVault/vaults/kv-of-events");
const topicId = (name = "topic") => cloud.id(`Microsoft.EventGrid/systemTopics/${name}`);
beforeEach(async () => {
  cloud = await CloudForTests.open();
  await cloud.put(vaultId(), {
    location: "westeurope",
    properties: {
      tenantId: "00000000-0000-0000-0000-000000000002",
      sku: { family: "A", name: "standard" },
      enableRbacAuthorization: true,
    },
  });
});
afterEach(() => cloud.close());

const topic = (changed: ArmObject = {}, location = "westeurope"): ArmBody => ({
  location,
  properties: { source: vaultId(), topicType: "Microsoft.KeyVault.vaults", ...changed },
});

describe("a system topic", () => {
  it.each<[string, () => ArmBody, string[]]>([
    ["a vault's", () => topic(), []],
    ["one elsewhere", () => topic({}, "northeurope"), ["InvalidRequest"]],
    ["one of a group", () => topic({ source: cloud.group() }), ["InvalidRequest"]],
    ["one of storage", () => topic({ topicType: "Microsoft.Storage.StorageAccounts" }), ["NotModelled"]],
    [
      "one of nothing",
      () => ({ location: "westeurope", properties: {} }),
      ["InvalidRequestContent", "InvalidRequestContent"],
    ],
  ])("answers %s", async (_, body, codes) => {
    expect(await cloud.refusals(topicId(), body())).toEqual(codes);
  });

  it("is the only one of its source", async () => {
    await cloud.put(topicId(), topic());
    expect(await cloud.refusals(topicId("other"), topic())).toEqual(["InvalidRequest"]);
  });
});

describe("a subscription to it", () => {
  const alert = (changed: ArmObject = {}, properties: ArmObject = { severity: "Sev1" }): ArmBody => ({
    properties: {
      eventDeliverySchema: "CloudEventSchemaV1_0",
      filter: { includedEventTypes: ["Microsoft.KeyVault.CertificateNearExpiry"] },
      destination: { endpointType: "MonitorAlert", properties },
      ...changed,
    },
  });

  it.each<[string, () => ArmBody, string[]]>([
    ["an alert", () => alert(), []],
    [
      "a group that is not there",
      () => alert({}, { severity: "Sev1", actionGroups: [cloud.id("Microsoft.Insights/actionGroups/a")] }),
      ["InvalidResourceReference"],
    ],
    ["no severity", () => alert({}, {}), ["InvalidRequestContent"]],
    ["an unknown severity", () => alert({}, { severity: "Sev9" }), ["InvalidParameter"]],
    ["the old schema", () => alert({ eventDeliverySchema: "EventGridSchema" }), ["InvalidRequest"]],
    [
      "events of others",
      () => alert({ filter: { includedEventTypes: ["Microsoft.Storage.BlobCreated"] } }),
      ["InvalidRequest"],
    ],
    ["a web hook", () => alert({ destination: { endpointType: "WebHook" } }), ["NotModelled"]],
  ])("answers %s", async (_, body, codes) => {
    await cloud.put(topicId(), topic());
    expect(await cloud.refusals(`${topicId()}/eventSubscriptions/alert`, body())).toEqual(codes);
  });
});
