import { describe, expect, it } from "vitest";
import { recordResources } from "../record-resources";
import { Firewall } from "./firewall";
import { FirewallBasePolicy } from "./firewall-base-policy";
import type { FirewallGroup, FirewallRule } from "../../azure/firewall-rules";
import { collectionArgs } from "./firewall-rules";

const rule: FirewallRule = {
  name: "management",
  kind: "network",
  sources: ["10.250.0.0/24"],
  destinations: ["10.0.1.0/26"],
  fqdns: [],
  fqdnTags: [],
  protocol: "TCP",
  ports: ["443"],
  change: { reference: "CHG-1", owner: "platform", until: "2027-01-31" },
};

const group = (key: string, priority: number): FirewallGroup => ({
  key,
  priority,
  collections: [{ name: "management", priority: 100, action: "Allow", rules: [rule] }],
});

const common = {
  scope: { platform: "superoffice", environment: "production", site: "noe" },
  resourceGroupName: "rg",
  location: "norwayeast",
  tags: {},
} as const;

async function record(zones: readonly string[]) {
  let address: string | undefined;
  const resources = await recordResources((options) => {
    const basePolicy = new FirewallBasePolicy(
      "base",
      { ...common, groups: [group("baseline", 200), group("second", 300)] },
      options,
    );
    const firewall = new Firewall(
      "firewall",
      { ...common, workspaceId: "workspace", subnetId: "subnet", zones, publicAddresses: 2, basePolicy },
      options,
    );
    firewall.privateAddress.apply((value) => (address = value));
  });
  return { address, resources, inputsOf: (name: string) => resources.find((one) => one.name === name)?.inputs };
}

describe("Firewall", () => {
  it("has exactly these children", async () => {
    const { resources } = await record(["1", "2", "3"]);
    expect(resources.map(({ name }) => name)).toEqual([
      "base",
      "base-policy",
      "base-baseline",
      "base-second",
      "firewall",
      "firewall-address-1",
      "firewall-address-1-address",
      "firewall-address-1-diagnostics",
      "firewall-address-2",
      "firewall-address-2-address",
      "firewall-address-2-diagnostics",
      "firewall-policy",
      "firewall-firewall",
      "firewall-diagnostics",
    ]);
  });

  it("inspects at both levels, and the site's policy builds on the base", async () => {
    const { inputsOf } = await record(["1", "2", "3"]);
    for (const policy of ["base-policy", "firewall-policy"]) {
      expect(inputsOf(policy)).toMatchObject({
        sku: { tier: "Premium" },
        threatIntelMode: "Deny",
        intrusionDetection: { mode: "Deny" },
        dnsSettings: { enableProxy: true },
      });
    }
    expect(inputsOf("base-policy")?.["firewallPolicyName"]).toBe("afwp-sop-noe-fwl--base");
    expect(inputsOf("firewall-policy")).toMatchObject({
      firewallPolicyName: "afwp-sop-noe-fwl",
      basePolicy: { id: "base-policy-id" },
    });
  });

  it("stands in all zones, with its subnet at the first address only", async () => {
    const { inputsOf, address } = await record(["1", "2", "3"]);
    expect(inputsOf("firewall-firewall")).toEqual({
      azureFirewallName: "afw-sop-noe-fwl",
      resourceGroupName: "rg",
      location: "norwayeast",
      sku: { name: "AZFW_VNet", tier: "Premium" },
      zones: ["1", "2", "3"],
      firewallPolicy: { id: "firewall-policy-id" },
      ipConfigurations: [
        { name: "address-1", publicIPAddress: { id: "firewall-address-1-address-id" }, subnet: { id: "subnet" } },
        { name: "address-2", publicIPAddress: { id: "firewall-address-2-address-id" } },
      ],
      tags: {},
    });
    expect(address).toBe("10.0.0.4");
  });

  it("names no zones in a region that has none", async () => {
    const { inputsOf } = await record([]);
    expect(inputsOf("firewall-firewall")).not.toHaveProperty("zones");
    expect(inputsOf("firewall-address-1-address")).not.toHaveProperty("zones");
  });
});

describe("collectionArgs", () => {
  const argsOf = (changed: Partial<FirewallRule>) =>
    collectionArgs({ name: "c", priority: 100, action: "Allow", rules: [{ ...rule, ...changed }] });

  it("writes change, owner and expiry into each rule", () => {
    expect(argsOf({})).toEqual({
      ruleCollectionType: "FirewallPolicyFilterRuleCollection",
      name: "c",
      priority: 100,
      action: { type: "Allow" },
      rules: [
        {
          ruleType: "NetworkRule",
          name: "management",
          description: "ref=CHG-1;owner=platform;until=2027-01-31",
          ipProtocols: ["TCP"],
          sourceAddresses: ["10.250.0.0/24"],
          destinationAddresses: ["10.0.1.0/26"],
          destinationPorts: ["443"],
        },
      ],
    });
  });

  it.each([
    ["no port", [], [{ port: 443, protocolType: "Https" }]],
    ["port 80", ["80"], [{ port: 80, protocolType: "Http" }]],
    ["port 8443", ["8443"], [{ port: 8443, protocolType: "Https" }]],
  ])("takes an application rule with %s", (_, ports, protocols) => {
    expect(argsOf({ kind: "application", fqdns: ["example.com"], ports })).toMatchObject({
      rules: [{ ruleType: "ApplicationRule", targetFqdns: ["example.com"], protocols }],
    });
  });

  it("leaves out a list that Azure would refuse empty", () => {
    expect(argsOf({ kind: "application", fqdnTags: ["AzureKubernetesService"] }).rules).toEqual([
      expect.not.objectContaining({ targetFqdns: expect.anything() as unknown }),
    ]);
  });
});

it("is one tenant's with a policy of its own, which builds on no other", async () => {
  const resources = await recordResources((options) => {
    const args = {
      ...common,
      workspaceId: "workspace",
      subnetId: "subnet",
      zones: ["1", "2", "3"],
      publicAddresses: 1,
    };
    new Firewall("device", { ...args, scope: { ...common.scope, cell: 1 }, tenant: "ab12" }, options);
  });
  const inputsOf = (name: string) => resources.find((one) => one.name === name)?.inputs;
  expect(inputsOf("device-policy")).toMatchObject({
    firewallPolicyName: "afwp-sop-noe-01-ab12-fwl",
    intrusionDetection: { mode: "Deny" },
    threatIntelMode: "Deny",
  });
  expect(inputsOf("device-policy")).not.toHaveProperty("basePolicy");
  expect(inputsOf("device-firewall")).toMatchObject({
    azureFirewallName: "afw-sop-noe-01-ab12-fwl",
    firewallPolicy: { id: "device-policy-id" },
    zones: ["1", "2", "3"],
  });
});
