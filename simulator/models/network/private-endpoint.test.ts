import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { valueAt } from "../../arm/body-path";
import type { ArmBody } from "../../arm/resource";
import { CloudForTests } from "../cloud-for-tests";
import { changed, makeNetwork } from "./network-for-tests";

let cloud: CloudForTests;
let subnet: (name: string) => string;
let account: string;
beforeEach(async () => {
  cloud = await CloudForTests.open();
  subnet = await makeNetwork(cloud, { data: "10.0.0.0/29" });
  account = cloud.id("Microsoft.Storage/storageAccounts/deltawerk");
  await cloud.put(account, { location: "westeurope", kind: "StorageV2", sku: { name: "Standard_ZRS" } });
});
afterEach(() => cloud.close());

const zone = "Microsoft.Network/privateDnsZones/privatelink.blob.core.windows.net";

function endpoint(name: string): string {
  return cloud.id(`Microsoft.Network/privateEndpoints/${name}`);
}

function body(groupIds: readonly string[] = ["blob"]): ArmBody {
  const connection = { name: "c", properties: { privateLinkServiceId: account, groupIds } };
  return {
    location: "westeurope",
    properties: { subnet: { id: subnet("data") }, privateLinkServiceConnections: [connection] },
  };
}

describe("a private endpoint", () => {
  it("has an address of its subnet and stays the same", async () => {
    const made = await cloud.put(endpoint("pe"), body());
    const names = [{ fqdn: "deltawerk.blob.core.windows.net", ipAddresses: ["10.0.0.4"] }];
    expect(valueAt(made.body, "properties.customDnsConfigs")).toEqual(names);
    expect(valueAt((await cloud.put(endpoint("pe"), body())).body, "properties.customDnsConfigs")).toEqual(names);
  });

  it("is in the region of its network and needs to lead somewhere", async () => {
    expect(await cloud.refusals(endpoint("pe"), { ...body(), location: "northeurope" })).toEqual([
      "InvalidResourceReference",
    ]);
    const nowhere = { location: "westeurope", properties: { subnet: { id: subnet("data") } } };
    expect(await cloud.refusals(endpoint("pe"), nowhere)).toEqual(["InvalidRequestContent"]);
  });

  it("leads to one group that its service has", async () => {
    expect(await cloud.refusals(endpoint("pe"), body(["vault"]))).toEqual(["PrivateEndpointInvalidGroupIds"]);
    expect(await cloud.refusals(endpoint("pe"), body(["blob", "dfs"]))).toContain("PrivateEndpointInvalidGroupIds");
  });

  it("finds a subnet full", async () => {
    for (const name of ["a", "b", "c"]) await cloud.put(endpoint(name), body());
    expect(await cloud.refusals(endpoint("d"), body())).toEqual(["SubnetIsFull"]);
    await cloud.remove(endpoint("b"));
    const made = await cloud.put(endpoint("d"), body());
    expect(valueAt(made.body, "properties.customDnsConfigs")).toMatchObject([{ ipAddresses: ["10.0.0.5"] }]);
  });

  it("does not move to another subnet", async () => {
    const other = await makeNetwork(cloud, { data: "10.1.0.0/24" }, { name: "other", space: "10.1.0.0/16" });
    await cloud.put(endpoint("pe"), body());
    const moved = changed(body(), { subnet: { id: other("data") } });
    expect(await cloud.refusals(endpoint("pe"), moved)).toEqual(["PropertyChangeNotAllowed"]);
  });
});

describe("private DNS", () => {
  const group = (): string => `${endpoint("pe")}/privateDnsZoneGroups/default`;
  const groupBody = (): ArmBody => ({
    properties: { privateDnsZoneConfigs: [{ name: "blob", properties: { privateDnsZoneId: cloud.id(zone) } }] },
  });
  const link = (network: string): ArmBody => ({
    location: "global",
    properties: {
      registrationEnabled: false,
      virtualNetwork: { id: cloud.id(`Microsoft.Network/virtualNetworks/${network}`) },
    },
  });

  it("gets a record from a zone group, which takes it away again", async () => {
    await cloud.put(cloud.id(zone), { location: "global" });
    await cloud.put(endpoint("pe"), body());
    await cloud.put(group(), groupBody());
    const record = (): unknown =>
      valueAt(cloud.get(cloud.id(`${zone}/A/deltawerk`))?.body ?? {}, "properties.aRecords");
    expect(record()).toEqual([{ ipv4Address: "10.0.0.4" }]);
    expect(await cloud.refusals(`${endpoint("pe")}/privateDnsZoneGroups/second`, groupBody())).toEqual([
      "MoreThanOnePrivateDnsZoneGroupPerPrivateEndpointNotAllowed",
    ]);
    await cloud.remove(group());
    expect(record()).toBeUndefined();
  });

  it("knows a key vault under the name that its own leads on to", async () => {
    const vault = cloud.id("Microsoft.KeyVault/vaults/kvdeltawerk");
    const tenantId = "11111111-1111-4111-8111-111111111111";
    const sku = { family: "A", name: "standard" };
    await cloud.put(vault, { location: "westeurope", properties: { tenantId, sku, enableRbacAuthorization: true } });
    const vaults = cloud.id("Microsoft.Network/privateDnsZones/privatelink.vaultcore.azure.net");
    await cloud.put(vaults, { location: "global" });
    const connection = { name: "c", properties: { privateLinkServiceId: vault, groupIds: ["vault"] } };
    await cloud.put(endpoint("pe"), changed(body(), { privateLinkServiceConnections: [connection] }));
    const configuration = { name: "vault", properties: { privateDnsZoneId: vaults } };
    await cloud.put(group(), { properties: { privateDnsZoneConfigs: [configuration] } });
    const record = cloud.get(`${vaults}/A/kvdeltawerk`);
    expect(record?.body.properties).toMatchObject({ fqdn: "kvdeltawerk.vault.azure.net." });
  });

  it("does not overwrite another endpoint's record", async () => {
    await cloud.put(cloud.id(zone), { location: "global" });
    await cloud.put(endpoint("pe"), body());
    await cloud.put(group(), groupBody());
    await cloud.put(endpoint("twin"), body());
    expect(await cloud.refusals(`${endpoint("twin")}/privateDnsZoneGroups/default`, groupBody())).toEqual([
      "RecordSetAlreadyExists",
    ]);
  });

  it("is global, and a network asks one zone of a name", async () => {
    expect(await cloud.refusals(cloud.id(zone), { location: "westeurope" })).toEqual([
      "LocationNotAvailableForResourceType",
    ]);
    await cloud.put(cloud.id(zone), { location: "global" });
    await cloud.put(cloud.id(`${zone}/virtualNetworkLinks/hub`), link("hub"));
    expect(await cloud.refusals(cloud.id(`${zone}/virtualNetworkLinks/again`), link("hub"))).toEqual(["BadRequest"]);
  });
});
