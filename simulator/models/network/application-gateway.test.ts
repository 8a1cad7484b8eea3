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
  subnet = await makeNetwork(cloud, { edge: "10.0.0.0/24", data: "10.0.1.0/24" });
  address = await makeAddress(cloud, "pip");
  await cloud.put(cloud.id(waf), wafBody());
});
afterEach(() => cloud.close());

const gateway = "Microsoft.Network/applicationGateways/agw";
const onPrivate = "ApplicationGatewayPrivateIP";
const waf = "Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies/waf";

function wafBody(customRules: readonly ArmObject[] = [], ruleSet = ["Microsoft_DefaultRuleSet", "2.1"]): ArmBody {
  const [ruleSetType, ruleSetVersion] = ruleSet;
  return {
    location: "westeurope",
    properties: { customRules, managedRules: { managedRuleSets: [{ ruleSetType, ruleSetVersion }] } },
  };
}

const part = (list: string, name: string): ArmObject => ({ id: `${cloud.id(gateway)}/${list}/${name}` });

function listener(name: string, hostName?: string): ArmObject {
  return {
    name,
    properties: {
      frontendIPConfiguration: part("frontendIPConfigurations", "public"),
      frontendPort: part("frontendPorts", "https"),
      protocol: "Http",
      ...(hostName !== undefined && { hostName }),
    },
  };
}

function rule(name: string, priority: number | undefined, listenerName: string): ArmObject {
  return {
    name,
    properties: {
      ruleType: "Basic",
      priority,
      httpListener: part("httpListeners", listenerName),
      backendAddressPool: part("backendAddressPools", "ingress"),
      backendHttpSettings: part("backendHttpSettingsCollection", "https"),
    },
  };
}

function body(change: ArmObject = {}): ArmBody {
  return changed(
    {
      location: "westeurope",
      zones: ["1", "2", "3"],
      properties: {
        sku: { name: "WAF_v2", tier: "WAF_v2" },
        autoscaleConfiguration: { minCapacity: 2, maxCapacity: 10 },
        gatewayIPConfigurations: [{ name: "subnet", properties: { subnet: { id: subnet("edge") } } }],
        frontendIPConfigurations: [{ name: "public", properties: { publicIPAddress: { id: address } } }],
        frontendPorts: [{ name: "https", properties: { port: 443 } }],
        backendAddressPools: [{ name: "ingress", properties: { backendAddresses: [{ ipAddress: "10.0.2.4" }] } }],
        backendHttpSettingsCollection: [{ name: "https", properties: { port: 443, protocol: "Https" } }],
        httpListeners: [listener("tenant")],
        requestRoutingRules: [rule("tenant", 100, "tenant")],
        firewallPolicy: { id: cloud.id(waf) },
      },
    },
    change,
  );
}

function privateFrontEnd(change: ArmObject): ArmObject {
  const at = { subnet: { id: subnet("edge") }, privateIPAddress: "10.0.0.250", privateIPAllocationMethod: "Static" };
  const front = { name: "private", properties: { ...at, ...change } };
  return { frontendIPConfigurations: [{ name: "public", properties: { publicIPAddress: { id: address } } }, front] };
}

describe("an application gateway", () => {
  it("is accepted, gives its parts ids and keeps its policy", async () => {
    const made = await cloud.put(cloud.id(gateway), body());
    expect(valueAt(made.body, "properties.httpListeners")).toMatchObject([part("httpListeners", "tenant")]);
    expect(await cloud.refusalsToRemove(cloud.id(waf))).toEqual(["ApplicationGatewayFirewallPolicyInUse"]);
  });

  it.each<[string, ArmObject, string[]]>([
    ["in its subnet", {}, []],
    ["outside of its subnet", { privateIPAddress: "10.0.1.9" }, ["PrivateIPAddressNotInSubnet"]],
    ["where Azure is", { privateIPAddress: "10.0.0.3" }, ["PrivateIPAddressInReservedRange"]],
    ["that moves", { privateIPAllocationMethod: "Dynamic" }, [`${onPrivate}AllocationMethodNotSupported`]],
  ])("answers to a private front end %s", async (_, change, codes) => {
    expect(await cloud.refusals(cloud.id(gateway), body(privateFrontEnd(change)))).toEqual(codes);
  });

  it.each<[string, () => ArmObject, string[]]>([
    [
      "of version 1",
      () => ({ sku: { name: "WAF_Medium", tier: "WAF" } }),
      [
        "ApplicationGatewayV1SkuNotAllowed",
        "ApplicationGatewaySkuTierMismatch",
        "ApplicationGatewayFirewallNotSupportedBySku",
      ],
    ],
    ["without a size", () => ({ autoscaleConfiguration: undefined }), ["ApplicationGatewayCapacityRequired"]],
    [
      "without a policy",
      () => ({ firewallPolicy: undefined }),
      ["ApplicationGatewayFirewallNotConfiguredForSelectedSku"],
    ],
    [
      "with a policy and no firewall",
      () => ({ sku: { name: "Standard_v2", tier: "Standard_v2" } }),
      ["ApplicationGatewayFirewallNotSupportedBySku"],
    ],
    [
      "with a rule for a listener that is not there",
      () => ({ requestRoutingRules: [rule("tenant", 100, "nobody")] }),
      ["InvalidResourceReference"],
    ],
    [
      "with a rule without priority",
      () => ({ requestRoutingRules: [rule("tenant", undefined, "tenant")] }),
      ["ApplicationGatewayRequestRoutingRulePriorityCannotBeEmpty"],
    ],
    [
      "with a listener of HTTPS without a certificate",
      () => ({ httpListeners: [changed(listener("tenant"), { protocol: "Https" })] }),
      ["ApplicationGatewayHttpsListenerMustReferenceSslCert"],
    ],
    [
      "with two listeners of one host",
      () => ({
        httpListeners: [listener("tenant", "a.example"), listener("twin", "a.example")],
        requestRoutingRules: [rule("tenant", 100, "tenant"), rule("twin", 200, "twin")],
      }),
      ["ApplicationGatewayListenersUsingSameFrontendPortAndHostName"],
    ],
    [
      "with two rules of one priority",
      () => ({
        httpListeners: [listener("tenant", "a.example"), listener("other", "b.example")],
        requestRoutingRules: [rule("tenant", 100, "tenant"), rule("other", 100, "other")],
      }),
      ["ApplicationGatewayRequestRoutingRulePriorityDuplicated"],
    ],
  ])("%s", async (_, change, codes) => {
    expect(await cloud.refusals(cloud.id(gateway), body(change()))).toEqual(codes);
  });

  it("shares its subnet with nothing else", async () => {
    const account = cloud.id("Microsoft.Storage/storageAccounts/deltawerk");
    await cloud.put(account, { location: "westeurope", kind: "StorageV2", sku: { name: "Standard_ZRS" } });
    const connection = { name: "c", properties: { privateLinkServiceId: account, groupIds: ["blob"] } };
    await cloud.put(cloud.id("Microsoft.Network/privateEndpoints/pe"), {
      location: "westeurope",
      properties: { subnet: { id: subnet("edge") }, privateLinkServiceConnections: [connection] },
    });
    expect(await cloud.refusals(cloud.id(gateway), body())).toEqual([
      "ApplicationGatewaySubnetCannotBeUsedByOtherResources",
    ]);
  });

  it.each<[string, string, string[]]>([
    ["lets Azure's probes in", "65200-65535", []],
    ["lets other ports in", "443", ["ApplicationGatewaySubnetInboundTrafficBlockedByNetworkSecurityGroup"]],
  ])("behind a security group that %s", async (_, destinationPortRange, codes) => {
    const group = cloud.id("Microsoft.Network/networkSecurityGroups/nsg");
    const properties = {
      access: "Allow",
      direction: "Inbound",
      protocol: "Tcp",
      priority: 100,
      sourceAddressPrefix: "GatewayManager",
      sourcePortRange: "*",
      destinationAddressPrefix: "*",
      destinationPortRange,
    };
    await cloud.put(group, { location: "westeurope", properties: { securityRules: [{ name: "probes", properties }] } });
    await cloud.put(subnet("edge"), {
      properties: { addressPrefix: "10.0.0.0/24", networkSecurityGroup: { id: group } },
    });
    expect(await cloud.refusals(cloud.id(gateway), body())).toEqual(codes);
  });

  it("has no default route to an appliance", async () => {
    const table = cloud.id("Microsoft.Network/routeTables/rt");
    const route = { addressPrefix: "0.0.0.0/0", nextHopType: "VirtualAppliance", nextHopIpAddress: "10.0.3.4" };
    await cloud.put(table, { location: "westeurope", properties: { routes: [{ name: "all", properties: route }] } });
    await cloud.put(subnet("edge"), { properties: { addressPrefix: "10.0.0.0/24", routeTable: { id: table } } });
    expect(await cloud.refusals(cloud.id(gateway), body())).toEqual([
      "ApplicationGatewaySubnetUserDefinedRouteNotSupported",
    ]);
  });
});

describe("a firewall policy of gateways", () => {
  const geography = {
    name: "countries",
    priority: 10,
    ruleType: "MatchRule",
    action: "Block",
    matchConditions: [
      {
        matchVariables: [{ variableName: "RemoteAddr" }],
        operator: "GeoMatch",
        negationConditon: true,
        matchValues: ["NL"],
      },
    ],
  } satisfies ArmObject;
  const [condition] = geography.matchConditions;
  it.each<[string, readonly ArmObject[], string[]]>([
    ["for one country", [geography], []],
    [
      "with two rules of one priority",
      [geography, { ...geography, name: "other" }],
      ["ApplicationGatewayFirewallCustomRulePriorityInvalid"],
    ],
    [
      "with a priority above 100",
      [{ ...geography, priority: 101 }],
      ["ApplicationGatewayFirewallCustomRulePriorityInvalid"],
    ],
    [
      "for a country by its name",
      [{ ...geography, matchConditions: [{ ...condition, matchValues: ["Netherlands"] }] }],
      ["ApplicationGatewayFirewallCustomRuleInvalid"],
    ],
    [
      "for the country of a path",
      [{ ...geography, matchConditions: [{ ...condition, matchVariables: [{ variableName: "RequestUri" }] }] }],
      ["ApplicationGatewayFirewallCustomRuleInvalid"],
    ],
    [
      "with half a rate limit",
      [{ ...geography, ruleType: "RateLimitRule" }],
      ["ApplicationGatewayFirewallCustomRuleInvalid"],
    ],
  ])("%s", async (_, rules, codes) => {
    expect(await cloud.refusals(cloud.id(waf), wafBody(rules))).toEqual(codes);
  });

  it("knows the managed sets that there are", async () => {
    expect(await cloud.refusals(cloud.id(waf), wafBody([], ["OWASP", "9.9"]))).toEqual([
      "ApplicationGatewayFirewallUnknownRuleSet",
    ]);
  });
});
