import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { valueAt } from "../../arm/body-path";
import type { ArmObject } from "../../arm/resource";
import type { BuiltInRole } from "../../../azure/role-definitions";
import { CloudForTests } from "../cloud-for-tests";
import { ClusterForTests } from "./cluster-for-tests";

let cloud: CloudForTests;
let cluster: ClusterForTests;
beforeEach(async () => {
  cloud = await CloudForTests.open();
  cluster = new ClusterForTests(cloud);
});
afterEach(() => cloud.close());

function shown(path: string): unknown {
  return valueAt(cloud.get(cluster.id)?.body ?? {}, path);
}

type Changes = (cluster: ClusterForTests) => ArmObject;

const mesh = (revision: string, more: ArmObject = {}): ArmObject => ({
  kubernetesVersion: "1.36",
  serviceMeshProfile: { mode: "Istio", istio: { revisions: [revision], ...more } },
});

const refusedProperties: readonly [string, Changes, string[]][] = [
  ["no pools", () => ({ agentPoolProfiles: [] }), ["InvalidParameter"]],
  ["no DNS prefix", () => ({ dnsPrefix: undefined }), ["InvalidParameter"]],
  ["a DNS prefix with a dot", () => ({ dnsPrefix: "a.b" }), ["InvalidParameter"]],
  ["a version that ended", () => ({ kubernetesVersion: "1.29" }), ["K8sVersionNotSupported"]],
  ["long-term support below Premium", () => ({ supportPlan: "AKSLongTermSupport" }), ["InvalidParameter"]],
  ["the cluster's group for nodes", () => ({ nodeResourceGroup: "rg" }), ["NodeResourceGroupSameAsResourceGroup"]],
  ["no local accounts and no Entra", () => ({ disableLocalAccounts: true }), ["BadRequest"]],
  ["a legacy Entra profile", () => ({ aadProfile: { managed: false } }), ["BadRequest"]],
  [
    "workload identity without issuer",
    () => ({ securityProfile: { workloadIdentity: { enabled: true } } }),
    ["BadRequest"],
  ],
  [
    "image cleaning each hour",
    () => ({ securityProfile: { imageCleaner: { enabled: true, intervalHours: 1 } } }),
    ["InvalidParameter"],
  ],
  [
    "image cleaning without hours",
    () => ({ securityProfile: { imageCleaner: { enabled: true } } }),
    ["InvalidParameter"],
  ],
  ["Entra and no rights", () => ({ aadProfile: { managed: true }, enableRBAC: false }), ["BadRequest"]],
  ["two pools of one name", (own) => ({ agentPoolProfiles: [own.pool(), own.pool()] }), ["InvalidParameter"]],
  ["a revision of Istio that ended", () => mesh("asm-1-25"), ["ServiceMeshRevisionNotSupported"]],
  ["a revision of Istio for older clusters", () => mesh("asm-1-28"), ["ServiceMeshRevisionNotSupported"]],
  ["the add-on's own gateways", () => ({ ...mesh("asm-1-30", { components: {} }) }), ["NotModelled"]],
  ["another mesh", () => ({ serviceMeshProfile: { mode: "Linkerd" } }), ["InvalidParameter"]],
  [
    "Defender without workspace",
    () => ({ securityProfile: { defender: { securityMonitoring: { enabled: true } } } }),
    ["LogAnalyticsWorkspaceNotSetForAzureDefender"],
  ],
];

const refusedNetworks: readonly [string, ArmObject, string[]][] = [
  ["kubenet", { networkPlugin: "kubenet" }, ["NotModelled"]],
  ["two ranges of pods", { podCidrs: ["10.244.0.0/16", "10.245.0.0/16"] }, ["NotModelled"]],
  ["services and no DNS", { dnsServiceIP: undefined }, ["InvalidParameter"]],
  ["cilium without its policy", { networkPolicy: "calico" }, ["InvalidParameter"]],
  ["a cilium policy without cilium", { networkDataplane: "azure" }, ["InvalidParameter"]],
  ["pods in services", { podCidr: "10.30.0.0/17" }, ["PodCidrOverlapServiceCidr"]],
  ["pods in the network", { podCidr: "10.20.128.0/17" }, ["PodCidrOverlapExistingSubnetsCidr"]],
  [
    "services in the network",
    { serviceCidr: "10.20.0.0/24", dnsServiceIP: "10.20.0.10" },
    ["ServiceCidrOverlapExistingSubnetsCidr"],
  ],
  ["a range with host bits", { podCidr: "10.244.0.1/16" }, ["CidrStringParseError"]],
  ["a range that AKS keeps", { podCidr: "172.30.0.0/16" }, ["InvalidParameter"]],
  ["room for two nodes' pods", { podCidr: "10.244.0.0/23" }, ["InsufficientPodCidr"]],
  ["a service range of /12", { serviceCidr: "10.32.0.0/12", dnsServiceIP: "10.32.0.10" }, ["InvalidParameter"]],
  ["DNS outside of services", { dnsServiceIP: "10.31.0.10" }, ["DnsServiceIpOutOfServiceCidr"]],
  ["DNS at the API server's address", { dnsServiceIP: "10.30.0.1" }, ["InvalidParameter"]],
  ["a managed NAT gateway", { outboundType: "managedNATGateway" }, ["ManagedNATGatewayWithCustomVNetNotAllowed"]],
  ["a missing NAT gateway", { outboundType: "userAssignedNATGateway" }, ["SubnetNotAssociatedWithNATGateway"]],
  ["a basic load balancer", { loadBalancerSku: "basic" }, ["InvalidLoadBalancerSku"]],
  ["routing and a load balancer", { loadBalancerProfile: {} }, ["InvalidUserDefinedRoutingWithLoadBalancerProfile"]],
];

const refusedServers: readonly [string, Changes, string[]][] = [
  ["authorized ranges", () => ({ authorizedIPRanges: ["198.51.100.0/24"] }), ["InvalidParameterConflictingProperties"]],
  ["no zone and no public name", () => ({ privateDNSZone: "none" }), ["InvalidParameter"]],
  ["a zone of another region", (own) => ({ privateDNSZone: own.otherZone }), ["InvalidParameter"]],
  ["no id of a zone", () => ({ privateDNSZone: "mine" }), ["InvalidParameter"]],
  ["a public server in a private zone", () => ({ enablePrivateCluster: false }), ["InvalidParameter"]],
];

describe("a managed cluster", () => {
  it.each(refusedProperties)("is refused with %s", async (_, changes, codes) => {
    await cluster.prepare();
    expect(await cloud.refusals(cluster.id, cluster.body(changes(cluster)))).toEqual(codes);
  });

  it.each(refusedNetworks)("is refused with %s in its network profile", async (_, changes, codes) => {
    await cluster.prepare();
    const networkProfile = cluster.networkProfile(changes);
    expect(await cloud.refusals(cluster.id, cluster.body({ networkProfile }))).toEqual(codes);
  });

  it.each(refusedServers)("is refused with %s for its API server", async (_, changes, codes) => {
    await cluster.prepare();
    const profile = { enablePrivateCluster: true, privateDNSZone: cluster.zone, ...changes(cluster) };
    expect(await cloud.refusals(cluster.id, cluster.body({ apiServerAccessProfile: profile }))).toEqual(codes);
  });

  it.each<[BuiltInRole, string]>([
    ["Private DNS Zone Contributor", "CustomPrivateDNSZoneMissingPermissionError"],
    ["Network Contributor", "LinkedAuthorizationFailed"],
  ])("is refused where its identity lacks %s", async (role, code) => {
    await cluster.prepare([role]);
    expect(await cloud.refusals(cluster.id, cluster.body())).toEqual([code]);
  });

  it("is refused a kubelet identity that it may not hand out", async () => {
    await cluster.prepare(["Managed Identity Operator"]);
    const identityProfile = { kubeletidentity: { resourceId: cluster.nodes } };
    expect(await cloud.refusals(cluster.id, cluster.body({ identityProfile }))).toEqual([
      "CustomKubeletIdentityMissingPermissionError",
    ]);
  });

  it("is refused a private zone with a system-assigned identity, and any place without an identity", async () => {
    await cluster.prepare();
    const asSystem = { identity: { type: "SystemAssigned" } };
    expect(await cloud.refusals(cluster.id, cluster.body({}, asSystem))).toEqual(["InvalidParameter"]);
    const asNobody = { identity: { type: "None" } };
    const apiServerAccessProfile = { enablePrivateCluster: true };
    expect(await cloud.refusals(cluster.id, cluster.body({ apiServerAccessProfile }, asNobody))).toEqual([
      "InvalidParameter",
    ]);
    const asSomebody = { identity: { type: "UserAssigned" } };
    expect(await cloud.refusals(cluster.id, cluster.body({ apiServerAccessProfile }, asSomebody))).toEqual([
      "InvalidParameter",
    ]);
    const identityProfile = { kubeletidentity: { resourceId: cluster.nodes } };
    expect(
      await cloud.refusals(cluster.id, cluster.body({ apiServerAccessProfile, identityProfile }, asSystem)),
    ).toEqual(["CustomKubeletIdentityOnlySupportedOnUserAssignedMSICluster"]);
  });

  it("needs a default route on the nodes' subnet that does not lead to the internet", async () => {
    await cluster.prepare();
    const attempt = () => cloud.refusals(cluster.id, cluster.body());
    const route = (nextHopType: string, addressPrefix: string) => ({
      location: "westeurope",
      properties: { routes: [{ name: "default", properties: { addressPrefix, nextHopType } }] },
    });
    await cloud.put(cluster.routeTable, route("Internet", "0.0.0.0/0"));
    expect(await attempt()).toEqual(["RouteTableInvalidNextHop"]);
    await cloud.put(cluster.routeTable, route("None", "10.0.0.0/8"));
    expect(await attempt()).toEqual(["RouteTableMissingDefaultRouteError"]);
    await cloud.put(cluster.subnet, { properties: { addressPrefix: "10.20.0.0/26" } });
    expect(await attempt()).toEqual(["ExistingRouteTableNotAssociatedWithSubnet"]);
  });

  it("is in the region of its network, and has no public addresses without one", async () => {
    await cluster.prepare();
    const away = cluster.body({ apiServerAccessProfile: {} }, { location: "northeurope" });
    expect(await cloud.refusals(cluster.id, away)).toEqual(["BadRequest"]);
    const pool = cluster.pool({ vnetSubnetID: undefined, enableNodePublicIP: true });
    const networkProfile = cluster.networkProfile({ outboundType: "loadBalancer" });
    const alone = cluster.body({ agentPoolProfiles: [pool], networkProfile, apiServerAccessProfile: {} });
    expect(await cloud.refusals(cluster.id, alone)).toEqual(["InvalidParameter"]);
  });

  it("must not run into a network that its own is peered with", async () => {
    await cluster.prepare();
    const hub = cloud.id("Microsoft.Network/virtualNetworks/hub");
    await cloud.put(hub, {
      location: "westeurope",
      properties: { addressSpace: { addressPrefixes: ["10.244.0.0/24"] } },
    });
    await cloud.put(`${cluster.network}/virtualNetworkPeerings/hub`, {
      properties: { remoteVirtualNetwork: { id: hub } },
    });
    expect(await cloud.refusals(cluster.id, cluster.body())).toEqual(["PodCidrOverlapExistingSubnetsCidr"]);
  });

  it("answers what AKS computes", async () => {
    await cluster.prepare();
    await cloud.put(cluster.id, cluster.body({ oidcIssuerProfile: { enabled: true } }));
    expect(shown("properties.fqdn")).toBeUndefined();
    expect(shown("properties.privateFQDN")).toMatch(/^kub-[a-z0-9]{8}\.privatelink\.westeurope\.azmk8s\.io$/);
    expect(shown("properties.oidcIssuerProfile.issuerURL")).toMatch(
      /^https:\/\/westeurope\.oic\.prod-aks\.azure\.com\//,
    );
    expect(shown("properties.nodeResourceGroup")).toBe("MC_rg_kub_westeurope");
    expect(shown("properties.currentKubernetesVersion")).toMatch(/^1\.36\.\d+$/);
    expect(shown("properties.identityProfile.kubeletidentity.resourceId")).toContain("MC_rg_kub_westeurope");
    expect(shown("properties.powerState.code")).toBe("Running");
    expect(shown("properties.agentPoolProfiles")).toMatchObject([{ name: "system", count: 3, maxPods: 250 }]);
  });

  it("has a public name where it is public, and never becomes private", async () => {
    await cluster.prepare();
    const ranges = Array.from({ length: 201 }, (_, index) => `198.51.100.${index}/32`);
    const tooMany = cluster.body({ apiServerAccessProfile: { authorizedIPRanges: ranges } });
    expect(await cloud.refusals(cluster.id, tooMany)).toEqual(["InvalidParameter"]);
    await cloud.put(cluster.id, cluster.body({ apiServerAccessProfile: {} }));
    expect(await cloud.refusals(cluster.id, cluster.body())).toEqual(["PropertyChangeNotAllowed"]);
    expect(shown("properties.fqdn")).toMatch(/^kub-[a-z0-9]{8}\.hcp\.westeurope\.azmk8s\.io$/);
    expect(shown("properties.privateFQDN")).toBeUndefined();
  });

  it("makes the way to its private API server, and takes it away again", async () => {
    await cluster.prepare();
    await cloud.put(cluster.id, cluster.body());
    const group = cloud.group("MC_rg_kub_westeurope");
    const endpoint = `${group}/providers/Microsoft.Network/privateEndpoints/kube-apiserver`;
    const host = String(shown("properties.privateFQDN")).split(".")[0] ?? "";
    expect(valueAt(cloud.get(endpoint)?.body ?? {}, "properties.customDnsConfigs")).toMatchObject([
      { ipAddresses: ["10.20.0.4"] },
    ]);
    expect(cloud.get(`${cluster.zone}/A/${host}`)?.body).toMatchObject({
      properties: { aRecords: [{ ipv4Address: "10.20.0.4" }] },
    });
    await cloud.remove(cluster.id);
    for (const id of [group, endpoint, `${cluster.zone}/A/${host}`]) expect(cloud.get(id)).toBeUndefined();
  });

  it("has a zone of its own where none is given", async () => {
    await cluster.prepare();
    await cloud.put(cluster.id, cluster.body({ apiServerAccessProfile: { enablePrivateCluster: true } }));
    expect(shown("properties.privateFQDN")).toMatch(/\.[0-9a-f-]{36}\.privatelink\.westeurope\.azmk8s\.io$/);
    expect(shown("properties.apiServerAccessProfile.privateDNSZone")).toBe("system");
  });

  it("holds its subnet for as long as it exists", async () => {
    await cluster.prepare();
    await cloud.put(cluster.id, cluster.body());
    expect(await cloud.refusalsToRemove(cluster.subnet)).toContain("InUseSubnetCannotBeDeleted");
    await cloud.remove(cluster.id);
    expect(await cloud.refusalsToRemove(cluster.subnet)).toEqual([]);
  });

  it("refuses a group for its nodes that is there already", async () => {
    await cluster.prepare();
    await cloud.put(cloud.group("nodes"), { location: "westeurope" });
    expect(await cloud.refusals(cluster.id, cluster.body({ nodeResourceGroup: "nodes" }))).toEqual([
      "NodeResourceGroupAlreadyExists",
    ]);
  });
});
