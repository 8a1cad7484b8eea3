import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { valueAt } from "../../arm/body-path";
import type { ArmObject } from "../../arm/resource";
import { CloudForTests } from "../cloud-for-tests";

let cloud: CloudForTests;
beforeEach(async () => {
  cloud = await CloudForTests.open();
});
afterEach(() => cloud.close());

const hub = "Microsoft.Network/virtualNetworks/hub";
const groupOfRules = "Microsoft.Network/networkSecurityGroups/nsg";

async function makeHub(): Promise<void> {
  await cloud.put(cloud.id(hub), {
    location: "westeurope",
    properties: { addressSpace: { addressPrefixes: ["10.0.0.0/16"] } },
  });
}

function subnetOf(addressPrefix: string, more: ArmObject = {}): { readonly properties: ArmObject } {
  return { properties: { addressPrefix, ...more } };
}

describe("a virtual network", () => {
  it.each<[string, string, ArmObject, string[]]>([
    ["no address space", "hub", {}, ["InvalidRequestContent"]],
    ["a host bit", "hub", { addressSpace: { addressPrefixes: ["10.0.0.1/16"] } }, ["InvalidCIDRNotation"]],
    ["no prefix", "hub", { addressSpace: { addressPrefixes: ["ten"] } }, ["InvalidAddressPrefixFormat"]],
    ["a name of one letter", "h", { addressSpace: { addressPrefixes: ["10.0.0.0/16"] } }, ["InvalidResourceName"]],
    [
      "overlapping prefixes",
      "hub",
      { addressSpace: { addressPrefixes: ["10.0.0.0/16", "10.0.1.0/24"] } },
      ["VnetAddressSpacesOverlap"],
    ],
    [
      "an inline subnet outside",
      "hub",
      {
        addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
        subnets: [{ name: "web", properties: { addressPrefix: "10.1.0.0/24" } }],
      },
      ["NetcfgInvalidSubnet"],
    ],
    [
      "inline subnets that overlap",
      "hub",
      {
        addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
        subnets: [
          { name: "web", properties: { addressPrefix: "10.0.0.0/24" } },
          { name: "data", properties: { addressPrefix: "10.0.0.128/25" } },
        ],
      },
      ["NetcfgSubnetRangesOverlap"],
    ],
  ])("is refused with %s", async (_, name, properties, codes) => {
    const id = cloud.id(`Microsoft.Network/virtualNetworks/${name}`);
    expect(await cloud.refusals(id, { location: "westeurope", properties })).toEqual(codes);
  });

  it("shows its subnets, and loses those that an update does not list", async () => {
    await makeHub();
    await cloud.put(cloud.id(`${hub}/subnets/web`), subnetOf("10.0.0.0/24"));
    expect(valueAt(cloud.get(cloud.id(hub))?.body ?? {}, "properties.subnets")).toMatchObject([{ name: "web" }]);
    await makeHub();
    expect(cloud.get(cloud.id(`${hub}/subnets/web`))).toBeUndefined();
  });
});

describe("a subnet", () => {
  beforeEach(makeHub);

  it.each<[string, string, ArmObject, string[]]>([
    ["outside of the network", "web", { addressPrefix: "10.1.0.0/24" }, ["NetcfgInvalidSubnet"]],
    ["without a prefix", "web", {}, ["InvalidRequestContent"]],
    ["too small", "web", { addressPrefix: "10.0.0.0/30" }, ["NetcfgInvalidSubnet"]],
    ["too small for a firewall", "AzureFirewallSubnet", { addressPrefix: "10.0.0.0/27" }, ["NetcfgInvalidSubnet"]],
  ])("%s is refused", async (_, name, properties, codes) => {
    expect(await cloud.refusals(cloud.id(`${hub}/subnets/${name}`), { properties })).toEqual(codes);
  });

  it("cannot overlap with another", async () => {
    await cloud.put(cloud.id(`${hub}/subnets/web`), subnetOf("10.0.0.0/24"));
    expect(await cloud.refusals(cloud.id(`${hub}/subnets/data`), subnetOf("10.0.0.0/25"))).toEqual([
      "NetcfgSubnetRangesOverlap",
    ]);
    expect(await cloud.refusals(cloud.id(`${hub}/subnets/data`), subnetOf("10.0.1.0/24"))).toEqual([]);
  });

  it("needs its network and what it mentions", async () => {
    expect(
      await cloud.refusals(cloud.id("Microsoft.Network/virtualNetworks/none/subnets/web"), subnetOf("10.0.0.0/24")),
    ).toEqual(["ParentResourceNotFound"]);
    const missing = subnetOf("10.0.0.0/24", { networkSecurityGroup: { id: cloud.id(groupOfRules) } });
    expect(await cloud.refusals(cloud.id(`${hub}/subnets/web`), missing)).toEqual(["InvalidResourceReference"]);
  });

  it("keeps its security group from being deleted", async () => {
    await cloud.put(cloud.id(groupOfRules), { location: "westeurope" });
    const withGroup = subnetOf("10.0.0.0/24", { networkSecurityGroup: { id: cloud.id(groupOfRules) } });
    await cloud.put(cloud.id(`${hub}/subnets/web`), withGroup);
    expect(await cloud.refusalsToRemove(cloud.id(groupOfRules))).toEqual(["InUseNetworkSecurityGroupCannotBeDeleted"]);
    await cloud.remove(cloud.id(`${hub}/subnets/web`));
    expect(await cloud.refusalsToRemove(cloud.id(groupOfRules))).toEqual([]);
  });

  it("of the firewall takes no security group", async () => {
    await cloud.put(cloud.id(groupOfRules), { location: "westeurope" });
    const body = subnetOf("10.0.0.0/26", { networkSecurityGroup: { id: cloud.id(groupOfRules) } });
    expect(await cloud.refusals(cloud.id(`${hub}/subnets/AzureFirewallSubnet`), body)).toEqual(["OperationNotAllowed"]);
  });
});

describe("peerings", () => {
  const spoke = "Microsoft.Network/virtualNetworks/spoke";
  const peering = (from: string): string => cloud.id(`${from}/virtualNetworkPeerings/peer`);
  const to = (network: string, more: ArmObject = {}): { properties: ArmObject } => ({
    properties: { remoteVirtualNetwork: { id: cloud.id(network) }, ...more },
  });
  const makeNetwork = (network: string, addressPrefix: string): Promise<unknown> =>
    cloud.put(cloud.id(network), {
      location: "westeurope",
      properties: { addressSpace: { addressPrefixes: [addressPrefix] } },
    });
  const stateOf = (network: string): unknown =>
    valueAt(cloud.get(peering(network))?.body ?? {}, "properties.peeringState");

  beforeEach(makeHub);

  it("are connected once both exist, and disconnected when one goes", async () => {
    await makeNetwork(spoke, "10.1.0.0/16");
    await cloud.put(peering(hub), to(spoke));
    expect(stateOf(hub)).toBe("Initiated");
    await cloud.put(peering(spoke), to(hub));
    expect([stateOf(hub), stateOf(spoke)]).toEqual(["Connected", "Connected"]);
    await cloud.remove(peering(spoke));
    expect(stateOf(hub)).toBe("Disconnected");
    expect(await cloud.refusals(peering(spoke), to(hub))).toEqual(["RemotePeeringIsDisconnected"]);
  });

  it.each<[string, string, ArmObject, string]>([
    ["overlapping networks", "10.0.128.0/17", {}, "VnetAddressSpacesOverlap"],
    ["a remote gateway that is not there", "10.1.0.0/16", { useRemoteGateways: true }, "RemoteVnetHasNoGateways"],
  ])("with %s are refused", async (_, prefix, more, code) => {
    await makeNetwork(spoke, prefix);
    expect(await cloud.refusals(peering(spoke), to(hub, more))).toEqual([code]);
  });

  it("of two overlapping spokes with one hub are refused", async () => {
    await makeNetwork(spoke, "10.1.0.0/16");
    await makeNetwork("Microsoft.Network/virtualNetworks/other", "10.1.0.0/16");
    await cloud.put(peering(hub), to(spoke));
    const second = cloud.id(`${hub}/virtualNetworkPeerings/second`);
    expect(await cloud.refusals(second, to("Microsoft.Network/virtualNetworks/other"))).toEqual([
      "VnetAddressSpaceOverlapsWithAlreadyPeeredVnet",
    ]);
    expect(await cloud.refusals(second, to(spoke))).toEqual(["AnotherPeeringAlreadyReferencesRemoteVnet"]);
  });
});
