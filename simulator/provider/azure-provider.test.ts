import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { mapping } from "../mapping/mapping";
import { resourceModels } from "../models/resource-models";
import { Simulator } from "../simulator";
import { UNKNOWN, type PropertyMap } from "./property-value";
import { serveProvider, type ProviderServer } from "./provider-server";
import { ProviderClient, type Recorded } from "./test-bed/provider-client";

const groupToken = "azure-native:resources:ResourceGroup";
const networkToken = "azure-native:network:VirtualNetwork";
const subnetToken = "azure-native:network:Subnet";
const subscription = "5a7c1d1e-0000-4000-8000-000000000001";

let folder: string;
let simulator: Simulator;
let server: ProviderServer;
let client: ProviderClient;
let groups = 0;

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), "deltawerk-provider-"));
  const versions = { azureNative: "3.28.0", random: "4.21.2" };
  simulator = await Simulator.open({ stateFolder: folder, mapping, models: resourceModels, versions });
  const [azure] = simulator.parts.providers;
  if (azure === undefined) throw new Error("there is no provider");
  server = await serveProvider(azure, 0, () => undefined);
  client = new ProviderClient(server.port);
  await client.configure({ subscriptionId: subscription });
});

afterAll(async () => {
  client.close();
  await server.close();
  await simulator.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Makes a resource as the engine does: check, then create. */
async function make(token: string, news: PropertyMap): Promise<Recorded & { readonly inputs: PropertyMap }> {
  const { inputs, failures } = await client.check(token, news);
  expect(failures).toEqual([]);
  return { ...(await client.create(token, inputs)), inputs };
}

let group: string;
beforeEach(async () => {
  group = `rg-${++groups}`;
  await make(groupToken, { resourceGroupName: group, location: "westeurope" });
});

const networkInputs = (): PropertyMap => ({
  resourceGroupName: group,
  virtualNetworkName: "vnet",
  addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
});

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
    const { failures } = await client.check(networkToken, { ...networkInputs(), ...more });
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
    expect(simulator.parts.coverage.refusals().map(({ token }) => token)).toContain("azure-native:quantum:Workspace");
  });

  it("accepts unknown values anywhere and keeps checking the others", async () => {
    const news: PropertyMap = {
      ...networkInputs(),
      addressSpace: { addressPrefixes: [UNKNOWN] },
      tags: UNKNOWN,
      subnets: [UNKNOWN, { nam: "x" }],
    };
    const { failures, inputs } = await client.check(networkToken, news);
    expect(failures).toEqual([expect.stringContaining("unknown property 'subnets[1].nam'")]);
    expect(inputs["tags"]).toBe(UNKNOWN);
  });

  it("takes a location that is not given from the group, and does not know it while the group is unknown", async () => {
    expect((await client.check(networkToken, networkInputs())).inputs["location"]).toBe("westeurope");
    const unknownGroup: PropertyMap = { ...networkInputs(), resourceGroupName: UNKNOWN };
    expect((await client.check(networkToken, unknownGroup)).inputs["location"]).toBe(UNKNOWN);
    const before = await client.check(networkToken, networkInputs(), { location: "norwayeast" });
    expect(before.inputs["location"]).toBe("norwayeast");
  });
});

describe("previews", () => {
  it("know what was given and nothing else, at any depth", async () => {
    const { inputs } = await client.check(networkToken, {
      ...networkInputs(),
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
      simulator.parts.manager.get(
        `/subscriptions/${subscription}/resourceGroups/${group}/providers/Microsoft.Network/virtualNetworks/vnet`,
      ),
    ).toBeUndefined();
  });

  it("of updates also know what no update changes", async () => {
    const made = await make(networkToken, networkInputs());
    const outputs = await client.update(networkToken, made, { ...made.inputs, tags: { a: "b" } }, true);
    expect(outputs).toMatchObject({
      name: "vnet",
      location: "westeurope",
      tags: { a: "b" },
      provisioningState: UNKNOWN,
    });
  });
});

describe("resources", () => {
  it("have the outputs of the SDK, and no differences to their own inputs", async () => {
    const made = await make(networkToken, networkInputs());
    expect(made.id).toBe(
      `/subscriptions/${subscription}/resourceGroups/${group}/providers/Microsoft.Network/virtualNetworks/vnet`,
    );
    expect(made.outputs).toMatchObject({
      name: "vnet",
      type: "Microsoft.Network/virtualNetworks",
      location: "westeurope",
      provisioningState: "Succeeded",
      azureApiVersion: "2024-05-01",
    });
    expect(made.outputs["id"]).toBeUndefined();
    expect(await client.diff(networkToken, made.id, made.inputs, made.inputs)).toEqual({});
  });

  it("are not made where they exist already", async () => {
    const made = await make(networkToken, networkInputs());
    await expect(client.create(networkToken, made.inputs)).rejects.toThrow(
      `cannot create already existing resource '${made.id}'`,
    );
  });

  it("keep their subresources when an update does not speak of them", async () => {
    const made = await make(networkToken, networkInputs());
    const subnet = await make(subnetToken, {
      resourceGroupName: group,
      virtualNetworkName: "vnet",
      subnetName: "web",
      addressPrefix: "10.0.1.0/24",
    });
    await client.update(networkToken, made, { ...made.inputs, tags: { a: "b" } });
    expect((await client.read(subnetToken, subnet, subnet.inputs)).id).toBe(subnet.id);
  });

  it("say with Azure's code, and all at once, why a request is refused", async () => {
    const subnets = [
      { name: "a", addressPrefix: "192.168.0.0/24" },
      { name: "GatewaySubnet", addressPrefix: "10.0.0.0/30" },
    ];
    const { inputs } = await client.check(networkToken, { ...networkInputs(), subnets });
    const refusal = await client.create(networkToken, inputs).catch((error: unknown) => String(error));
    expect(refusal).toMatch(/Status=400 Code="NetcfgInvalidSubnet" Message=".*" Target="properties\.subnets\[0\]/);
    expect(refusal).toMatch(/Details=\[\n {2}Code=".*" Message=".*" Target="properties\.subnets\[1\]/);
  });

  it("need their group and their parent", async () => {
    const inputs = { ...networkInputs(), location: "westeurope", resourceGroupName: "nowhere" };
    await expect(client.create(networkToken, inputs)).rejects.toThrow('Status=404 Code="ResourceGroupNotFound"');
    const orphan = {
      resourceGroupName: group,
      virtualNetworkName: "none",
      subnetName: "a",
      addressPrefix: "10.0.0.0/24",
    };
    await expect(client.create(subnetToken, orphan)).rejects.toThrow('Status=404 Code="ParentResourceNotFound"');
  });

  it("can be deleted twice, and are read as gone", async () => {
    const made = await make(networkToken, networkInputs());
    await client.delete(networkToken, made.id);
    await client.delete(networkToken, made.id);
    expect((await client.read(networkToken, made, made.inputs)).id).toBe("");
  });
});

describe("differences", () => {
  const changes: readonly [string, PropertyMap, Record<string, string>][] = [
    ["a tag", { tags: { a: "b" } }, { tags: "ADD" }],
    ["the name", { virtualNetworkName: "other" }, { virtualNetworkName: "UPDATE_REPLACE" }],
    ["the location", { location: "northeurope" }, { location: "UPDATE_REPLACE" }],
    ["the spelling of the location", { location: "West Europe" }, {}],
    [
      "an item of a list",
      { addressSpace: { addressPrefixes: ["10.0.0.0/15"] } },
      { "addressSpace.addressPrefixes[0]": "UPDATE" },
    ],
    ["a value that is unknown now", { addressSpace: UNKNOWN }, { addressSpace: "UPDATE" }],
  ];

  it.each(changes)("show %s", async (_, change, expected) => {
    const { inputs } = await client.check(networkToken, networkInputs());
    expect(await client.diff(networkToken, "x", inputs, { ...inputs, ...change })).toEqual(expected);
  });
});

describe("refreshing and importing", () => {
  it("shows what somebody else changed, and not what Azure filled in", async () => {
    const made = await make(networkToken, networkInputs());
    const unchanged = await client.read(networkToken, made, made.inputs);
    expect(unchanged.inputs).toEqual(made.inputs);
    expect(unchanged.outputs).toEqual(made.outputs);
    const body = {
      location: "westeurope",
      tags: { by: "hand" },
      properties: { addressSpace: { addressPrefixes: ["10.0.0.0/16"] } },
    };
    await simulator.parts.manager.put(made.id, body, 0);
    const drifted = await client.read(networkToken, made, made.inputs);
    expect(drifted.inputs).toEqual({ ...made.inputs, tags: { by: "hand" } });
  });

  it("does not take subresources of their own for inputs of their parent", async () => {
    const made = await make(networkToken, networkInputs());
    await make(subnetToken, {
      resourceGroupName: group,
      virtualNetworkName: "vnet",
      subnetName: "web",
      addressPrefix: "10.0.1.0/24",
    });
    const { inputs, outputs } = await client.read(networkToken, made, made.inputs);
    expect(inputs).toEqual(made.inputs);
    expect(outputs["subnets"]).toEqual([expect.objectContaining({ name: "web" })]);
  });

  it("gives inputs of an import that pass the check and need no update", async () => {
    const made = await make(networkToken, networkInputs());
    const imported = await client.read(networkToken, { id: made.id, outputs: {} });
    const { failures, inputs } = await client.check(networkToken, imported.inputs, imported.inputs);
    expect(failures).toEqual([]);
    expect(imported.inputs).toMatchObject(made.inputs);
    expect(await client.diff(networkToken, made.id, imported.inputs, inputs)).toEqual({});
  });
});

describe("connections", () => {
  it("have their own configuration", async () => {
    const other = new ProviderClient(server.port);
    await expect(other.invoke("azure-native:authorization:getClientConfig", {})).rejects.toThrow(
      "not configured on this connection",
    );
    await other.configure({ subscriptionId: "other", tenantId: "tenant" });
    const config = { subscriptionId: "other", tenantId: "tenant" };
    expect(await other.invoke("azure-native:authorization:getClientConfig", {})).toMatchObject(config);
    expect(await client.invoke("azure-native:authorization:getClientConfig", {})).toMatchObject({
      subscriptionId: subscription,
    });
    other.close();
  });

  it("need a subscription only where something is made", async () => {
    const other = new ProviderClient(server.port);
    await other.configure({});
    const inputs = { resourceGroupName: "x", location: "westeurope" };
    await expect(other.create(groupToken, inputs)).rejects.toThrow("azure-native:subscriptionId");
    expect((await other.create(groupToken, inputs, true)).outputs).toMatchObject({ location: "westeurope" });
    other.close();
  });
});

describe("functions", () => {
  it("get what exists", async () => {
    const { id } = await make(networkToken, networkInputs());
    const args = { resourceGroupName: group, virtualNetworkName: "vnet" };
    expect(await client.invoke("azure-native:network:getVirtualNetwork", args)).toMatchObject({ id, name: "vnet" });
    const missing = client.invoke("azure-native:network:getVirtualNetwork", { ...args, virtualNetworkName: "none" });
    await expect(missing).rejects.toThrow('Code="ResourceNotFound"');
  });

  it("are refused where they are not known", async () => {
    await expect(client.invoke("azure-native:web:listApps", {})).rejects.toThrow(
      "does not know the function 'azure-native:web:listApps' yet",
    );
  });
});
