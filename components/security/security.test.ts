import { describe, expect, it } from "vitest";
import { recordResources, type RecordedResource } from "../record-resources";
import { DefenderPlans } from "./defender-plans";
import { PlatformKeyVault } from "./platform-key-vault";
import { SecondGuard } from "./second-guard";
import { Registry, type RegistryArgs } from "./registry";

const common = {
  scope: { platform: "superoffice", environment: "local", site: "noe" },
  resourceGroupName: "rg",
  location: "norwayeast",
  tags: {},
  workspaceId: "workspace",
} as const;
const inputsOf = (resources: readonly RecordedResource[], name: string) =>
  resources.find((resource) => resource.name === name)?.inputs;
const shape = (resources: readonly RecordedResource[]) =>
  resources.map(({ type, name, protect }) => [type.split(":")[2], name, protect]);

describe("PlatformKeyVault", () => {
  const args = { ...common, directory: "directory", subnetId: "subnet", zoneId: "zone", logArchiveId: "archive" };
  const record = (purgeProtection = true) =>
    recordResources((options) => new PlatformKeyVault("vault", { ...args, purgeProtection }, options));

  it("says nothing of purge protection where it is off: Azure refuses false", async () => {
    const vault = inputsOf(await record(false), "vault-vault");
    expect(vault?.["properties"]).not.toHaveProperty("enablePurgeProtection");
  });

  it("is a protected vault with a private way in", async () => {
    expect(shape(await record())).toEqual([
      ["PlatformKeyVault", "vault", false],
      ["Vault", "vault-vault", true],
      ["DiagnosticSetting", "vault-logs", false],
      ["PrivateEndpoint", "vault-endpoint", false],
      ["PrivateEndpoint", "vault-endpoint-endpoint", false],
      ["PrivateDnsZoneGroup", "vault-endpoint-names", false],
    ]);
  });

  it("knows roles only, no public network, and purges nothing", async () => {
    const resources = await record();
    expect(inputsOf(resources, "vault-vault")).toMatchObject({
      vaultName: expect.stringMatching(/^kvsolnoekey[a-z2-7]{4}$/) as string,
      properties: {
        tenantId: "directory",
        enableRbacAuthorization: true,
        enablePurgeProtection: true,
        softDeleteRetentionInDays: 90,
        publicNetworkAccess: "Disabled",
        networkAcls: { defaultAction: "Deny" },
      },
    });
    expect(inputsOf(resources, "vault-logs")).toMatchObject({
      workspaceId: "workspace",
      storageAccountId: "archive",
    });
  });
});

describe("Registry", () => {
  const access = (site: "noe" | "now") => ({
    scope: { ...common.scope, site },
    resourceGroupName: `rg-${site}`,
    location: site,
    subnetId: `subnet-${site}`,
    zoneId: `zone-${site}`,
  });
  const record = (changed: Partial<RegistryArgs> = {}) =>
    recordResources(
      (options) =>
        new Registry(
          "registry",
          {
            ...common,
            zoneRedundant: true,
            replicas: [{ location: "norwaywest", zoneRedundant: false }],
            access: { noe: access("noe"), now: access("now") },
            ...changed,
          },
          options,
        ),
    );

  it("has no password, no public network and no way out", async () => {
    expect(inputsOf(await record(), "registry-registry")).toMatchObject({
      sku: { name: "Premium" },
      adminUserEnabled: false,
      anonymousPullEnabled: false,
      publicNetworkAccess: "Disabled",
      zoneRedundancy: "Enabled",
      policies: { exportPolicy: { status: "disabled" } },
    });
  });

  it("is replicated as told, and is found by its name at each site", async () => {
    const resources = await record();
    expect(inputsOf(resources, "registry-norwaywest")).toMatchObject({
      location: "norwaywest",
      zoneRedundancy: "Disabled",
    });
    const ofType = (type: string) => resources.filter((resource) => resource.type === `azure-native:network:${type}`);
    expect(ofType("PrivateEndpoint").map(({ inputs }) => inputs["subnet"])).toMatchObject([
      { id: "subnet-noe" },
      { id: "subnet-now" },
    ]);
    expect(ofType("PrivateDnsZoneGroup").map(({ inputs }) => inputs["privateDnsZoneConfigs"])).toMatchObject([
      [{ privateDnsZoneId: "zone-noe" }],
      [{ privateDnsZoneId: "zone-now" }],
    ]);
  });

  it("has no replica where there is one site", async () => {
    const types = (await record({ replicas: [], access: {} })).map(({ type }) => type);
    expect(types).not.toContain("azure-native:containerregistry:Replication");
  });
});

describe("DefenderPlans", () => {
  const plansOf = async (subscriptions: Readonly<Record<string, string>>) =>
    (
      await recordResources(
        (options) => new DefenderPlans("defender", { subscriptions, uploadsIn: ["cells"] }, options),
      )
    ).slice(1);

  it("switches every plan on in every subscription", async () => {
    const plans = await plansOf({ platform: "p", cells: "c" });
    expect(new Set(plans.map(({ inputs }) => inputs["pricingTier"]))).toEqual(new Set(["Standard"]));
    const names = ["Arm", "Containers", "KeyVaults", "SqlServers", "StorageAccounts", "VirtualMachines"];
    expect(plans.map(({ inputs }) => [inputs["scopeId"], inputs["pricingName"]])).toEqual([
      ...names.map((name) => ["subscriptions/p", name]),
      ...names.map((name) => ["subscriptions/c", name]),
    ]);
  });

  it("sets a subscription with two roles once", async () => {
    expect(await plansOf({ platform: "p", cells: "p" })).toHaveLength(6);
  });

  const scanned = async (subscriptions: Readonly<Record<string, string>>) =>
    (await plansOf(subscriptions)).flatMap(({ inputs }) => {
      const extensions = (inputs["extensions"] ?? []) as readonly { name: string; isEnabled: string }[];
      const malware = extensions.find(({ name }) => name === "OnUploadMalwareScanning");
      return malware === undefined ? [] : [[inputs["scopeId"], malware.isEnabled]];
    });

  it("scans what is uploaded, where uploads are", async () => {
    expect(await scanned({ platform: "p", cells: "c" })).toEqual([
      ["subscriptions/p", "False"],
      ["subscriptions/c", "True"],
    ]);
  });

  it("scans uploads in a subscription with two roles", async () => {
    expect(await scanned({ cells: "c", platform: "c" })).toEqual([["subscriptions/c", "True"]]);
  });
});

describe("SecondGuard", () => {
  const regions = [
    { key: "keys", types: ["Microsoft.KeyVault/vaults"], regions: ["norwayeast"] },
    { key: "others", types: [], regions: ["norwayeast", "westeurope"] },
  ];
  const assigned = async (subscriptions: Readonly<Record<string, string>>) =>
    (
      await recordResources(
        (options) => new SecondGuard("guard", { subscriptions, regions, stateGroup: "rg-state" }, options),
      )
    ).slice(1);

  it("holds the regions of what is named apart from those of everything else", async () => {
    const selectors = (await assigned({ cells: "c" })).map(({ inputs }) => [
      inputs["policyAssignmentName"],
      (inputs["resourceSelectors"] as { selectors: unknown[] }[] | undefined)?.[0]?.selectors[0],
    ]);
    expect(selectors.slice(0, 3)).toEqual([
      ["deltawerk-regions-keys", { kind: "resourceType", in: ["Microsoft.KeyVault/vaults"] }],
      ["deltawerk-regions-others", { kind: "resourceType", notIn: ["Microsoft.KeyVault/vaults"] }],
      ["deltawerk-regions-groups", undefined],
    ]);
  });

  it("denies what the public network reaches, of each service", async () => {
    const effects = (await assigned({ cells: "c" })).flatMap(({ inputs }) => {
      const { effect } = inputs["parameters"] as { effect?: { value: string } };
      return effect === undefined ? [] : [effect.value];
    });
    expect(effects).toEqual(["Deny", "Deny", "Deny", "Deny", "Deny"]);
    const spared = (await assigned({ cells: "c" })).flatMap(({ inputs }) => inputs["notScopes"] ?? []);
    expect(spared).toEqual(Array.from({ length: 5 }, () => "/subscriptions/c/resourceGroups/rg-state"));
  });

  it("guards every subscription, and one with two roles once", async () => {
    const scopes = new Set((await assigned({ platform: "p", cells: "c" })).map(({ inputs }) => inputs["scope"]));
    expect([...scopes]).toEqual(["/subscriptions/p", "/subscriptions/c"]);
    expect(await assigned({ platform: "p", cells: "p" })).toHaveLength(8);
  });
});
