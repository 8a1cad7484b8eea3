import { output } from "@pulumi/pulumi";
import { beforeAll, describe, expect, it } from "vitest";
import { PLATFORM_CODES, type Platform } from "../../azure/names/codes";
import { idOf } from "../../azure/resource-id";
import { typeOfToken } from "../../azure/resource-types";
import { recordResources, type RecordedResource } from "../../components/record-resources";
import type { Plan } from "../plan/plan";
import { cellAlerts } from "./cell-alerts";
import { cellData } from "./cell-data";
import type { CellSite } from "./cell-network";
import { planOf, platformOutputs } from "./cell-network.fixture";
import { recordGuard, recordPlatform, scopeOf } from "./data-layers.fixture";

const PLATFORMS = Object.keys(PLATFORM_CODES) as readonly Platform[];

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
    users: Object.fromEntries(
      cell.tenants.map(({ code }) => [code, { name: `id-${code}`, principalId: output(`${code}-principal`) }]),
    ),
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
  const named = (name: string) => everything().find((resource) => resource.name === name);
  const ofType = (type: string) => everything().filter((resource) => resource.type === `azure-native:${type}`);

  it("has nothing of a type that is not in the inventory", () => {
    const unknown = everything().filter(
      ({ type }) => type.startsWith("azure-native:") && typeOfToken(type) === undefined,
    );
    expect([...new Set(unknown.map(({ type }) => type))]).toEqual([]);
  });

  it("gives every resource an id of its own", () => {
    const ids = Object.entries(layers).flatMap(([layer, resources]) =>
      resources.flatMap(({ type, inputs, provider }) => {
        const known = type.startsWith("azure-native:") ? typeOfToken(type) : undefined;
        if (known === undefined) return [];
        // What extends another resource carries that one's id, and the ids of mocks are unique in a stack only.
        const stack = known.nameScope === "extended resource" ? layer : "";
        const subscription = provider ?? (["guard", "platform"].includes(layer) ? layer : "cells");
        return `${stack}${idOf(type, inputs, subscription) ?? "no id"}`.toLowerCase();
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

  it("hears of changes of firewalls in each subscription from an alert that stands there", () => {
    const ofPlatform = layers["platform"] ?? [];
    const alerts = ofPlatform
      .filter(({ type }) => type.endsWith(":ActivityLogAlert"))
      .map(({ provider, inputs }) => [provider, inputs["scopes"]]);
    const { cells, platform: own } = plan.target.subscriptions;
    expect(new Map(alerts as [string | undefined, readonly string[]][])).toEqual(
      new Map([
        [undefined, [`/subscriptions/${own}`]],
        ["cells", [`/subscriptions/${cells}`]],
      ]),
    );
    const guards = layers["guard"]?.filter(({ type }) => type.endsWith(":ActivityLogAlert")) ?? [];
    expect(new Set(guards.map(({ inputs }) => String(inputs["scopes"])))).toEqual(
      new Set([`/subscriptions/${plan.target.subscriptions.guard}`]),
    );
    const group = everything().find(({ name }) => name === "monitoring-cells");
    expect(group?.provider).toBe("cells");
  });

  it("has its registry and key vaults found at each site by names of that site", () => {
    const zonesOf = (name: string) =>
      (named(name)?.inputs["privateDnsZoneConfigs"] as readonly Readonly<Record<string, unknown>>[]).map(
        (config) => config["privateDnsZoneId"],
      );
    for (const { site } of plan.hubs) {
      expect(zonesOf(`registry-${site}-endpoint-names`)).toEqual([`${site}/privatelink.azurecr.io`]);
      expect(zonesOf(`key-vault-${site}-endpoint-names`)).toEqual([`${site}/privatelink.vaultcore.azure.net`]);
    }
  });

  it("has its documents found at each site by names of that site, whichever is active", async () => {
    for (const cell of plan.cells) {
      for (const activeSite of cell.entries.map(({ site }) => site)) {
        const resources = await recordCell(platform, plan, { ...cell, activeSite });
        const found = resources
          .filter(({ name }) => /^documents-.*-endpoint-names$|^documents-\w+-from-\w+-names$/.test(name))
          .map(({ inputs }) => JSON.stringify(inputs["privateDnsZoneConfigs"]));
        const accounts = cell.documents?.sites.length ?? 0;
        expect(found).toHaveLength(accounts * cell.entries.length);
        for (const { site } of cell.entries) {
          expect(found.filter((zones) => zones.includes(`"${site}/privatelink.blob`))).toHaveLength(accounts);
        }
      }
    }
  });

  it("watches every tenant's database and every planned vault", () => {
    const tenants = plan.cells.flatMap((cell) => cell.tenants);
    const rules = ofType("monitor:MetricAlert").map(({ inputs }) => String(inputs["ruleName"]));
    expect(rules.filter((rule) => rule.endsWith("--database-unavailable"))).toHaveLength(tenants.length);
    const absences = ofType("monitor:ScheduledQueryRule").filter(({ name }) => name.startsWith("backup-absent-"));
    expect(absences).toHaveLength(plan.backup.vaults.length);
  });

  it("tells each tenant apart in what the jobs record, and misses one of whom nothing is heard", () => {
    for (const cell of plan.cells) {
      const rules = (layers[`cell ${cell.number}`] ?? []).filter(({ type }) => type.endsWith(":ScheduledQueryRule"));
      const text = (fault: string) => JSON.stringify(rules.find(({ name }) => name === `${fault}-rule`)?.inputs);
      for (const fault of ["tenant-down", "backup-missing", "backup-damaged", "copy-failed", "restored"]) {
        expect(text(fault)).toContain('"dimensions":[{"name":"tenant"');
        for (const { code } of cell.tenants) expect(text(fault)).toContain(code);
      }
      for (const { code } of cell.tenants) expect(text("probe-silent")).toContain(code);
    }
  });

  it("warns of full databases and of missing backups when the agreement says", () => {
    const space = ofType("monitor:MetricAlert").filter(({ name }) => name.startsWith("database-space-"));
    expect(space.length).toBeGreaterThan(0);
    for (const { inputs } of space) {
      expect(inputs["criteria"]).toMatchObject({ allOf: [{ threshold: plan.alerts.capacityPercent }] });
    }
    const ages = ofType("monitor:ScheduledQueryRule")
      .filter(({ name }) => name.startsWith("backup-absent-"))
      .map(({ inputs }) => /ago\((\d+)m\)/.exec(JSON.stringify(inputs))?.[1]);
    expect(ages).toEqual(plan.backup.vaults.map(({ latestWithinMinutes }) => String(latestWithinMinutes)));
  });

  it("puts every planned copy in every planned place, unreadable and undeletable for its writer", () => {
    const places = plan.backup.copies.flatMap((copy) => copy.places);
    const stores = everything().filter(({ type }) => type === "deltawerk:backup:CopyStore");
    expect(stores).toHaveLength(places.length);
    const writers = ofType("authorization:RoleAssignment").filter(({ name }) => /-export-.*-adds-to-/.test(name));
    expect(writers).toHaveLength(places.length);
    expect(writers.map(({ inputs }) => String(inputs["principalId"])).sort()).toEqual(
      plan.backup.copies
        .flatMap((copy) => copy.places.map(() => `copy-writer-${copy.key}-identity-id/principal`))
        .sort(),
    );
    const created = ofType("authorization:RoleDefinition").map(({ inputs }) => String(inputs["roleDefinitionId"]));
    const assigned = writers.map(({ inputs }) => String(inputs["roleDefinitionId"]).split("/").at(-1));
    expect(new Set(assigned)).toEqual(new Set(created));
  });
});
