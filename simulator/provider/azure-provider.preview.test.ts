import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { UNKNOWN, type PropertyMap } from "./property-value";
import type { ProviderClient } from "./test-bed/provider-client";
import { networkInputs, networkToken, ServedCloud, subscription } from "./test-bed/served-cloud";

let cloud: ServedCloud;
let client: ProviderClient;
let group: string;

beforeAll(async () => {
  cloud = await ServedCloud.start();
  client = cloud.client;
});

beforeEach(async () => {
  group = await cloud.newGroup();
});

afterAll(() => cloud.stop());

describe("checking inputs", () => {
  const wrong: readonly [string, PropertyMap, string][] = [
    ["an unknown property", { addresSpace: {} }, "unknown property 'addresSpace'. Did you mean \"addressSpace\"?"],
    ["a property that only Azure sets", { provisioningState: "Succeeded" }, "'provisioningState' is set by Azure"],
    ["a wrong type", { tags: "x" }, "'tags' should be an object but got a string"],
    [
      "a wrong type further in",
      { addressSpace: { addressPrefixes: "10.0.0.0/8" } },
      "'addressSpace.addressPrefixes' should be a list",
    ],
    [
      "a value outside a closed set",
      { encryption: { enabled: true, enforcement: "Sometimes" } },
      "Allowed: DropUnencrypted, AllowUnencrypted.",
    ],
    ["a missing property further in", { encryption: {} }, "missing required property 'encryption.enabled'"],
  ];

  it.each(wrong)("refuses %s", async (_, more, reason) => {
    const { failures } = await client.check(networkToken, { ...networkInputs(group), ...more });
    expect(failures).toEqual([expect.stringContaining(reason)]);
  });

  it("reports every problem at once", async () => {
    const { failures } = await client.check(networkToken, { tags: 1, flowTimeoutInMinutes: "4" });
    expect(failures).toEqual([
      "missing required property 'resourceGroupName'",
      "missing required property 'virtualNetworkName'",
      "'flowTimeoutInMinutes' should be a number but got a string",
      "'tags' should be an object but got a number",
    ]);
  });

  it("refuses types that the cloud does not know, and remembers them", async () => {
    const { failures } = await client.check("azure-native:quantum:Workspace", {});
    expect(failures).toEqual(["the local cloud does not know the resource type 'azure-native:quantum:Workspace' yet"]);
    expect(cloud.simulator.parts.coverage.refusals().map(({ token }) => token)).toContain(
      "azure-native:quantum:Workspace",
    );
  });

  it("accepts unknown values anywhere and keeps checking the others", async () => {
    const news: PropertyMap = {
      ...networkInputs(group),
      addressSpace: { addressPrefixes: [UNKNOWN] },
      tags: UNKNOWN,
      subnets: [UNKNOWN, { nam: "x" }],
    };
    const { failures, inputs } = await client.check(networkToken, news);
    expect(failures).toEqual([expect.stringContaining("unknown property 'subnets[1].nam'")]);
    expect(inputs["tags"]).toBe(UNKNOWN);
  });

  it("takes a location that is not given from the group, and does not know it while the group is unknown", async () => {
    expect((await client.check(networkToken, networkInputs(group))).inputs["location"]).toBe("westeurope");
    const unknownGroup: PropertyMap = { ...networkInputs(group), resourceGroupName: UNKNOWN };
    expect((await client.check(networkToken, unknownGroup)).inputs["location"]).toBe(UNKNOWN);
    const before = await client.check(networkToken, networkInputs(group), { location: "norwayeast" });
    expect(before.inputs["location"]).toBe("norwayeast");
  });
});

describe("previews", () => {
  it("know what was given and nothing else, at any depth", async () => {
    const { inputs } = await client.check(networkToken, {
      ...networkInputs(group),
      subnets: [{ name: "web", addressPrefix: UNKNOWN }],
    });
    const { id, outputs } = await client.create(networkToken, inputs, true);
    expect(id).toBe("");
    expect(outputs).toMatchObject({
      location: "westeurope",
      name: UNKNOWN,
      provisioningState: UNKNOWN,
      resourceGuid: UNKNOWN,
    });
    expect(outputs["addressSpace"]).toMatchObject({ addressPrefixes: ["10.0.0.0/16"] });
    expect(outputs["subnets"]).toEqual([
      expect.objectContaining({ name: "web", addressPrefix: UNKNOWN, provisioningState: UNKNOWN }),
    ]);
    expect(
      cloud.simulator.parts.manager.get(
        `/subscriptions/${subscription}/resourceGroups/${group}/providers/Microsoft.Network/virtualNetworks/vnet`,
      ),
    ).toBeUndefined();
  });

  it("of updates also know what no update changes", async () => {
    const made = await cloud.make(networkToken, networkInputs(group));
    const outputs = await client.update(networkToken, made, { ...made.inputs, tags: { a: "b" } }, true);
    expect(outputs).toMatchObject({
      name: "vnet",
      location: "westeurope",
      tags: { a: "b" },
      provisioningState: UNKNOWN,
    });
  });
});
