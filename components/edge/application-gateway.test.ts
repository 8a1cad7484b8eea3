import { beforeAll, describe, expect, it } from "vitest";
import { recordResources, type RecordedResource } from "../record-resources";
import { ApplicationGateway, type ApplicationGatewayArgs } from "./application-gateway";
import { wafPolicy } from "./waf-policy";

const listener = (tenant: string) => ({
  tenant,
  hostName: `${tenant}.example.com`,
  wafPolicyId: `waf-${tenant}`,
  certificateSecretId: `https://vault/secrets/${tenant}`,
});

const args: ApplicationGatewayArgs = {
  scope: { platform: "superoffice", environment: "production", site: "noe", cell: 1 },
  subscriptionId: "00000000-0000-0000-0000-000000000001",
  resourceGroup: "rg-sop-noe-01-net",
  resourceGroupName: "rg-sop-noe-01-net",
  location: "norwayeast",
  tags: {},
  workspaceId: "workspace",
  subnetId: "edge-subnet",
  zones: ["1", "2", "3"],
  instances: { minimum: 2, maximum: 10 },
  backendAddress: "10.1.6.10",
  sslPolicy: "AppGwSslPolicy20220101S",
  strictTransportSeconds: 15_768_000,
  wafPolicyId: "waf-gateway",
  privateEntry: { address: "10.1.0.250", port: 8443, wafPolicyId: "waf-probes" },
  identityId: "identity",
  listeners: [listener("aaaa"), { ...listener("bbbb"), ownBackend: "10.1.8.10" }],
};

const record = (changed: Partial<ApplicationGatewayArgs> = {}) =>
  recordResources((options) => new ApplicationGateway("gateway", { ...args, ...changed }, options));

interface Part {
  readonly name: string;
  readonly [property: string]: unknown;
}

describe("ApplicationGateway", () => {
  let resources: readonly RecordedResource[];
  let gateway: Readonly<Record<string, unknown>>;
  const parts = (kind: string) => gateway[kind] as readonly Part[];
  const part = (kind: string, name: string) => parts(kind).find((one) => one.name === name);

  beforeAll(async () => {
    resources = await record();
    gateway = resources.find(({ name }) => name === "gateway-gateway")?.inputs ?? {};
  });

  it("has exactly these children", () => {
    expect(resources.map(({ name }) => name)).toEqual([
      "gateway",
      "gateway-address",
      "gateway-address-address",
      "gateway-address-diagnostics",
      "gateway-gateway",
      "gateway-diagnostics",
    ]);
  });

  it("is a firewall across zones with at least two instances", () => {
    expect(gateway).toMatchObject({
      applicationGatewayName: "agw-sop-noe-01-gwy",
      sku: { name: "WAF_v2", tier: "WAF_v2" },
      zones: ["1", "2", "3"],
      autoscaleConfiguration: { minCapacity: 2, maxCapacity: 10 },
      firewallPolicy: { id: "waf-gateway" },
      sslPolicy: { policyType: "Predefined", policyName: "AppGwSslPolicy20220101S" },
      identity: { type: "UserAssigned", userAssignedIdentities: ["identity"] },
    });
  });

  it("refers only to parts that it has", () => {
    const known = new Set(
      Object.entries(gateway).flatMap(([kind, value]) =>
        Array.isArray(value)
          ? (value as readonly Part[]).filter((one) => typeof one === "object").map(({ name }) => `${kind}/${name}`)
          : [],
      ),
    );
    const prefix =
      "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-sop-noe-01-net" +
      "/providers/Microsoft.Network/applicationGateways/agw-sop-noe-01-gwy/";
    const references = [...JSON.stringify(gateway).matchAll(/"id":"(\/subscriptions\/[^"]*)"/g)].map(([, id]) => id);
    expect(references.length).toBeGreaterThan(0);
    for (const id of references) {
      expect(id?.startsWith(prefix)).toBe(true);
      expect(known).toContain(id?.slice(prefix.length));
    }
  });

  it("gives each tenant a name, a certificate and a policy of its own, on both ports", () => {
    for (const tenant of ["aaaa", "bbbb"]) {
      const expected = { hostName: `${tenant}.example.com`, firewallPolicy: { id: `waf-${tenant}` } };
      expect(part("httpListeners", `https-${tenant}`)).toMatchObject({ ...expected, protocol: "Https" });
      expect(part("httpListeners", `http-${tenant}`)).toMatchObject({ ...expected, protocol: "Http" });
      expect(part("sslCertificates", tenant)).toMatchObject({ keyVaultSecretId: `https://vault/secrets/${tenant}` });
      expect(part("backendHttpSettingsCollection", tenant)).toMatchObject({
        protocol: "Https",
        port: 443,
        hostName: `${tenant}.example.com`,
      });
    }
  });

  it("answers probes to every tenant's name on a private frontend and a port of its own", () => {
    expect(part("frontendIPConfigurations", "private")).toEqual({
      name: "private",
      privateIPAddress: "10.1.0.250",
      privateIPAllocationMethod: "Static",
      subnet: { id: "edge-subnet" },
    });
    const portOf = (name: string) => part("frontendPorts", name)?.["port"];
    expect([portOf("https"), portOf("probes")]).toEqual([443, 8443]);
    const id = (end: string) => ({ id: expect.stringMatching(new RegExp(`/${end}$`)) as string });
    for (const tenant of ["aaaa", "bbbb"]) {
      expect(part("httpListeners", `probe-${tenant}`)).toMatchObject({
        hostName: `${tenant}.example.com`,
        protocol: "Https",
        frontendIPConfiguration: id("private"),
        frontendPort: id("probes"),
        firewallPolicy: { id: "waf-probes" },
      });
      const users = part("requestRoutingRules", `https-${tenant}`)?.["backendAddressPool"];
      expect(part("requestRoutingRules", `probe-${tenant}`)?.["backendAddressPool"]).toEqual(users);
    }
    const open = parts("httpListeners").filter((one) =>
      JSON.stringify(one).includes("frontendIPConfigurations/private"),
    );
    expect(open.map(({ name }) => name)).toEqual(["probe-aaaa", "probe-bbbb"]);
  });

  it("passes nothing on that came without TLS", () => {
    for (const rule of parts("requestRoutingRules").filter(({ name }) => name.startsWith("http-"))) {
      expect(rule).toHaveProperty("redirectConfiguration");
      expect(rule).not.toHaveProperty("backendAddressPool");
    }
    expect(part("redirectConfigurations", "aaaa")).toMatchObject({
      redirectType: "Permanent",
      targetListener: { id: expect.stringMatching(/\/httpListeners\/https-aaaa$/) as string },
    });
  });

  it("leads a tenant with a cluster of its own there", () => {
    const backendOf = (tenant: string) => part("requestRoutingRules", `https-${tenant}`)?.["backendAddressPool"];
    expect(parts("backendAddressPools")).toEqual([
      { name: "ingress", backendAddresses: [{ ipAddress: "10.1.6.10" }] },
      { name: "bbbb", backendAddresses: [{ ipAddress: "10.1.8.10" }] },
    ]);
    expect(backendOf("aaaa")).toMatchObject({ id: expect.stringMatching(/\/ingress$/) as string });
    expect(backendOf("bbbb")).toMatchObject({ id: expect.stringMatching(/\/bbbb$/) as string });
  });

  it("gives every rule a priority of its own", () => {
    const priorities = parts("requestRoutingRules").map(({ priority }) => priority);
    expect(new Set(priorities).size).toBe(6);
  });

  it("asks browsers to stay with TLS, and says who the client is", () => {
    expect(JSON.stringify(gateway["rewriteRuleSets"])).toContain("max-age=15768000; includeSubDomains");
    expect(JSON.stringify(gateway["rewriteRuleSets"])).toContain("{var_client_ip}");
  });

  it("makes a policy of TLS 1.3 alone, which Azure has none of", async () => {
    const strict = await record({ sslPolicy: "CustomV2" });
    expect(strict.find(({ name }) => name === "gateway-gateway")?.inputs["sslPolicy"]).toEqual({
      policyType: "CustomV2",
      minProtocolVersion: "TLSv1_3",
    });
  });
});

describe("wafPolicy", () => {
  it("is complete in itself: blocking, both managed rule sets, admission", async () => {
    const admission = { countries: ["NL"], addresses: "any", requestsPerMinute: 300 } as const;
    const [policy] = await recordResources((options) =>
      wafPolicy(
        "waf",
        { scope: args.scope, tenant: "aaaa", resourceGroupName: "rg", location: "norwayeast", tags: {}, admission },
        options,
      ),
    );
    expect(policy?.inputs).toMatchObject({
      policyName: "waf-sop-noe-01-aaaa-waf",
      policySettings: { state: "Enabled", mode: "Prevention", requestBodyCheck: true },
      customRules: [{ name: "RefuseOtherCountries" }, { name: "LimitRequests", rateLimitThreshold: 300 }],
      managedRules: {
        managedRuleSets: [
          { ruleSetType: "Microsoft_DefaultRuleSet", ruleSetVersion: "2.2" },
          { ruleSetType: "Microsoft_BotManagerRuleSet", ruleSetVersion: "1.1" },
        ],
      },
    });
  });
});
