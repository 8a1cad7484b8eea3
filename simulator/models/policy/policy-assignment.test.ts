import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ArmBody } from "../../arm/resource";
import { CloudForTests } from "../cloud-for-tests";

let cloud: CloudForTests;
beforeEach(async () => {
  cloud = await CloudForTests.open();
});
afterEach(() => cloud.close());

const builtIn = "/providers/Microsoft.Authorization/policyDefinitions/e56962a6-4747-49cd-b67b-bf8b01975c4c";

describe("a policy assignment", () => {
  it.each<[string, string, () => ArmBody, string[]]>([
    ["a built-in policy", "regions", () => ({ properties: { policyDefinitionId: builtIn } }), []],
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
