import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ArmBody, ArmObject } from "../../arm/resource";
import { CloudForTests } from "../cloud-for-tests";
import { makeAddress, makeNetwork } from "./network-for-tests";

const gateway = "Microsoft.Network/applicationGateways/agw";
const waf = "Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies/waf";
const vault = "Microsoft.KeyVault/vaults/kvdeltawerk";
const identity = "Microsoft.ManagedIdentity/userAssignedIdentities/gateway";
const location = "westeurope";
const keyVaultCode = "ApplicationGatewayKeyVaultSecretException";

let cloud: CloudForTests;
let subnet: string;
let address: string;

beforeEach(async () => {
  cloud = await CloudForTests.open();
  const subnetNamed = await makeNetwork(cloud, { edge: "10.0.0.0/24" });
  subnet = subnetNamed("edge");
  address = await makeAddress(cloud, "pip");
  const managedRuleSets = [{ ruleSetType: "Microsoft_DefaultRuleSet", ruleSetVersion: "2.1" }];
  await cloud.put(cloud.id(waf), { location, properties: { customRules: [], managedRules: { managedRuleSets } } });
  await cloud.put(cloud.id(identity), { location });
  const tenantId = "11111111-1111-4111-8111-111111111111";
  const properties = { tenantId, sku: { family: "A", name: "standard" }, enableRbacAuthorization: true };
  await cloud.put(cloud.id(vault), { location, properties });
});
afterEach(() => cloud.close());

const part = (list: string, name: string): ArmObject => ({ id: `${cloud.id(gateway)}/${list}/${name}` });

/** A gateway with one certificate, which it reads from an address in a key vault. */
function reading(keyVaultSecretId = "https://kvdeltawerk.vault.azure.net/secrets/sct-ab12-edg"): ArmBody {
  const frontEnd = {
    frontendIPConfiguration: part("frontendIPConfigurations", "public"),
    frontendPort: part("frontendPorts", "https"),
    protocol: "Http",
  };
  const route = {
    ruleType: "Basic",
    priority: 100,
    httpListener: part("httpListeners", "ab12"),
    backendAddressPool: part("backendAddressPools", "ingress"),
    backendHttpSettings: part("backendHttpSettingsCollection", "https"),
  };
  return {
    location,
    zones: ["1", "2", "3"],
    properties: {
      sku: { name: "WAF_v2", tier: "WAF_v2" },
      autoscaleConfiguration: { minCapacity: 2, maxCapacity: 10 },
      gatewayIPConfigurations: [{ name: "subnet", properties: { subnet: { id: subnet } } }],
      frontendIPConfigurations: [{ name: "public", properties: { publicIPAddress: { id: address } } }],
      frontendPorts: [{ name: "https", properties: { port: 443 } }],
      backendAddressPools: [{ name: "ingress", properties: { backendAddresses: [{ ipAddress: "10.0.2.4" }] } }],
      backendHttpSettingsCollection: [{ name: "https", properties: { port: 443, protocol: "Https" } }],
      httpListeners: [{ name: "ab12", properties: frontEnd }],
      requestRoutingRules: [{ name: "ab12", properties: route }],
      sslCertificates: [{ name: "ab12", properties: { keyVaultSecretId } }],
      firewallPolicy: { id: cloud.id(waf) },
    },
  };
}

function secured(keyVaultSecretId?: string): ArmBody {
  const userAssignedIdentities = { [cloud.id(identity)]: {} };
  return { ...reading(keyVaultSecretId), identity: { type: "UserAssigned", userAssignedIdentities } };
}

describe("a gateway's certificate in a key vault", () => {
  it("is assumed to have been put there", async () => {
    expect(await cloud.refusals(cloud.id(gateway), secured())).toEqual([]);
    expect(cloud.assumed()).toContain("certificate:kvdeltawerk/sct-ab12-edg");
  });

  it("is refused where it was denied, and where the vault is not there", async () => {
    await cloud.deny("certificate", "kvdeltawerk/sct-ab12-edg");
    expect(await cloud.refusals(cloud.id(gateway), secured())).toEqual([keyVaultCode]);
    const elsewhere = secured("https://kvnowhere.vault.azure.net/secrets/sct-ab12-edg");
    expect(await cloud.refusals(cloud.id(gateway), elsewhere)).toEqual([keyVaultCode]);
  });

  it("needs nobody's word where it was made like any other secret", async () => {
    await cloud.deny("certificate", "kvdeltawerk/sct-ab12-edg");
    await cloud.put(cloud.id(`${vault}/secrets/sct-ab12-edg`), { properties: { value: "a certificate" } });
    expect(await cloud.refusals(cloud.id(gateway), secured())).toEqual([]);
  });

  it("is read with an identity", async () => {
    expect(await cloud.refusals(cloud.id(gateway), reading())).toEqual([keyVaultCode]);
  });
});
