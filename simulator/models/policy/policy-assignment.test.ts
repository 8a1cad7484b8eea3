import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { policyDefinitionId, type BuiltInPolicy } from "../../../azure/built-in-policies";
import type { ArmBody } from "../../arm/resource";
import { CloudForTests } from "../cloud-for-tests";

let cloud: CloudForTests;
beforeEach(async () => {
  cloud = await CloudForTests.open();
});
afterEach(() => cloud.close());

const builtIn = policyDefinitionId("public-storage");
const unknown = "/providers/Microsoft.Authorization/policyDefinitions/00000000-4747-49cd-b67b-bf8b01975c4c";

describe("a policy assignment", () => {
  it.each<[string, string, () => ArmBody, string[]]>([
    ["a built-in policy", "regions", () => ({ properties: { policyDefinitionId: builtIn } }), []],
    [
      "a built-in policy that is not modelled",
      "x",
      () => ({ properties: { policyDefinitionId: unknown } }),
      ["NotModelled"],
    ],
    [
      "no regions",
      "regions",
      () => ({ properties: { policyDefinitionId: policyDefinitionId("regions") } }),
      ["MissingPolicyParameter"],
    ],
    [
      "an unknown effect",
      "x",
      () => ({ properties: { policyDefinitionId: builtIn, parameters: { effect: { value: "Shout" } } } }),
      ["PolicyParameterValueNotAllowed"],
    ],
    [
      "an override",
      "x",
      () => ({ properties: { policyDefinitionId: builtIn, overrides: [{ kind: "policyEffect", value: "Deny" }] } }),
      ["NotModelled"],
    ],
    ["no policy", "regions", () => ({ properties: {} }), ["InvalidRequestContent"]],
    ["no id", "regions", () => ({ properties: { policyDefinitionId: "regions" } }), ["InvalidPolicyDefinitionId"]],
    [
      "a policy that is not there",
      "regions",
      () => ({ properties: { policyDefinitionId: cloud.group().replace(/\/resourceGroups.*/, "") + builtIn } }),
      ["PolicyDefinitionNotFound"],
    ],
    [
      "a name of 65 letters",
      "r".repeat(65),
      () => ({ properties: { policyDefinitionId: builtIn } }),
      ["InvalidPolicyAssignmentName"],
    ],
    [
      "an unknown mode",
      "regions",
      () => ({ properties: { policyDefinitionId: builtIn, enforcementMode: "Maybe" } }),
      ["InvalidParameter"],
    ],
    [
      "an identity without location",
      "regions",
      () => ({ identity: { type: "SystemAssigned" }, properties: { policyDefinitionId: builtIn } }),
      ["LocationRequired"],
    ],
    [
      "an exception outside",
      "regions",
      () => ({ properties: { policyDefinitionId: builtIn, notScopes: [cloud.group()] } }),
      ["InvalidPolicyAssignmentNotScopes"],
    ],
  ])("answers %s", async (_, name, body, codes) => {
    const id = `${cloud.group()}/providers/Microsoft.Authorization/policyAssignments/${name}`;
    expect(await cloud.refusals(id, body())).toEqual(codes);
  });

  it("gives its identity a principal", async () => {
    const id = `${cloud.group()}/providers/Microsoft.Authorization/policyAssignments/regions`;
    const identity = { type: "SystemAssigned" };
    const made = await cloud.put(id, { location: "westeurope", identity, properties: { policyDefinitionId: builtIn } });
    expect(made.body.identity?.["principalId"]).toMatch(/^[0-9a-f-]{36}$/);
    expect(made.body.properties?.["scope"]).toBe(cloud.group());
  });
});

describe("what a policy refuses", () => {
  const assign = (policy: BuiltInPolicy, properties: ArmBody["properties"] = {}) =>
    cloud.put(
      `${cloud.group().replace(/\/resourceGroups.*/, "")}/providers/Microsoft.Authorization/policyAssignments/p`,
      {
        properties: { policyDefinitionId: policyDefinitionId(policy), ...properties },
      },
    );
  const regions = { parameters: { listOfAllowedLocations: { value: ["West Europe"] } } };
  const network = (location: string): ArmBody => ({
    location,
    properties: { addressSpace: { addressPrefixes: ["10.0.0.0/16"] } },
  });
  const write = (location: string) =>
    cloud.refusals(cloud.id("Microsoft.Network/virtualNetworks/hub"), network(location));

  it("is a resource in another region, in whatever spelling", async () => {
    await assign("regions", regions);
    expect(await write("northeurope")).toEqual(["RequestDisallowedByPolicy"]);
    expect(await write("westeurope")).toEqual([]);
  });

  it("is no resource that is global, and no group", async () => {
    await assign("regions", regions);
    expect(await cloud.refusals(cloud.id("Microsoft.Network/privateDnsZones/a.b"), { location: "global" })).toEqual([]);
    expect(await cloud.refusals(cloud.group("other"), { location: "northeurope" })).toEqual([]);
  });

  it("is a group in another region", async () => {
    await assign("resource-groups", regions);
    expect(await cloud.refusals(cloud.group("other"), { location: "northeurope" })).toEqual([
      "RequestDisallowedByPolicy",
    ]);
  });

  it.each([
    ["not what the selector leaves out", { notIn: ["microsoft.network/virtualNetworks"] }, []],
    ["what the selector names", { in: ["Microsoft.Network/virtualNetworks"] }, ["RequestDisallowedByPolicy"]],
  ])("is %s", async (_, types, codes) => {
    const resourceSelectors = [{ name: "types", selectors: [{ kind: "resourceType", ...types }] }];
    await assign("regions", { ...regions, resourceSelectors });
    expect(await write("northeurope")).toEqual(codes);
  });

  it("is nothing where it is not enforced, and nothing in an exception", async () => {
    await assign("regions", { ...regions, enforcementMode: "DoNotEnforce" });
    expect(await write("northeurope")).toEqual([]);
    await assign("regions", { ...regions, notScopes: [cloud.group()] });
    expect(await write("northeurope")).toEqual([]);
  });

  it("is a service that the public network reaches, where the effect says so", async () => {
    const vault = (publicNetworkAccess: string): ArmBody => ({
      location: "westeurope",
      properties: {
        tenantId: "00000000-0000-0000-0000-000000000002",
        sku: { family: "A", name: "standard" },
        enableRbacAuthorization: true,
        publicNetworkAccess,
      },
    });
    const id = cloud.id("Microsoft.KeyVault/vaults/kv-policies");
    await assign("public-key-vault");
    expect(await cloud.refusals(id, vault("Enabled"))).toEqual([]);
    await assign("public-key-vault", { parameters: { effect: { value: "Deny" } } });
    expect(await cloud.refusals(id, vault("Enabled"))).toEqual(["RequestDisallowedByPolicy"]);
    expect(await cloud.refusals(id, vault("Disabled"))).toEqual([]);
  });
});
