import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { valueAt } from "../../arm/body-path";
import type { ArmObject } from "../../arm/resource";
import { CloudForTests } from "../cloud-for-tests";
import { textAt } from "../read-body";
import { administrators, makeServer, server } from "./sql-for-tests";

let cloud: CloudForTests;
beforeEach(async () => {
  cloud = await CloudForTests.open();
});
afterEach(() => cloud.close());

describe("a server", () => {
  it("answers its name and never a password", async () => {
    const properties = { administratorLogin: "sa", administratorLoginPassword: "do not show" };
    const made = await cloud.put(cloud.id(server), { location: "westeurope", properties });
    expect(valueAt(made.body, "properties.fullyQualifiedDomainName")).toBe("sql-one.database.windows.net");
    expect(JSON.stringify(made)).not.toContain("do not show");
  });

  it.each<[string, string, ArmObject, string[]]>([
    ["for Entra alone", "sql-one", { administrators }, []],
    ["without anybody", "sql-one", {}, ["InvalidParameterValue"]],
    [
      "for Entra alone with a password",
      "sql-one",
      { administrators, administratorLoginPassword: "x" },
      ["AadOnlyAuthenticationIsEnabled"],
    ],
    ["in upper case", "SQL-One", { administrators }, ["InvalidServerName"]],
  ])("%s", async (_, name, properties, codes) => {
    expect(
      await cloud.refusals(cloud.id(`Microsoft.Sql/servers/${name}`), { location: "westeurope", properties }),
    ).toEqual(codes);
  });

  it("has a name of its own in the whole cloud and a login for ever", async () => {
    await cloud.put(cloud.id(server), {
      location: "westeurope",
      properties: { administratorLogin: "sa", administratorLoginPassword: "x" },
    });
    await cloud.put(cloud.group("other"), { location: "westeurope" });
    const twin = cloud.id(server, "other");
    expect(await cloud.refusals(twin, { location: "westeurope", properties: { administrators } })).toEqual([
      "NameAlreadyExists",
    ]);
    const renamed = {
      location: "westeurope",
      properties: { administratorLogin: "root", administratorLoginPassword: "x" },
    };
    expect(await cloud.refusals(cloud.id(server), renamed)).toEqual(["PropertyChangeNotAllowed"]);
  });

  it("takes no firewall rules while it is closed to the public", async () => {
    await makeServer(cloud);
    const rule = cloud.id(`${server}/firewallRules/office`);
    const range = { properties: { startIpAddress: "203.0.113.1", endIpAddress: "203.0.113.9" } };
    expect(await cloud.refusals(rule, { properties: { ...range.properties, endIpAddress: "203.0.113.0" } })).toEqual([
      "InvalidIpAddressRange",
    ]);
    expect(await cloud.refusals(rule, range)).toEqual([]);
    await cloud.put(cloud.id(server), {
      location: "westeurope",
      properties: { administrators, publicNetworkAccess: "Disabled" },
    });
    expect(await cloud.refusals(rule, range)).toEqual(["DenyPublicEndpointEnabled"]);
  });
});

describe("encryption with a key of one's own", () => {
  const makeKeyedServer = () =>
    cloud.put(cloud.id(server), {
      location: "westeurope",
      identity: { type: "SystemAssigned" },
      properties: { administrators },
    });
  const version = "0123456789abcdef0123456789abcdef";
  const uri = `https://veld.managedhsm.azure.net/keys/tde/${version}`;
  const pooled = { properties: { serverKeyType: "AzureKeyVault", uri } };
  const pooledId = () => cloud.id(`${server}/keys/veld_tde_${version}`);

  it("needs an identity of the server", async () => {
    await makeServer(cloud);
    expect(await cloud.refusals(pooledId(), pooled)).toEqual(["AzureKeyVaultNoServerIdentity"]);
  });

  it("takes a key in a hardware module, where people have let the server to it", async () => {
    await makeKeyedServer();
    expect(await cloud.refusals(pooledId(), pooled)).toEqual([]);
    const protector = { properties: { serverKeyType: "AzureKeyVault", serverKeyName: `veld_tde_${version}` } };
    const { body } = await cloud.put(cloud.id(`${server}/encryptionProtector/current`), protector);
    expect(textAt(body, "properties.uri")).toBe(uri);
  });

  it("is refused while they have not", async () => {
    await makeKeyedServer();
    await cloud.deny("key", uri);
    expect(await cloud.refusals(pooledId(), pooled)).toEqual(["AzureKeyVaultMissingPermissions"]);
  });

  it.each<[boolean, string[]]>([
    [true, []],
    [false, ["AzureKeyVaultInvalidDeletionRecoveryLevel"]],
  ])("needs purge protection (%s)", async (isProtected, codes) => {
    await makeKeyedServer();
    const vault = cloud.id("Microsoft.KeyVault/vaults/kvdeltawerk");
    const properties = {
      tenantId: "11111111-1111-4111-8111-111111111111",
      sku: { family: "A", name: "standard" },
      enableRbacAuthorization: true,
      ...(isProtected && { enablePurgeProtection: true }),
    };
    await cloud.put(vault, { location: "westeurope", properties });
    const key = await cloud.put(`${vault}/keys/tde`, { properties: { kty: "RSA" } });
    const uri = textAt(key.body, "properties.keyUriWithVersion") ?? "";
    const name = `kvdeltawerk_tde_${uri.split("/").at(-1) ?? ""}`;
    const serverKey = { properties: { serverKeyType: "AzureKeyVault", uri } };
    expect(await cloud.refusals(cloud.id(`${server}/keys/${name}`), serverKey)).toEqual(codes);
    const protector = { properties: { serverKeyType: "AzureKeyVault", serverKeyName: name } };
    expect(await cloud.refusals(cloud.id(`${server}/encryptionProtector/current`), protector)).toEqual(
      isProtected ? [] : ["ServerKeyNotFound"],
    );
  });
});
