import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { NamedType } from "../../azure/names/name-rules";
import type { Platform } from "../../azure/names/codes";
import { nameInScope } from "../../components/name-in-scope";
import type { Scope } from "../../components/component-args";
import { alertTiming } from "../../infra/layers/alert-rules";
import type { CellPlan } from "../../infra/plan/cell-plan";
import type { Plan } from "../../infra/plan/plan";
import type { ArmBody } from "../../simulator/arm/resource";
import { parseResourceId } from "../../simulator/arm/resource-id";
import { mapping } from "../../simulator/mapping/mapping";
import { resourceModels } from "../../simulator/models/resource-models";
import { Simulator } from "../../simulator/simulator";

type Parts = Parameters<typeof nameInScope>[2];

/** A local cloud with what of a platform a drill looks at, as its plan says, without the engine. */
export class EstateCloud {
  private constructor(
    readonly simulator: Simulator,
    private readonly folder: string,
  ) {}

  static async open(plan: Plan): Promise<EstateCloud> {
    const folder = mkdtempSync(path.join(os.tmpdir(), "deltawerk-estate-"));
    const versions = { azureNative: "3", kubernetes: "4", random: "4" };
    const start = Date.parse("2026-01-05T00:00:00Z");
    const simulator = await Simulator.open({ stateFolder: folder, models: resourceModels, mapping, versions, start });
    const estate = new EstateCloud(simulator, folder);
    await estate.add(plan);
    return estate;
  }

  async close(): Promise<void> {
    await this.simulator.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Makes what of a plan is looked at. */
  async add(plan: Plan): Promise<void> {
    for (const cell of plan.cells) await this.addCell(plan, cell);
    for (const copy of plan.backup.copies) {
      for (const site of copy.places) {
        const role = { hot: "hot", cold: "arc", daily: "cpy" } as const;
        await this.set(
          plan,
          "guard",
          "Microsoft.Storage/storageAccounts",
          "storage:StorageAccount",
          { site },
          { role: role[copy.kind] },
          {
            location: regionOf(plan, site),
            sku: { name: copy.redundancy[site] ?? "Standard_LRS" },
          },
        );
      }
    }
    for (const { site } of plan.hubs) {
      const location = regionOf(plan, site);
      const firewall = await this.set(
        plan,
        "platform",
        "Microsoft.Network/azureFirewalls",
        "network:AzureFirewall",
        { site },
        { role: "fwl" },
        { location, zones: zonesOf(plan, site) },
      );
      await this.rule(plan, `firewall-${site}`, firewall, "FirewallHealth", 90);
      if (plan.vpn.gateways.some((gateway) => gateway.site === site)) {
        const gateway = await this.set(
          plan,
          "platform",
          "Microsoft.Network/virtualNetworkGateways",
          "network:VirtualNetworkGateway",
          { site },
          { role: "vpn" },
          { location },
        );
        await this.rule(plan, `tunnel-${site}`, gateway, "TunnelAverageBandwidth", 1);
      }
    }
  }

  /** Takes away what of a plan was made. */
  async remove(plan: Plan): Promise<void> {
    const { cloud, writer } = this.simulator.parts;
    const subscriptions = Object.values(plan.target.subscriptions);
    const gone = cloud.all().filter(({ id }) => subscriptions.includes(id.split("/")[2] ?? ""));
    await writer.inTurn(() => writer.note(gone.map(({ id }) => ({ kind: "removeResource", id }))));
  }

  private async addCell(plan: Plan, cell: CellPlan): Promise<void> {
    const number = Number(cell.number);
    const endpoints: unknown[] = [];
    const ranked = [
      cell.activeSite,
      ...cell.entries.map(({ site }) => site).filter((site) => site !== cell.activeSite),
    ];
    for (const [index, site] of ranked.entries()) {
      const [location, zones] = [regionOf(plan, site), zonesOf(plan, site)];
      const scope = { site, cell: number };
      const address = await this.set(
        plan,
        "cells",
        "Microsoft.Network/publicIPAddresses",
        "network:PublicIPAddress",
        scope,
        { role: "gwy" },
        { location, zones },
      );
      await this.set(
        plan,
        "cells",
        "Microsoft.Network/applicationGateways",
        "network:ApplicationGateway",
        scope,
        { role: "gwy" },
        {
          location,
          zones,
          properties: { frontendIPConfigurations: [{ properties: { publicIPAddress: { id: address } } }] },
        },
      );
      for (const cluster of cell.clusters.filter((each) => each.site === site)) {
        const tenant = cluster.tenant === undefined ? {} : { tenant: cluster.tenant };
        await this.set(
          plan,
          "cells",
          "Microsoft.ContainerService/managedClusters",
          "containerservice:ManagedCluster",
          scope,
          { role: "kub", ...tenant },
          {
            location,
            properties: {
              agentPoolProfiles: cluster.pools.map((pool) => ({ name: pool.name, availabilityZones: pool.zones })),
            },
          },
        );
      }
      endpoints.push({
        name: site,
        properties: { targetResourceId: address, endpointStatus: "Enabled", priority: index + 1 },
      });
    }
    for (const server of cell.servers) await this.addServer(plan, cell, server);
    if (ranked.length < 2) return;
    const profile = await this.set(
      plan,
      "cells",
      "Microsoft.Network/trafficManagerProfiles",
      "trafficmanager:Profile",
      { cell: number },
      { role: "dns" },
      {
        location: "global",
        properties: {
          dnsConfig: { ttl: 30 },
          monitorConfig: { intervalInSeconds: 10, timeoutInSeconds: 5, toleratedNumberOfFailures: 2 },
          endpoints: endpoints as never,
        },
      },
    );
    await this.rule(plan, `entry-${cell.number}`, profile, "ProbeAgentCurrentEndpointStateByProfileResourceId", 1);
  }

  private async addServer(
    plan: Plan,
    cell: CellPlan,
    { key, site, databases, failover }: CellPlan["servers"][number],
  ): Promise<void> {
    const tenant = key === "shared" ? {} : { tenant: key };
    const sites = [site, ...(failover === undefined ? [] : [failover.site])];
    const groups: Record<string, string[]> = {};
    for (const place of sites) {
      const location = regionOf(plan, place);
      const server = await this.set(
        plan,
        "cells",
        "Microsoft.Sql/servers",
        "sql:Server",
        { site: place, cell: Number(cell.number) },
        { role: "dat", ...tenant },
        { location },
      );
      groups[server] = [];
      for (const database of databases) {
        const name = this.name(
          plan,
          "sql:Database",
          {},
          { tenant: database.tenant, generation: Number(database.generation) },
        );
        const id = `${server}/databases/${name}`;
        const creationDate = new Date(this.simulator.parts.dataPlane.now).toISOString();
        await this.put(id, {
          location,
          properties: {
            creationDate,
            zoneRedundant: database.zoneRedundant,
            currentBackupStorageRedundancy: database.backupRedundancy,
            maxSizeBytes: database.maxSizeGiB * 2 ** 30,
          },
        });
        await this.put(`${id}/backupShortTermRetentionPolicies/default`, {
          properties: { retentionDays: database.pointInTimeDays },
        });
        groups[server].push(id);
        if (place === site) await this.rule(plan, `${database.tenant}-${database.generation}`, id, "availability", 100);
      }
    }
    const [primary, partner] = Object.keys(groups);
    if (primary === undefined || partner === undefined) return;
    const group = this.name(plan, "sql:FailoverGroup", { cell: Number(cell.number) }, { role: "dat", ...tenant });
    for (const [own, other, role] of [
      [primary, partner, "Primary"],
      [partner, primary, "Secondary"],
    ] as const) {
      await this.put(`${own}/failoverGroups/${group}`, {
        properties: { replicationRole: role, partnerServers: [{ id: other }], databases: groups[own] ?? [] },
      });
    }
  }

  private async rule(plan: Plan, name: string, scope: string, metricName: string, threshold: number): Promise<void> {
    const { every, over } = alertTiming(plan.alerts);
    await this.put(
      `/subscriptions/${plan.target.subscriptions.cells}/resourceGroups/rg/providers/Microsoft.Insights/metricAlerts/${name}`,
      {
        properties: {
          ...{ enabled: true, severity: 0, scopes: [scope], evaluationFrequency: every, windowSize: over },
          criteria: { allOf: [{ metricName, operator: "LessThan", threshold, timeAggregation: "Average" }] },
        },
      },
    );
  }

  private name(plan: Plan, type: NamedType, at: Pick<Scope, "site" | "cell">, parts: Parts): string {
    const { platform, environment, salt } = plan.target;
    return nameInScope({ platform: platform as Platform, environment, salt, ...at }, type, parts);
  }

  private async set(
    plan: Plan,
    subscription: "guard" | "platform" | "cells",
    armType: string,
    type: NamedType,
    at: Pick<Scope, "site" | "cell">,
    parts: Parts,
    body: ArmBody,
  ): Promise<string> {
    const group = `/subscriptions/${plan.target.subscriptions[subscription]}/resourceGroups/rg`;
    const id = `${group}/providers/${armType}/${this.name(plan, type, at, parts)}`;
    await this.put(id, body);
    return id;
  }

  private async put(id: string, body: ArmBody): Promise<void> {
    const { writer } = this.simulator.parts;
    await writer.inTurn(() =>
      writer.note([{ kind: "setResource", resource: { id, type: parseResourceId(id).type, body } }]),
    );
  }
}

function regionOf(plan: Plan, code: string): string {
  return plan.sites.find((site) => site.code === code)?.region ?? "";
}

function zonesOf(plan: Plan, code: string): readonly string[] {
  return plan.sites.find((site) => site.code === code)?.zones ?? [];
}
