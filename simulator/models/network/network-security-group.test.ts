import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { valueAt } from "../../arm/body-path";
import type { ArmObject } from "../../arm/resource";
import { CloudForTests } from "../cloud-for-tests";

let cloud: CloudForTests;
beforeEach(async () => {
  cloud = await CloudForTests.open();
});
afterEach(() => cloud.close());

const group = "Microsoft.Network/networkSecurityGroups/nsg";
const table = "Microsoft.Network/routeTables/rt";

const accepted = {
  access: "Allow",
  direction: "Inbound",
  protocol: "Tcp",
  priority: 100,
  sourceAddressPrefix: "VirtualNetwork",
  sourcePortRange: "*",
  destinationAddressPrefixes: ["10.0.0.0/24", "10.0.1.0/24"],
  destinationPortRanges: ["443", "8000-8100"],
} satisfies ArmObject;

function withRules(...rules: readonly ArmObject[]): { location: string; properties: ArmObject } {
  const securityRules = rules.map((rule, index) => ({ name: `rule${index}`, properties: { ...accepted, ...rule } }));
  return { location: "westeurope", properties: { securityRules } };
}

describe("security rules", () => {
  it("come with the default ones", async () => {
    const made = await cloud.put(cloud.id(group), withRules({}));
    expect(valueAt(made.body, "properties.defaultSecurityRules")).toHaveLength(6);
  });

  it.each<[string, readonly ArmObject[], string[]]>([
    ["a priority below 100", [{ priority: 99 }], ["SecurityRuleInvalidPriority"]],
    ["a priority above 4096", [{ priority: 4097 }], ["SecurityRuleInvalidPriority"]],
    ["the same priority in one direction", [{}, {}], ["SecurityRuleConflict"]],
    ["the same priority in two directions", [{}, { direction: "Outbound" }], []],
    ["a port beyond 65535", [{ destinationPortRanges: ["65536"] }], ["SecurityRuleInvalidPortRange"]],
    ["a port range backwards", [{ destinationPortRanges: ["90-80"] }], ["SecurityRuleInvalidPortRange"]],
    ["a prefix with host bits", [{ sourceAddressPrefix: "10.0.0.1/24" }], ["SecurityRuleInvalidAddressPrefix"]],
    [
      "a tag beside a prefix",
      [{ destinationAddressPrefixes: ["Internet", "10.0.0.0/24"] }],
      ["SecurityRuleParameterContainsUnsupportedValue"],
    ],
    ["no source", [{ sourceAddressPrefix: "" }], ["SecurityRuleInvalidAddressPrefix"]],
  ])("with %s", async (_, rules, codes) => {
    expect(await cloud.refusals(cloud.id(group), withRules(...rules))).toEqual(codes);
  });

  it("written alone join the list of their group, and are judged beside it", async () => {
    await cloud.put(cloud.id(group), withRules({}));
    const alone = cloud.id(`${group}/securityRules/alone`);
    expect(await cloud.refusals(alone, { properties: accepted })).toEqual(["SecurityRuleConflict"]);
    await cloud.put(alone, { properties: { ...accepted, priority: 200 } });
    const listed = (): unknown => valueAt(cloud.get(cloud.id(group))?.body ?? {}, "properties.securityRules");
    expect(listed()).toMatchObject([{ name: "rule0" }, { name: "alone" }]);
    await cloud.remove(alone);
    expect(listed()).toMatchObject([{ name: "rule0" }]);
  });
});

describe("routes", () => {
  const to = (properties: ArmObject): ArmObject => ({ name: "r", properties });
  it.each<[string, readonly ArmObject[], string[]]>([
    [
      "to an appliance",
      [to({ addressPrefix: "0.0.0.0/0", nextHopType: "VirtualAppliance", nextHopIpAddress: "10.0.0.4" })],
      [],
    ],
    [
      "to an appliance without an address",
      [to({ addressPrefix: "0.0.0.0/0", nextHopType: "VirtualAppliance" })],
      ["InvalidNextHopIpAddress"],
    ],
    [
      "to the Internet with an address",
      [to({ addressPrefix: "0.0.0.0/0", nextHopType: "Internet", nextHopIpAddress: "10.0.0.4" })],
      ["NextHopIpAddressNotAllowed"],
    ],
    ["to no prefix", [to({ addressPrefix: "10.0.0.1/8", nextHopType: "None" })], ["InvalidAddressPrefixFormat"]],
    [
      "twice to one prefix",
      [
        to({ addressPrefix: "10.0.0.0/8", nextHopType: "None" }),
        { name: "s", properties: { addressPrefix: "10.0.0.0/8", nextHopType: "Internet" } },
      ],
      ["RouteConflict"],
    ],
  ])("%s", async (_, routes, codes) => {
    expect(await cloud.refusals(cloud.id(table), { location: "westeurope", properties: { routes } })).toEqual(codes);
  });
});

describe("a public address", () => {
  const address = "Microsoft.Network/publicIPAddresses/pip";
  const standard = {
    location: "westeurope",
    sku: { name: "Standard" },
    properties: { publicIPAllocationMethod: "Static" },
  };
  it.each<[string, ArmObject, string[]]>([
    ["in every zone", { zones: ["1", "2", "3"] }, []],
    ["in two zones", { zones: ["1", "2"] }, ["InvalidZones"]],
    ["in a zone of a region without zones", { location: "ukwest", zones: ["1"] }, ["AvailabilityZoneNotSupported"]],
    ["of the SKU Basic", { sku: { name: "Basic" } }, ["IPv4BasicSkuPublicIpCountLimitReached"]],
    [
      "that is dynamic",
      { properties: { publicIPAllocationMethod: "Dynamic" } },
      ["StandardSkuPublicIPAddressesMustBeStatic"],
    ],
    ["nowhere", { location: "atlantis" }, ["LocationNotAvailableForResourceType"]],
  ])("%s", async (_, change, codes) => {
    expect(await cloud.refusals(cloud.id(address), { ...standard, ...change })).toEqual(codes);
  });

  it("keeps its address and its SKU, and its DNS label to itself", async () => {
    const label = {
      ...standard,
      properties: { ...standard.properties, dnsSettings: { domainNameLabel: "deltawerk" } },
    };
    const first = await cloud.put(cloud.id(address), label);
    expect(valueAt(first.body, "properties.dnsSettings.fqdn")).toBe("deltawerk.westeurope.cloudapp.azure.com");
    const again = await cloud.put(cloud.id(address), label);
    expect(valueAt(again.body, "properties.ipAddress")).toBe(valueAt(first.body, "properties.ipAddress"));
    expect(await cloud.refusals(cloud.id("Microsoft.Network/publicIPAddresses/other"), label)).toEqual([
      "DnsRecordInUse",
    ]);
  });
});
