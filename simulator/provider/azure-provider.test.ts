import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { UNKNOWN, type PropertyMap } from "./property-value";
import { ProviderClient } from "./test-bed/provider-client";
import {
  groupToken,
  networkInputs,
  networkToken,
  ServedCloud,
  subnetToken,
  subscription,
} from "./test-bed/served-cloud";

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

describe("resources", () => {
  it("have the outputs of the SDK, and no differences to their own inputs", async () => {
    const made = await cloud.make(networkToken, networkInputs(group));
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
    expect(made.inputs).toEqual({ ...networkInputs(group), location: "westeurope" });
    expect(await client.diff(networkToken, made.id, made.inputs, made.inputs)).toEqual({});
  });

  it("are not made where they exist already", async () => {
    const made = await cloud.make(networkToken, networkInputs(group));
    await expect(client.create(networkToken, made.inputs)).rejects.toThrow(
      `cannot create already existing resource '${made.id}'`,
    );
  });

  it("keep their subresources when an update does not speak of them", async () => {
    const made = await cloud.make(networkToken, networkInputs(group));
    const subnet = await cloud.make(subnetToken, {
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
    const { inputs } = await client.check(networkToken, { ...networkInputs(group), subnets });
    const refusal = await client.create(networkToken, inputs).catch((error: unknown) => String(error));
    expect(refusal).toMatch(/Status=400 Code="NetcfgInvalidSubnet" Message=".*" Target="properties\.subnets\[0\]/);
    expect(refusal).toMatch(/Details=\[\n {2}Code=".*" Message=".*" Target="properties\.subnets\[1\]/);
  });

  it("need their group and their parent", async () => {
    const inputs = { ...networkInputs(group), location: "westeurope", resourceGroupName: "nowhere" };
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
    const made = await cloud.make(networkToken, networkInputs(group));
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
    const { inputs } = await client.check(networkToken, networkInputs(group));
    expect(await client.diff(networkToken, "x", inputs, { ...inputs, ...change })).toEqual(expected);
  });
});

describe("a state that has the API version among its inputs", () => {
  it("shows no difference", async () => {
    const made = await cloud.make(networkToken, networkInputs(group));
    const before = { ...made.inputs, azureApiVersion: "2024-05-01" };
    expect(await client.diff(networkToken, made.id, before, made.inputs)).toEqual({});
    const { inputs } = await client.read(networkToken, made, before);
    expect(await client.diff(networkToken, made.id, inputs, made.inputs)).toEqual({});
  });
});

describe("refreshing and importing", () => {
  it("shows what somebody else changed, and not what Azure filled in", async () => {
    const made = await cloud.make(networkToken, networkInputs(group));
    const unchanged = await client.read(networkToken, made, made.inputs);
    expect(unchanged.inputs).toEqual(made.inputs);
    expect(unchanged.outputs).toEqual(made.outputs);
    const body = {
      location: "westeurope",
      tags: { by: "hand" },
      properties: { addressSpace: { addressPrefixes: ["10.0.0.0/16"] } },
    };
    await cloud.simulator.parts.manager.put(made.id, body, 0);
    const drifted = await client.read(networkToken, made, made.inputs);
    expect(drifted.inputs).toEqual({ ...made.inputs, tags: { by: "hand" } });
  });

  it("does not take subresources of their own for inputs of their parent", async () => {
    const made = await cloud.make(networkToken, networkInputs(group));
    await cloud.make(subnetToken, {
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
    const made = await cloud.make(networkToken, networkInputs(group));
    const imported = await client.read(networkToken, { id: made.id, outputs: {} });
    const { failures, inputs } = await client.check(networkToken, imported.inputs, imported.inputs);
    expect(failures).toEqual([]);
    expect(imported.inputs).toMatchObject(made.inputs);
    expect(await client.diff(networkToken, made.id, imported.inputs, inputs)).toEqual({});
  });
});

describe("connections", () => {
  it("have their own configuration", async () => {
    const other = new ProviderClient(cloud.server.port);
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
    const other = new ProviderClient(cloud.server.port);
    await other.configure({});
    const inputs = { resourceGroupName: "x", location: "westeurope" };
    await expect(other.create(groupToken, inputs)).rejects.toThrow("azure-native:subscriptionId");
    expect((await other.create(groupToken, inputs, true)).outputs).toMatchObject({ location: "westeurope" });
    other.close();
  });
});

describe("functions", () => {
  it("get what exists", async () => {
    const { id } = await cloud.make(networkToken, networkInputs(group));
    const args = { resourceGroupName: group, virtualNetworkName: "vnet" };
    expect(await client.invoke("azure-native:network:getVirtualNetwork", args)).toMatchObject({ id, name: "vnet" });
    const missing = client.invoke("azure-native:network:getVirtualNetwork", { ...args, virtualNetworkName: "none" });
    await expect(missing).rejects.toThrow('Code="ResourceNotFound"');
  });

  it("find the certificate that a person is assumed to have put into a vault, unless it is denied", async () => {
    await cloud.make("azure-native:keyvault:Vault", {
      resourceGroupName: group,
      vaultName: "kvdeltawerk",
      properties: {
        tenantId: "11111111-1111-4111-8111-111111111111",
        sku: { family: "A", name: "standard" },
        enableRbacAuthorization: true,
      },
    });
    const look = (vaultName: string) =>
      client.invoke("azure-native:keyvault:getSecret", {
        resourceGroupName: group,
        vaultName,
        secretName: "sct-ab12-edg",
      });
    expect(await look("kvdeltawerk")).toMatchObject({
      name: "sct-ab12-edg",
      properties: { attributes: { enabled: true } },
    });
    const { subscriptions } = cloud.simulator.parts;
    const grant = { subscriptionId: subscription, kind: "certificate", name: "kvdeltawerk/sct-ab12-edg" } as const;
    expect(subscriptions.grants()).toContainEqual({ ...grant, state: "assumed" });
    await subscriptions.setGrant({ ...grant, state: "denied" });
    await expect(look("kvdeltawerk")).rejects.toThrow('Status=404 Code="ResourceNotFound"');
    await expect(look("kvnowhere")).rejects.toThrow('Status=404 Code="ResourceNotFound"');
  });

  it("are refused where they are not known", async () => {
    await expect(client.invoke("azure-native:web:listApps", {})).rejects.toThrow(
      "does not know the function 'azure-native:web:listApps' yet",
    );
  });
});
