import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { valueAt } from "../../arm/body-path";
import type { ArmBody, ArmObject } from "../../arm/resource";
import { CloudForTests } from "../cloud-for-tests";

let cloud: CloudForTests;
beforeEach(async () => {
  cloud = await CloudForTests.open();
});
afterEach(() => cloud.close());

const vault = "Microsoft.KeyVault/vaults/kvdeltawerk";

function body(change: ArmObject = {}, sku = "standard"): ArmBody {
  const tenantId = "11111111-1111-4111-8111-111111111111";
  return {
    location: "westeurope",
    properties: { tenantId, sku: { family: "A", name: sku }, enableRbacAuthorization: true, ...change },
  };
}

describe("a key vault", () => {
  it.each<[string, string, ArmObject, string[]]>([
    ["with roles", "kvdeltawerk", {}, []],
    ["without roles or policies", "kvdeltawerk", { enableRbacAuthorization: false }, ["BadRequest"]],
    ["kept too shortly", "kvdeltawerk", { softDeleteRetentionInDays: 6 }, ["BadRequest"]],
    ["without soft delete", "kvdeltawerk", { enableSoftDelete: false }, ["BadRequest"]],
    ["without purge protection on purpose", "kvdeltawerk", { enablePurgeProtection: false }, ["BadRequest"]],
    ["with too long a name", "kvdeltawerkkvdeltawerkkvdeltawerk", {}, ["VaultNameNotValid"]],
    ["to be recovered that was never deleted", "kvdeltawerk", { createMode: "recover" }, ["VaultNotFound"]],
  ])("%s", async (_, name, change, codes) => {
    expect(await cloud.refusals(cloud.id(`Microsoft.KeyVault/vaults/${name}`), body(change))).toEqual(codes);
  });

  it("keeps its retention and its purge protection", async () => {
    await cloud.put(cloud.id(vault), body({ softDeleteRetentionInDays: 30, enablePurgeProtection: true }));
    expect(await cloud.refusals(cloud.id(vault), body({ softDeleteRetentionInDays: 90 }))).toEqual(["BadRequest"]);
    const again = await cloud.put(cloud.id(vault), body());
    expect(again.body.properties).toMatchObject({ enablePurgeProtection: true, softDeleteRetentionInDays: 30 });
  });

  it("holds its name while it is deleted, and comes back with its keys", async () => {
    await cloud.put(cloud.id(vault), body());
    await cloud.put(cloud.id(`${vault}/keys/tde`), { properties: { kty: "RSA" } });
    await cloud.remove(cloud.id(vault));
    expect(await cloud.refusals(cloud.id(vault), body())).toEqual(["VaultAlreadyExists"]);
    await cloud.put(cloud.group("other"), { location: "westeurope" });
    expect(await cloud.refusals(cloud.id(vault, "other"), body())).toEqual(["VaultAlreadyExists"]);
    expect(await cloud.refusals(cloud.id(vault), body({ createMode: "recover" }))).toEqual([]);
    expect(cloud.get(cloud.id(`${vault}/keys/tde`))).toBeDefined();
  });
});

describe("keys and secrets", () => {
  it.each<[string, ArmObject, string[]]>([
    ["standard", { kty: "RSA", keySize: 3072 }, []],
    ["standard", { kty: "RSA-HSM" }, ["SkuNotSupported"]],
    ["premium", { kty: "RSA-HSM" }, []],
    ["standard", { kty: "RSA", keySize: 1024 }, ["BadParameter"]],
    ["standard", { kty: "AES" }, ["BadParameter"]],
  ])("in a %s vault: %j", async (sku, properties, codes) => {
    await cloud.put(cloud.id(vault), body({}, sku));
    expect(await cloud.refusals(cloud.id(`${vault}/keys/k`), { properties })).toEqual(codes);
  });

  it("a secret is never answered, and another value is another version", async () => {
    await cloud.put(cloud.id(vault), body());
    const id = cloud.id(`${vault}/secrets/psk`);
    const versionOf = async (value: string): Promise<unknown> => {
      const made = await cloud.put(id, { properties: { value } });
      expect(JSON.stringify(made)).not.toContain(value);
      return valueAt(made.body, "properties.secretUriWithVersion");
    };
    const first = await versionOf("first value");
    expect(await versionOf("first value")).toBe(first);
    expect(await versionOf("second value")).not.toBe(first);
  });
});
