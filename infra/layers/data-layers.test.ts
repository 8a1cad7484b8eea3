import { join } from "node:path";
import { output } from "@pulumi/pulumi";
import { beforeAll, describe, expect, it } from "vitest";
import { documentsIn } from "../../agreement/load-platform";
import { PLATFORM_CODES, type Platform } from "../../azure/names/codes";
import { idOf } from "../../azure/resource-id";
import { typeOfToken } from "../../azure/resource-types";
import { recordResources, type RecordedResource } from "../../components/record-resources";
import type { Plan } from "../plan/plan";
import { readPlan } from "../plan/read-plan";
import { cellAlerts } from "./cell-alerts";
import { cellData } from "./cell-data";
import type { CellSite } from "./cell-network";
import { guardLayer } from "./guard";
import type { GuardOutputs, PlatformOutputs } from "./layer-outputs";
import { platformAlerts } from "./platform-alerts";
import { platformMonitoring } from "./platform-monitoring";
import { platformServices } from "./platform-services";
import { privateDnsZoneNames } from "./private-dns-zone-names";

const PLATFORMS = Object.keys(PLATFORM_CODES) as readonly Platform[];
const PROJECT = join(__dirname, "..", "..");

function planOf(platform: Platform): Plan {
  const read = readPlan(documentsIn(PROJECT), platform, "local");
  if (!read.ok) throw new Error(`${platform}: ${JSON.stringify(read.problems)}`);
  return read.value;
}

function bySite<T>(plan: Plan, make: (site: string) => T): Readonly<Record<string, T>> {
  return Object.fromEntries(plan.sites.map(({ code }) => [code, make(code)]));
}

const scopeOf = (platform: Platform, plan: Plan) =>
  ({ platform, environment: "local", salt: plan.target.salt }) as const;

function recordGuard(platform: Platform, plan: Plan) {
  return recordResources(() =>
    guardLayer(plan, { scope: scopeOf(platform, plan), tags: {}, immutability: "Unlocked" }),
  );
}

/** Hubs as the network layer makes them, reduced to what the services ask of it. */
function hubSites(plan: Plan) {
  return Object.fromEntries(
    plan.hubs.map(({ site, segments }) => [
      site,
      {
        location: site,
        firewallPolicyName: output("policy"),
        firewallAddress: output("10.0.0.4"),
        firewallId: output(`afw-${site}`),
        network: {
          site,
          resourceGroupName: output(`rg-hub-${site}`),
          networkId: output(`hub-${site}`),
          networkName: output(`hub-${site}`),
          subnets: Object.fromEntries(segments.map(({ key }) => [key, output(`${site}/${key}`)])),
          routeTables: {},
        },
      },
    ]),
  );
}

function recordPlatform(platform: Platform, plan: Plan) {
  const guard: GuardOutputs = {
    version: 1,
    resourceGuards: bySite(plan, (site) => `resource-guard-${site}`),
    copyAccounts: {},
    logArchives: bySite(plan, (site) => ({ id: `archive-${site}`, name: `archive${site}` })),
  };
  const args = { scope: scopeOf(platform, plan), tags: {}, guard: output(guard) };
  return recordResources(() => {
    const monitoring = platformMonitoring(plan, args);
    const zones = Object.fromEntries(privateDnsZoneNames(plan).map((name) => [name, output(`zone-${name}`)]));
    const network = { sites: hubSites(plan), privateDnsZones: zones };
    const services = platformServices(plan, { ...args, monitoring, network });
    platformAlerts(plan, {
      monitoring,
      backupVaults: services.backupVaults,
      firewalls: Object.fromEntries(plan.hubs.map(({ site }) => [site, `afw-${site}`])),
      vpnGateways: Object.fromEntries(plan.vpn.gateways.map(({ site }) => [site, `vgw-${site}`])),
    });
  });
}

function platformOutputs(plan: Plan): PlatformOutputs {
  return {
    version: 1,
    sites: {},
    privateDnsZones: Object.fromEntries(privateDnsZoneNames(plan).map((name) => [name, `zone-${name}`])),
    privateDnsResourceGroup: "rg-dns",
    workspaces: bySite(plan, (site) => `log-${site}`),
    flowLogStorage: {},
    logArchives: bySite(plan, (site) => `archive-${site}`),
    backupVaults: bySite(plan, (site) => ({
      id: `vault-${site}-id`,
      name: `vault-${site}`,
      resourceGroup: `rg-bak-${site}`,
      principalId: `principal-${site}`,
      policies: { documents: `documents-${site}`, cluster: `cluster-${site}` },
    })),
    registry: { id: "registry", loginServer: "registry.example" },
    actionGroups: Object.fromEntries(plan.alerts.routes.map(({ key }) => [key, `ag-${key}`])),
  };
}

function recordCell(platform: Platform, plan: Plan, cell: Plan["cells"][number]) {
  const networks = cell.spokes.map(({ site, tenant, segments }): CellSite => ({
    site,
    ...(tenant !== undefined && { tenant }),
    location: plan.sites.find(({ code }) => code === site)?.region ?? "",
    resourceGroupName: output(`rg-net-${site}`),
    networkId: output(site),
    networkName: output(site),
    subnets: Object.fromEntries(segments.map(({ key }) => [key, output(`${site}/${key}`)])),
    routeTables: {},
    egress: [],
  }));
  const args = {
    scope: { ...scopeOf(platform, plan), cell: Number(cell.number) },
    tags: {},
    platform: output(platformOutputs(plan)),
    networks,
    administrators: { name: "database-administrators", objectId: "group", directory: plan.target.directory },
  };
  return recordResources(() => {
    const { databases } = cellData(plan, cell, args);
    cellAlerts(plan, cell, {
      ...args,
      databases,
      gateways: Object.fromEntries(cell.entries.map(({ site }) => [site, `agw-${site}`])),
      clusters: Object.fromEntries(
        cell.clusters.map(({ site, tenant }) => [tenant === undefined ? site : `${site}/${tenant}`, `aks-${site}`]),
      ),
    });
  });
}

describe.each(PLATFORMS)("%s", (platform) => {
  const plan = planOf(platform);
  const layers: Record<string, readonly RecordedResource[]> = {};

  beforeAll(async () => {
    layers["guard"] = await recordGuard(platform, plan);
    layers["platform"] = await recordPlatform(platform, plan);
    for (const cell of plan.cells) layers[`cell ${cell.number}`] = await recordCell(platform, plan, cell);
  });
  const everything = () => Object.values(layers).flat();
  const ofType = (type: string) => everything().filter((resource) => resource.type === `azure-native:${type}`);

  it("has nothing of a type that is not in the inventory", () => {
    const unknown = everything().filter(
      ({ type }) => type.startsWith("azure-native:") && typeOfToken(type) === undefined,
    );
    expect([...new Set(unknown.map(({ type }) => type))]).toEqual([]);
  });

  it("gives every resource an id of its own", () => {
    const ids = Object.entries(layers).flatMap(([layer, resources]) =>
      resources.flatMap(({ type, inputs }) => {
        const known = type.startsWith("azure-native:") ? typeOfToken(type) : undefined;
        if (known === undefined) return [];
        // What extends another resource carries that one's id, and the ids of mocks are unique in a stack only.
        const stack = known.nameScope === "extended resource" ? layer : "";
        return `${stack}${idOf(type, inputs, "subscription") ?? "no id"}`.toLowerCase();
      }),
    );
    expect(ids.filter((id) => id.endsWith("no id"))).toEqual([]);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it("gives every resource a name of its own in its stack", () => {
    const names = Object.entries(layers).flatMap(([layer, resources]) =>
      resources.map(({ type, name }) => `${layer} ${type} ${name}`),
    );
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it("leaves the guard's subscription to the guard layer alone", () => {
    const { guard, ...subscriptions } = plan.target.subscriptions;
    const watchedBy = (layer: string) => [
      ...new Set(layers[layer]?.filter(({ type }) => type.endsWith(":Pricing")).map(({ inputs }) => inputs["scopeId"])),
    ];
    expect(watchedBy("guard")).toEqual([`subscriptions/${guard}`]);
    expect(watchedBy("platform").sort()).toEqual(
      [...new Set(Object.values(subscriptions).map((id) => `subscriptions/${id}`))].sort(),
    );
  });

  it("has a database of each tenant, with the planned retention and redundancy, and no more", () => {
    const planned = plan.cells.flatMap((cell) => cell.servers.flatMap(({ databases }) => databases));
    const primaries = ofType("sql:Database").filter(({ inputs }) => inputs["createMode"] === "Default");
    expect(primaries).toHaveLength(planned.length);
    const redundancies = new Set(planned.map(({ backupRedundancy }) => backupRedundancy));
    expect(new Set(primaries.map(({ inputs }) => inputs["requestedBackupStorageRedundancy"]))).toEqual(redundancies);
    const days = new Set(planned.map(({ pointInTimeDays }) => pointInTimeDays));
    const retentions = ofType("sql:BackupShortTermRetentionPolicy").map(({ inputs }) => inputs["retentionDays"]);
    expect(new Set(retentions)).toEqual(days);
  });

  it("keeps everything that holds data in a region of the plan", () => {
    const regions = new Set(plan.sites.map(({ region }) => region));
    const holders = ["sql:Server", "sql:Database", "storage:StorageAccount", "dataprotection:BackupVault"];
    const elsewhere = holders
      .concat("keyvault:Vault", "operationalinsights:Workspace", "containerregistry:Registry")
      .flatMap(ofType)
      .filter(({ inputs }) => !regions.has(String(inputs["location"])));
    expect(elsewhere).toEqual([]);
  });

  it("watches every tenant's database and every planned vault", () => {
    const tenants = plan.cells.flatMap((cell) => cell.tenants);
    const rules = ofType("monitor:MetricAlert").map(({ inputs }) => String(inputs["ruleName"]));
    expect(rules.filter((rule) => rule.endsWith("--database-unavailable"))).toHaveLength(tenants.length);
    expect(ofType("monitor:ScheduledQueryRule")).toHaveLength(plan.backup.vaults.length);
  });

  it("puts every planned copy in every planned place, unreadable and undeletable for its writer", () => {
    const places = plan.backup.copies.flatMap((copy) => copy.places);
    const stores = everything().filter(({ type }) => type === "deltawerk:backup:CopyStore");
    expect(stores).toHaveLength(places.length);
    const writers = ofType("authorization:RoleAssignment").filter(({ name }) => name.includes("-adds-to-"));
    expect(writers).toHaveLength(places.length);
    const [role] = ofType("authorization:RoleDefinition");
    const definition = role === undefined ? [] : writers.map(({ inputs }) => inputs["roleDefinitionId"]);
    expect(new Set(definition)).toEqual(new Set(role === undefined ? [] : [`${role.name}-id`]));
  });
});
