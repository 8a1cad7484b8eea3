import { DependencyResource } from "@pulumi/pulumi/resource";
import { describe, expect, it } from "vitest";
import { recordResources } from "../record-resources";
import { deterministicGuid } from "./deterministic-guid";
import { RoleAssignment, type RoleAssignmentArgs } from "./role-assignment";

const args: RoleAssignmentArgs = {
  scope: { platform: "superoffice", environment: "local" },
  principal: { name: "id-sol-noe-job", id: "principal-id" },
  target: { name: "stsolnoecpy", id: "account-id", subscription: "guard" },
  role: "Storage Blob Data Reader",
  reason: "Reads the copies in order to verify them.",
};

async function assignmentOf(changed: Partial<RoleAssignmentArgs> = {}): Promise<Readonly<Record<string, unknown>>> {
  const resources = await recordResources((options) => new RoleAssignment("reader", { ...args, ...changed }, options));
  expect(resources.map(({ type, name }) => [type, name])).toEqual([
    ["azure-native:authorization:RoleAssignment", "reader"],
  ]);
  return resources[0]?.inputs ?? {};
}

describe("RoleAssignment", () => {
  it("assigns a built-in role by its id, with the reason in Azure", async () => {
    expect(await assignmentOf()).toEqual({
      roleAssignmentName: deterministicGuid(
        "superoffice",
        "local",
        "id-sol-noe-job",
        "Storage Blob Data Reader",
        "stsolnoecpy",
      ),
      scope: args.target.id,
      principalId: "principal-id",
      principalType: "ServicePrincipal",
      roleDefinitionId:
        "/subscriptions/guard/providers/Microsoft.Authorization/roleDefinitions/2a2b9908-6ea1-4ae2-8e65-a410df84e7d1",
      description: args.reason,
    });
  });

  it("assigns a custom role by its definition, and to a group", async () => {
    const definition = new DependencyResource(
      "urn:pulumi:stack::project::azure-native:authorization:RoleDefinition::role",
    );
    const inputs = await assignmentOf({
      role: { name: "create-and-append", roleDefinitionId: "/subscriptions/s/role", definition },
      principal: { ...args.principal, type: "Group" },
    });
    expect(inputs).toMatchObject({ roleDefinitionId: "/subscriptions/s/role", principalType: "Group" });
  });

  it.each<[string, Partial<RoleAssignmentArgs>]>([
    ["environment", { scope: { platform: "superoffice", environment: "test" } }],
    ["principal", { principal: { name: "other", id: "principal-id" } }],
    ["role", { role: "Reader" }],
    ["target", { target: { ...args.target, name: "other" } }],
  ])("has another GUID for another %s", async (_, changed) => {
    const original = await assignmentOf();
    const other = await assignmentOf(changed);
    expect(other["roleAssignmentName"]).not.toBe(original["roleAssignmentName"]);
  });

  it("keeps its GUID when the principal or the target is made anew", async () => {
    const original = await assignmentOf();
    const other = await assignmentOf({ principal: { ...args.principal, id: "new-principal" } });
    expect(other["roleAssignmentName"]).toBe(original["roleAssignmentName"]);
  });
});

describe("deterministicGuid", () => {
  it("is a version 5 UUID of variant 1", () => {
    expect(deterministicGuid("a")).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it("does not confuse where one part ends and the next begins", () => {
    expect(deterministicGuid("ab", "c")).not.toBe(deterministicGuid("a", "bc"));
  });
});
