import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { valueAt } from "../../arm/body-path";
import type { ArmBody, ArmObject } from "../../arm/resource";
import { CloudForTests } from "../cloud-for-tests";
import { changed, makeAddress, makeNetwork } from "./network-for-tests";

let cloud: CloudForTests;
let subnet: (name: string) => string;
let address: string;
beforeEach(async () => {
  cloud = await CloudForTests.open();
  subnet = await makeNetwork(cloud, { AzureFirewallSubnet: "10.0.0.0/26", web: "10.0.1.0/24" });
  address = await makeAddress(cloud, "pip");
});
afterEach(() => cloud.close());

const firewall = "Microsoft.Network/azureFirewalls/fw";
const policy = "Microsoft.Network/firewallPolicies/policy";

function body(subnetName = "AzureFirewallSubnet"): ArmBody {
  const configuration = { subnet: { id: subnet(subnetName) }, publicIPAddress: { id: address } };
  return {
    location: "westeurope",
    zones: ["1", "2", "3"],
    properties: {
      sku: { name: "AZFW_VNet", tier: "Premium" },
      ipConfigurations: [{ name: "data", properties: configuration }],
    },
  };
}

async function makePolicy(properties: ArmObject, path = policy): Promise<string> {
  await cloud.put(cloud.id(path), { location: "westeurope", properties });
  return cloud.id(path);
}

describe("a firewall", () => {
  it("takes the first address of its subnet, and keeps subnet and public address from being deleted", async () => {
    const made = await cloud.put(cloud.id(firewall), body());
    const path = "properties.ipConfigurations";
    expect(valueAt(made.body, path)).toMatchObject([{ properties: { privateIPAddress: "10.0.0.4" } }]);
    const again = await cloud.put(cloud.id(firewall), body());
    expect(valueAt(again.body, path)).toEqual(valueAt(made.body, path));
    expect(await cloud.refusalsToRemove(subnet("AzureFirewallSubnet"))).toEqual(["InUseSubnetCannotBeDeleted"]);
    expect(await cloud.refusalsToRemove(address)).toEqual(["PublicIPAddressCannotBeDeleted"]);
  });

  it("is refused in another subnet, a second time in one network, and with another's address", async () => {
    expect(await cloud.refusals(cloud.id(firewall), body("web"))).toEqual(["InvalidRequestFormat"]);
    await cloud.put(cloud.id(firewall), body());
    const second = await cloud.refusals(cloud.id("Microsoft.Network/azureFirewalls/second"), body());
    expect(second).toEqual(["Conflict", "PublicIPAddressInUse"]);
  });

  it("is in the resource group of its network and addresses", async () => {
    await cloud.put(cloud.group("other"), { location: "westeurope" });
    const id = cloud.id(firewall, "other");
    expect(await cloud.refusals(id, body())).toEqual(["InvalidResourceReference"]);
  });

  it("has no zone that the region or its address has not", async () => {
    address = await makeAddress(cloud, "zonal", { zones: ["2"] });
    expect(await cloud.refusals(cloud.id(firewall), { ...body(), zones: ["1"] })).toEqual(["InvalidZones"]);
    expect(await cloud.refusals(cloud.id(firewall), { ...body(), zones: ["9"] })).toContain(
      "AvailabilityZoneNotSupported",
    );
  });

  it.each<[string, string, string[]]>([
    ["Premium", "Premium", []],
    ["Premium", "Standard", []],
    ["Standard", "Premium", ["InvalidRequestFormat"]],
  ])("of tier %s with a policy of tier %s", async (tier, policyTier, codes) => {
    const id = await makePolicy({ sku: { tier: policyTier } });
    const asked = changed(body(), { sku: { name: "AZFW_VNet", tier }, firewallPolicy: { id } });
    expect(await cloud.refusals(cloud.id(firewall), asked)).toEqual(codes);
  });
});

describe("a firewall policy", () => {
  it.each<[string, ArmObject, string[]]>([
    ["with intrusion prevention", { sku: { tier: "Premium" }, intrusionDetection: { mode: "Deny" } }, []],
    ["of tier Standard with intrusion prevention", { intrusionDetection: { mode: "Deny" } }, ["InvalidRequestFormat"]],
  ])("%s", async (_, properties, codes) => {
    expect(await cloud.refusals(cloud.id(policy), { location: "westeurope", properties })).toEqual(codes);
  });

  it("is no less strict than its base, which stays while it is used", async () => {
    const base = await makePolicy({ threatIntelMode: "Deny" }, "Microsoft.Network/firewallPolicies/base");
    const child = (threatIntelMode: string): ArmBody => ({
      location: "westeurope",
      properties: { basePolicy: { id: base }, threatIntelMode },
    });
    expect(await cloud.refusals(cloud.id(policy), child("Alert"))).toEqual(["InvalidRequestFormat"]);
    expect(await cloud.refusals(cloud.id(policy), child("Deny"))).toEqual([]);
    expect(await cloud.refusalsToRemove(base)).toEqual(["Conflict"]);
  });
});

describe("a rule collection group", () => {
  const rule = {
    name: "out",
    ruleType: "NetworkRule",
    sourceAddresses: ["10.0.0.0/8"],
    destinationAddresses: ["10.1.0.0/16"],
    destinationPorts: ["443"],
    ipProtocols: ["TCP"],
  } satisfies ArmObject;
  const collection = {
    name: "allow",
    priority: 200,
    ruleCollectionType: "FirewallPolicyFilterRuleCollection",
    action: { type: "Allow" },
    rules: [rule],
  } satisfies ArmObject;
  const other = { ...collection, name: "other" };

  beforeEach(async () => {
    await makePolicy({});
  });

  it.each<[string, ArmObject, string[]]>([
    ["accepted", {}, []],
    ["with a priority below 100", { priority: 99 }, ["FirewallPolicyRuleCollectionGroupInvalidPriorityValue"]],
    [
      "with two collections of one priority",
      { ruleCollections: [collection, other] },
      ["FirewallPolicyRuleCollectionPriorityConflict"],
    ],
    [
      "with two collections of one name",
      { ruleCollections: [collection, { ...collection, priority: 300 }] },
      ["FirewallPolicyRuleCollectionInvalid"],
    ],
    [
      "with a rule without ports",
      { ruleCollections: [{ ...collection, rules: [{ ...rule, destinationPorts: [] }] }] },
      ["FirewallPolicyRuleInvalid"],
    ],
    [
      "with two rules of one name",
      { ruleCollections: [{ ...collection, rules: [rule, rule] }] },
      ["FirewallPolicyRuleCollectionInvalid"],
    ],
    [
      "with rules of two types in a collection",
      {
        ruleCollections: [
          {
            ...collection,
            rules: [
              rule,
              { name: "web", ruleType: "ApplicationRule", sourceAddresses: ["*"], targetFqdns: ["a.example"] },
            ],
          },
        ],
      },
      ["FirewallPolicyRuleCollectionInvalid"],
    ],
  ])("%s", async (_, change, codes) => {
    const id = cloud.id(`${policy}/ruleCollectionGroups/cell`);
    expect(
      await cloud.refusals(id, { properties: { priority: 1000, ruleCollections: [collection], ...change } }),
    ).toEqual(codes);
  });

  it("has a priority of its own in the policy, which lists it", async () => {
    await cloud.put(cloud.id(`${policy}/ruleCollectionGroups/one`), { properties: { priority: 1000 } });
    const second = cloud.id(`${policy}/ruleCollectionGroups/two`);
    expect(await cloud.refusals(second, { properties: { priority: 1000 } })).toEqual([
      "FirewallPolicyRuleCollectionGroupPriorityConflict",
    ]);
    expect(valueAt(cloud.get(cloud.id(policy))?.body ?? {}, "properties.ruleCollectionGroups")).toHaveLength(1);
  });
});
