import { Provider } from "@pulumi/azure-native/provider";
import { output } from "@pulumi/pulumi";
import { beforeAll, describe, expect, it } from "vitest";
import { PLATFORM_CODES, type Platform } from "../../azure/names/codes";
import { idOf } from "../../azure/resource-id";
import { typeOfToken } from "../../azure/resource-types";
import { recordResources, type RecordedResource } from "../../components/record-resources";
import type { Plan } from "../plan/plan";
import { cellClusters } from "./cell-cluster";
import { cellEntry } from "./cell-entry";
import { cellIdentities } from "./cell-identities";
import { cellNetwork } from "./cell-network";
import { bySite, planOf, platformOutputs } from "./cell-network.fixture";
import { platformNetwork } from "./platform-network";
import { storeVpnKeys } from "./platform-vpn-keys";
import { privateDnsZoneNames } from "./private-dns-zone-names";

const PLATFORMS = Object.keys(PLATFORM_CODES) as readonly Platform[];
function recordPlatform(platform: Platform, plan: Plan) {
  const scope = { platform, environment: "local", salt: plan.target.salt } as const;
  return recordResources(() => {
    const network = platformNetwork(plan, {
      scope,
      cellsProvider: new Provider("cells", {}),
      tags: {},
      workspaces: bySite(plan, (site) => `log-${site}`),
      flowLogStores: bySite(plan, (site) => ({ id: `flows-${site}`, writerId: `writer-${site}` })),
    });
    storeVpnKeys(network, {
      scope,
      tags: {},
      keyVaults: bySite(plan, (site) => ({ name: `kv-${site}`, resourceGroupName: `rg-${site}` })),
    });
  });
}

function recordCell(platform: Platform, plan: Plan, cell: Plan["cells"][number]) {
  const scope = { platform, environment: "local", cell: Number(cell.number), salt: plan.target.salt } as const;
  const args = { scope, tags: {}, platform: output(platformOutputs(plan)) };
  return recordResources(() => {
    const networks = cellNetwork(plan, cell, args);
    cellEntry(plan, cell, { ...args, networks });
    const clusters = cellClusters(plan, cell, { ...args, networks, firstPools: new Set() });
    cellIdentities(plan, cell, { ...args, clusters });
  });
}

const ofType = (resources: readonly RecordedResource[], type: string) =>
  resources.filter((resource) => resource.type === `azure-native:${type}`).map(({ inputs }) => inputs);

/** Ids in Azure that more than one resource would have. */
function sharedIds(resources: readonly RecordedResource[]): readonly (string | undefined)[] {
  const ids = resources
    .filter(({ type }) => typeOfToken(type) !== undefined)
    .map(({ type, inputs }) => idOf(type, inputs, "subscription")?.toLowerCase());
  return ids.filter((id, index) => id === undefined || ids.indexOf(id) !== index);
}

const count = (resources: readonly RecordedResource[], type: string) => ofType(resources, type).length;

describe.each(PLATFORMS)("the platform layer of %s", (platform) => {
  const plan = planOf(platform);
  let resources: readonly RecordedResource[];

  beforeAll(async () => {
    resources = await recordPlatform(platform, plan);
  });

  it("names no two resources of a subscription alike", () => {
    const owned = resources.filter(({ name }) => !name.startsWith("watcher-cells-"));
    expect(sharedIds(owned)).toEqual([]);
  });

  it("has a network watcher in each region of both subscriptions", () => {
    const regions = new Set(plan.hubs.map(({ site }) => plan.sites.find(({ code }) => code === site)?.region));
    const places = resources.filter(({ type }) => type.endsWith(":NetworkWatcher")).map(({ name }) => name);
    expect(places.filter((name) => name.startsWith("watcher-platform-"))).toHaveLength(regions.size);
    expect(places.filter((name) => name.startsWith("watcher-cells-"))).toHaveLength(regions.size);
  });

  it("has every segment, tunnel and key of the plan, and nothing besides", () => {
    const segments = plan.hubs.flatMap((hub) => hub.segments);
    const devices = plan.vpn.gateways.flatMap((gateway) => gateway.partners);
    expect(
      ofType(resources, "network:Subnet")
        .map((subnet) => subnet["addressPrefix"])
        .sort(),
    ).toEqual(segments.map(({ prefix }) => prefix).sort());
    expect(count(resources, "network:NetworkSecurityGroup")).toBe(segments.filter((one) => one.securityRules).length);
    expect(count(resources, "network:RouteTable")).toBe(segments.filter((one) => one.routes).length);
    expect(count(resources, "network:AzureFirewall")).toBe(plan.hubs.length);
    expect(count(resources, "network:VirtualNetworkGateway")).toBe(plan.vpn.gateways.length);
    const tunnels = devices.length + 2 * plan.vpn.siteLinks.length;
    expect(count(resources, "network:VirtualNetworkGatewayConnection")).toBe(tunnels);
    expect(count(resources, "keyvault:Secret")).toBe(tunnels);
  });

  it("has private zones of its own at each site, linked to that site's hub only", () => {
    const links = ofType(resources, "privatedns:VirtualNetworkLink").map((link) => [
      link["resourceGroupName"],
      link["privateZoneName"],
      (link["virtualNetwork"] as { readonly id: string }).id,
    ]);
    const expected = plan.hubs.flatMap(({ site }) => {
      const group = resources.find(({ name }) => name === `dns-${site}`)?.inputs["resourceGroupName"];
      return privateDnsZoneNames(plan, site).map((zone) => [group, zone, `hub-network-${site}-network-id`]);
    });
    expect(links.sort()).toEqual(expected.sort());
    expect(count(resources, "privatedns:PrivateZone")).toBe(expected.length);
  });

  it("builds the firewall policy of each site on a base policy of its own region", () => {
    const policies = ofType(resources, "network:FirewallPolicy");
    const places = new Map(
      resources
        .filter(({ type }) => type.endsWith(":FirewallPolicy"))
        .map(({ name, inputs }) => [`${name}-id`, inputs]),
    );
    const children = policies.filter((policy) => policy["basePolicy"] !== undefined);
    expect(children).toHaveLength(plan.hubs.length);
    for (const child of children) {
      const { id } = child["basePolicy"] as { readonly id: string };
      expect(places.get(id)?.["location"]).toBe(child["location"]);
    }
    const regions = new Set(children.map((child) => child["location"]));
    expect(policies).toHaveLength(children.length + regions.size);
  });

  it("routes to the firewall that stands in the same network", () => {
    const hops = ofType(resources, "network:RouteTable")
      .flatMap((table) => table["routes"] as readonly Readonly<Record<string, unknown>>[])
      .filter((route) => route["nextHopType"] === "VirtualAppliance");
    expect(hops.length).toBeGreaterThan(0);
    for (const hop of hops) expect(hop["nextHopIpAddress"]).toBe("10.0.0.4");
  });
});

const CELLS = PLATFORMS.flatMap((platform) =>
  planOf(platform).cells.map((cell) => ({ platform, number: cell.number, cell })),
);

describe.each(CELLS)("the cell layer of $platform, cell $number", ({ platform, cell }) => {
  const plan = planOf(platform);
  let resources: readonly RecordedResource[];

  beforeAll(async () => {
    resources = await recordCell(platform, plan, cell);
  });

  it("names no two resources alike", () => {
    expect(sharedIds(resources)).toEqual([]);
  });

  it("resolves the private zones of its own site in each network", () => {
    const links = ofType(resources, "privatedns:VirtualNetworkLink").map((link) => [
      link["resourceGroupName"],
      (link["virtualNetwork"] as { readonly id: string }).id,
    ]);
    for (const { site, tenant } of cell.spokes) {
      const network = `spoke-${tenant === undefined ? site : `${site}-${tenant}`}-network-id`;
      const groups = links.filter(([, id]) => id === network).map(([group]) => group);
      expect(groups).toEqual(privateDnsZoneNames(plan, site).map(() => `rg-dns-${site}`));
    }
  });

  it("gives each tenant an identity that is bound to its own namespace, and to its own certificate", () => {
    for (const { code } of cell.tenants) {
      const credentials = resources.filter(({ name, type }) => {
        return type.endsWith(":FederatedIdentityCredential") && name.startsWith(`identity-${code}-`);
      });
      expect(new Set(credentials.map(({ inputs }) => inputs["subject"]))).toEqual(
        new Set([`system:serviceaccount:ns-${code}:application`]),
      );
      const mayRead = resources.filter(({ name }) => name.startsWith(`identity-${code}-certificate-`));
      const scopes = mayRead.flatMap(({ inputs }) => (typeof inputs["scope"] === "string" ? [inputs["scope"]] : []));
      expect(scopes.length).toBeGreaterThan(0);
      expect(scopes.filter((scope) => !scope.endsWith(`/secrets/sct-${code}-edg`))).toEqual([]);
    }
  });

  it("has every segment, listener, policy and pool of the plan", () => {
    expect(
      ofType(resources, "network:Subnet")
        .map((subnet) => subnet["addressPrefix"])
        .sort(),
    ).toEqual(cell.spokes.flatMap((spoke) => spoke.segments.map(({ prefix }) => prefix)).sort());
    expect(count(resources, "network:VirtualNetworkPeering")).toBe(2 * cell.spokes.length);
    expect(count(resources, "network:FirewallPolicyRuleCollectionGroup")).toBe(Object.keys(cell.firewallGroups).length);
    expect(count(resources, "network:WebApplicationFirewallPolicy")).toBe(
      cell.entries.flatMap((entry) => entry.policies).length,
    );
    for (const gateway of ofType(resources, "network:ApplicationGateway")) {
      expect(gateway["httpListeners"]).toHaveLength(3 * cell.tenants.length);
    }
    expect(count(resources, "trafficmanager:Profile")).toBe(cell.entries.length > 1 ? 1 : 0);
    expect(count(resources, "containerservice:ManagedCluster")).toBe(cell.clusters.length);
    const protectedSites = plan.backup.vaults.filter((vault) => vault.protects.includes("cluster"));
    expect(count(resources, "dataprotection:BackupInstance")).toBe(
      cell.clusters.filter((cluster) => protectedSites.some(({ site }) => site === cluster.site)).length,
    );
    const hosts = cell.tenants.flatMap(({ code }) =>
      cell.workloads.filter(({ tenants }) => tenants.some((tenant) => tenant.code === code)),
    );
    // The job that makes users can run in every cluster of the cell, the scan and the heartbeat at every site.
    expect(count(resources, "managedidentity:FederatedIdentityCredential")).toBe(
      hosts.length + cell.clusters.length + 2 * new Set(cell.clusters.map(({ site }) => site)).size,
    );
    expect(count(resources, "containerservice:AgentPool")).toBe(
      cell.clusters.flatMap((cluster) => cluster.pools).length - cell.clusters.length,
    );
  });
});

describe("DDoS protection", () => {
  const platform = "superoffice";
  const protectedPlan: Plan = { ...planOf(platform), ddosProtection: { site: "noe" } };
  const protection = (resources: readonly RecordedResource[]) =>
    ofType(resources, "network:VirtualNetwork").map((network) => [
      network["enableDdosProtection"],
      (network["ddosProtectionPlan"] as { readonly id: string } | undefined)?.id,
    ]);

  it("is one plan for all networks of the platform, where it is agreed", async () => {
    const resources = await recordPlatform(platform, protectedPlan);
    expect(ofType(resources, "network:DdosProtectionPlan")).toMatchObject([
      { ddosProtectionPlanName: "ddos-sol-noe-net", location: "norwayeast" },
    ]);
    expect(protection(resources)).toEqual(protectedPlan.hubs.map(() => [true, "ddos-protection-id"]));
    for (const cell of protectedPlan.cells) {
      const spokes = protection(await recordCell(platform, protectedPlan, cell));
      expect(spokes).toEqual(cell.spokes.map(() => [true, "ddos-plan"]));
    }
  });

  it("is none otherwise", async () => {
    const resources = await recordPlatform(platform, planOf(platform));
    expect(count(resources, "network:DdosProtectionPlan")).toBe(0);
    expect(protection(resources)).toEqual(protectedPlan.hubs.map(() => [false, undefined]));
  });
});
