import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { valueAt } from "../../arm/body-path";
import type { ArmBody } from "../../arm/resource";
import { CloudForTests } from "../cloud-for-tests";

let cloud: CloudForTests;
beforeEach(async () => {
  cloud = await CloudForTests.open();
});
afterEach(() => cloud.close());

const principalId = "44444444-4444-4444-8444-444444444444";
const names = ["55555555-5555-4555-8555-555555555555", "66666666-6666-4666-8666-666666666666"] as const;
const role = "/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7";

function assignment(name: string): string {
  return `${cloud.group()}/providers/Microsoft.Authorization/roleAssignments/${name}`;
}

function body(who = principalId): ArmBody {
  const [, , subscription = ""] = cloud.group().split("/");
  return { properties: { principalId: who, roleDefinitionId: `/subscriptions/${subscription}${role}` } };
}

describe("a role assignment", () => {
  it.each<[string, string, string, string[]]>([
    ["to somebody", names[0], principalId, []],
    ["with a name that is no GUID", "reader", principalId, ["InvalidRoleAssignmentId"]],
    ["to nobody", names[0], "a person", ["PrincipalNotFound"]],
  ])("%s", async (_, name, who, codes) => {
    expect(await cloud.refusals(assignment(name), body(who))).toEqual(codes);
  });

  it("is made on a secret that somebody put into a vault, and not where there is no vault", async () => {
    const vault = cloud.id("Microsoft.KeyVault/vaults/kvdeltawerk");
    const onSecret = `${vault}/secrets/certificate/providers/Microsoft.Authorization/roleAssignments/${names[0]}`;
    expect(await cloud.refusals(onSecret, body())).toEqual(["ParentResourceNotFound"]);
    const tenantId = "11111111-1111-4111-8111-111111111111";
    await cloud.put(vault, {
      location: "westeurope",
      properties: { tenantId, sku: { family: "A", name: "standard" }, enableRbacAuthorization: true },
    });
    expect(await cloud.refusals(onSecret, body())).toEqual([]);
  });

  it("is made once on a scope and does not change", async () => {
    await cloud.put(assignment(names[0]), body());
    expect(await cloud.refusals(assignment(names[1]), body())).toEqual(["RoleAssignmentExists"]);
    expect(await cloud.refusals(assignment(names[0]), body(names[1]))).toEqual(["PropertyChangeNotAllowed"]);
    expect(valueAt(cloud.get(assignment(names[0]))?.body ?? {}, "properties.scope")).toBe(cloud.group());
  });
});

describe("a lock", () => {
  const network = "Microsoft.Network/virtualNetworks/hub";
  const lock = (scope: string): string => `${scope}/providers/Microsoft.Authorization/locks/keep`;

  it("stops the deletion of what it is on, of what is inside and of what is around", async () => {
    await cloud.put(cloud.id(network), {
      location: "westeurope",
      properties: { addressSpace: { addressPrefixes: ["10.0.0.0/16"] } },
    });
    await cloud.put(cloud.id(`${network}/subnets/web`), { properties: { addressPrefix: "10.0.0.0/24" } });
    await cloud.put(lock(cloud.id(network)), { properties: { level: "CanNotDelete" } });
    for (const id of [cloud.id(network), cloud.id(`${network}/subnets/web`), cloud.group()]) {
      expect(await cloud.refusalsToRemove(id)).toContain("ScopeLocked");
    }
    await cloud.remove(lock(cloud.id(network)));
    expect(await cloud.refusalsToRemove(cloud.group())).toEqual([]);
    expect(cloud.get(cloud.id(network))).toBeUndefined();
  });

  it("has one of two levels", async () => {
    expect(await cloud.refusals(lock(cloud.group()), { properties: { level: "Forever" } })).toEqual([
      "InvalidLockLevel",
    ]);
  });
});

describe("a managed identity", () => {
  const identity = "Microsoft.ManagedIdentity/userAssignedIdentities/workload";
  const credential = (subject: string): ArmBody => ({
    properties: { issuer: "https://issuer.example/", subject, audiences: ["api://AzureADTokenExchange"] },
  });

  it("has ids of its own and credentials that differ", async () => {
    const made = await cloud.put(cloud.id(identity), { location: "westeurope" });
    expect(Object.keys(made.body.properties ?? {})).toEqual(
      expect.arrayContaining(["clientId", "principalId", "tenantId"]),
    );
    const id = (name: string): string => cloud.id(`${identity}/federatedIdentityCredentials/${name}`);
    await cloud.put(id("one"), credential("system:serviceaccount:a:a"));
    expect(await cloud.refusals(id("two"), credential("system:serviceaccount:a:a"))).toEqual(["Conflict"]);
    expect(await cloud.refusals(id("two"), credential("system:serviceaccount:b:b"))).toEqual([]);
    expect(
      await cloud.refusals(id("three"), { properties: { issuer: "https://issuer.example/", subject: "s" } }),
    ).toContain("InvalidRequestContent");
  });
});
