import type { Resource, ResourceTransformation } from "@pulumi/pulumi";
import { beforeAll, describe, expect, it } from "vitest";
import { recordResources, type RecordedResource } from "../record-resources";
import { AksCluster, type AksClusterArgs } from "./aks-cluster";
import type { NodePool } from "./node-pool";

const target = (name: string) => ({ name, id: `${name}-id`, subscription: "subscription" });
const pool = (name: string, mode: NodePool["mode"], keptFor: Pick<NodePool, "tenant" | "group"> = {}): NodePool => ({
  name,
  mode,
  vmSize: "Standard_D4ds_v5",
  count: { minimum: 2, maximum: 6 },
  zones: ["1", "2", "3"],
  subnetId: `subnet-${name}`,
  ...keptFor,
});
const window = { day: "Sunday", startTime: "01:00", hours: 4, utcOffset: "+01:00" } as const;

const args: AksClusterArgs = {
  scope: { platform: "pct", environment: "production", site: "weu", cell: 1 },
  resourceGroupName: "rg",
  location: "westeurope",
  tags: {},
  workspaceId: "workspace",
  kubernetesVersion: "1.35",
  meshRevision: "asm-1-29",
  podCidr: "100.64.0.0/14",
  serviceCidr: "100.68.0.0/16",
  dnsServiceIp: "100.68.0.10",
  firstPoolAsDeclared: false,
  pools: [
    pool("user", "User"),
    pool("system", "System"),
    pool("web", "User", { group: "web" }),
    pool("tab12", "User", { tenant: "ab12" }),
  ],
  network: target("network"),
  routeTables: [target("routes")],
  privateDnsZone: target("zone"),
  registry: target("registry"),
  maintenance: { upgrades: window, nodeImages: { ...window, day: "Saturday" } },
  directory: "directory",
  egress: [],
};

describe("AksCluster", () => {
  let resources: readonly RecordedResource[];
  const dependencies = new Map<string, readonly (string | undefined)[]>();
  const names = new Map<Resource, string>();
  const inputsOf = (name: string) => resources.find((resource) => resource.name === name)?.inputs;

  beforeAll(async () => {
    const note: ResourceTransformation = ({ resource, name, opts }) => {
      names.set(resource, name);
      const after = opts.dependsOn === undefined ? [] : [opts.dependsOn].flat();
      dependencies.set(
        name,
        after.map((one) => names.get(one as Resource)),
      );
      return undefined;
    };
    resources = await recordResources(
      (options) => new AksCluster("aks", args, { transformations: [...(options.transformations ?? []), note] }),
    );
  });

  it("has exactly these children", () => {
    expect(resources.map(({ name }) => name)).toEqual([
      "aks",
      "aks-identities",
      "aks-identities-control-plane",
      "aks-identities-control-plane-identity",
      "aks-identities-nodes",
      "aks-identities-nodes-identity",
      "aks-identities-network",
      "aks-identities-routes",
      "aks-identities-private-dns",
      "aks-identities-nodes-operator",
      "aks-identities-registry",
      "aks-cluster",
      "aks-user",
      "aks-web",
      "aks-tab12",
      "aks-default",
      "aks-aksManagedAutoUpgradeSchedule",
      "aks-aksManagedNodeOSUpgradeSchedule",
      "aks-diagnostics",
    ]);
  });

  it("is reached privately, by Entra only", () => {
    expect(inputsOf("aks-cluster")).toMatchObject({
      resourceName: "aks-pcp-weu-01-kub",
      sku: { name: "Base", tier: "Standard" },
      publicNetworkAccess: "Disabled",
      apiServerAccessProfile: {
        enablePrivateCluster: true,
        enablePrivateClusterPublicFQDN: false,
        privateDNSZone: "zone-id",
        disableRunCommand: true,
      },
      disableLocalAccounts: true,
      aadProfile: { managed: true, enableAzureRBAC: true, tenantID: "directory" },
      oidcIssuerProfile: { enabled: true },
      securityProfile: {
        workloadIdentity: { enabled: true },
        imageCleaner: { enabled: true },
        defender: { logAnalyticsWorkspaceResourceId: "workspace", securityMonitoring: { enabled: true } },
      },
    });
  });

  it("has the Istio add-on for its ingress, in the revision that was planned", () => {
    expect(inputsOf("aks-cluster")?.["serviceMeshProfile"]).toEqual({
      mode: "Istio",
      istio: { revisions: ["asm-1-29"] },
    });
  });

  it("goes out through the firewall only", () => {
    expect(inputsOf("aks-cluster")?.["networkProfile"]).toEqual({
      networkPlugin: "azure",
      networkPluginMode: "overlay",
      networkDataplane: "cilium",
      networkPolicy: "cilium",
      outboundType: "userDefinedRouting",
      loadBalancerSku: "standard",
      podCidr: "100.64.0.0/14",
      serviceCidr: "100.68.0.0/16",
      dnsServiceIP: "100.68.0.10",
    });
  });

  it("has its system pool within and the others beside it, each across the zones", () => {
    const common = {
      availabilityZones: ["1", "2", "3"],
      enableAutoScaling: true,
      minCount: 2,
      maxCount: 6,
      enableEncryptionAtHost: true,
      enableNodePublicIP: false,
    };
    expect(inputsOf("aks-cluster")?.["agentPoolProfiles"]).toMatchObject([
      { ...common, name: "system", mode: "System", nodeTaints: ["CriticalAddonsOnly=true:NoSchedule"] },
    ]);
    expect(inputsOf("aks-user")).toMatchObject({ ...common, agentPoolName: "user", nodeTaints: [], nodeLabels: {} });
    expect(inputsOf("aks-web")).toMatchObject({
      nodeTaints: ["deltawerk/group=web:NoSchedule"],
      nodeLabels: { "deltawerk/group": "web" },
    });
    expect(inputsOf("aks-tab12")).toMatchObject({
      ...common,
      vnetSubnetID: "subnet-tab12",
      nodeTaints: ["deltawerk/tenant=ab12:NoSchedule"],
      nodeLabels: { "deltawerk/tenant": "ab12" },
    });
  });

  it("waits for its roles, and does one thing at a time", () => {
    expect(dependencies.get("aks-cluster")).toEqual([
      "aks-identities-network",
      "aks-identities-routes",
      "aks-identities-private-dns",
      "aks-identities-nodes-operator",
      "aks-identities-registry",
    ]);
    expect(dependencies.get("aks-user")).toEqual(["aks-cluster"]);
    expect(dependencies.get("aks-web")).toEqual(["aks-user"]);
    expect(dependencies.get("aks-tab12")).toEqual(["aks-web"]);
    expect(dependencies.get("aks-default")).toEqual(["aks-tab12"]);
  });

  it.each([
    ["default", "Sunday"],
    ["aksManagedAutoUpgradeSchedule", "Sunday"],
    ["aksManagedNodeOSUpgradeSchedule", "Saturday"],
  ])("keeps %s in the window on %s", (configName, dayOfWeek) => {
    expect(inputsOf(`aks-${configName}`)).toEqual({
      configName,
      resourceName: "aks-pcp-weu-01-kub",
      resourceGroupName: "rg",
      maintenanceWindow: {
        schedule: { weekly: { dayOfWeek, intervalWeeks: 1 } },
        startTime: "01:00",
        durationHours: 4,
        utcOffset: "+01:00",
      },
    });
  });

  it("refuses to be without a system pool", async () => {
    const build = () =>
      recordResources((options) => new AksCluster("aks", { ...args, pools: [pool("user", "User")] }, options));
    await expect(build()).rejects.toThrow("has no system pool");
  });
});
