import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { NamedType } from "../../azure/names/name-rules";
import type { Platform } from "../../azure/names/codes";
import { windowsTimeZone } from "../../azure/windows-time-zone";
import { copyRole } from "../../azure/names/copy-role";
import { COPY_CONTAINERS } from "../../components/backup/copy-store";
import { nameInScope } from "../../components/name-in-scope";
import type { Scope } from "../../components/component-args";
import { alertTiming } from "../../infra/layers/alert-rules";
import type { Plan } from "../../infra/plan/plan";
import { containerId } from "../../simulator/arm/blobs";
import type { ArmBody } from "../../simulator/arm/resource";
import { parseResourceId } from "../../simulator/arm/resource-id";
import { mapping } from "../../simulator/mapping/mapping";
import { resourceModels } from "../../simulator/models/resource-models";
import { Simulator } from "../../simulator/simulator";
import { addCell } from "./estate-cell";
import { keepToWindow } from "./estate-network-window";

type Parts = Parameters<typeof nameInScope>[2];

/** A local cloud with what of a platform a drill looks at, as its plan says, without the engine. */
export class EstateCloud {
  private constructor(
    readonly simulator: Simulator,
    private readonly folder: string,
  ) {}

  /** A folder for files, removed with the cloud. */
  get scratch(): string {
    return this.folder;
  }

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
    for (const id of Object.values(plan.target.subscriptions)) {
      await this.put(`/subscriptions/${id}/resourceGroups/rg`, { location: "westeurope" });
    }
    for (const cell of plan.cells) await addCell(this, plan, cell);
    for (const copy of plan.backup.copies) {
      for (const site of copy.places) {
        const account = await this.set(
          plan,
          "guard",
          "Microsoft.Storage/storageAccounts",
          "storage:StorageAccount",
          { site },
          { role: copyRole(copy.kind) },
          {
            location: regionOf(plan, site),
            sku: { name: copy.redundancy[site] ?? "Standard_LRS" },
          },
        );
        for (const container of Object.values(COPY_CONTAINERS)) await this.put(containerId(account, container), {});
      }
    }
    for (const { site } of plan.hubs) {
      const location = regionOf(plan, site);
      await this.window(plan, site);
      await this.set(
        plan,
        "platform",
        "Microsoft.KeyVault/vaults",
        "keyvault:Vault",
        { site },
        { role: "key" },
        { location },
      );
      const firewall = await this.set(
        plan,
        "platform",
        "Microsoft.Network/azureFirewalls",
        "network:AzureFirewall",
        { site },
        { role: "fwl" },
        { location, zones: zonesOf(plan, site) },
      );
      await keepToWindow(this, plan, firewall);
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
        await keepToWindow(this, plan, gateway);
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

  /** A metric rule as often as the plan says. */
  async rule(plan: Plan, name: string, scope: string, metricName: string, threshold: number): Promise<void> {
    const { every, over } = alertTiming(plan.alerts);
    const insights = `/subscriptions/${plan.target.subscriptions.cells}/resourceGroups/rg/providers/Microsoft.Insights`;
    const actionGroupId = `${insights}/actionGroups/urgent`;
    await this.put(actionGroupId, {
      location: "swedencentral",
      properties: {
        groupShortName: "urgent",
        enabled: true,
        emailReceivers: [{ name: "one", emailAddress: "a@b.example" }],
      },
    });
    await this.put(`${insights}/metricAlerts/${name}`, {
      properties: {
        actions: [{ actionGroupId }],
        ...{ enabled: true, severity: 0, scopes: [scope], evaluationFrequency: every, windowSize: over },
        criteria: { allOf: [{ metricName, operator: "LessThan", threshold, timeAggregation: "Average" }] },
      },
    });
  }

  /** The window of a site's firewall and VPN gateway, where the plan has one. */
  private async window({ target, maintenance: { network } }: Plan, site: string): Promise<void> {
    if (network === undefined) return;
    const group = `/subscriptions/${target.subscriptions.platform}/resourceGroups/rg`;
    const { startTime, hours, timeZone } = network;
    await this.put(`${group}/providers/Microsoft.Maintenance/maintenanceConfigurations/mc-${site}`, {
      location: "westeurope",
      properties: {
        maintenanceWindow: {
          startDateTime: `2026-01-01 ${startTime}`,
          duration: `${String(hours).padStart(2, "0")}:00`,
          recurEvery: "1Day",
          timeZone: windowsTimeZone(timeZone),
        },
      },
    });
  }

  vaultName(plan: Plan, site: string): string {
    return this.name(plan, "keyvault:Vault", { site }, { role: "key" });
  }

  /** A name in the grammar of the program. */
  name(plan: Plan, type: NamedType, at: Pick<Scope, "site" | "cell">, parts: Parts): string {
    const { platform, environment, salt } = plan.target;
    return nameInScope({ platform: platform as Platform, environment, salt, ...at }, type, parts);
  }

  /** Makes a resource that is named by the grammar; gives its id. */
  async set(
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

  /** Puts an object into a cluster without asking its kind. */
  async putObject(cluster: string, object: ArmBody & { readonly metadata: { readonly name: string } }): Promise<void> {
    const { writer } = this.simulator.parts;
    const key = `batch/CronJob//${object.metadata.name}`;
    await writer.inTurn(() => writer.note([{ kind: "setObject", object: { cluster, key, manager: "test", object } }]));
  }

  /** Puts a body without asking its model. */
  async put(id: string, body: ArmBody): Promise<void> {
    const { writer } = this.simulator.parts;
    await writer.inTurn(() =>
      writer.note([{ kind: "setResource", resource: { id, type: parseResourceId(id).type, body } }]),
    );
  }
}

/** The region of a site. */
export function regionOf(plan: Plan, code: string): string {
  return plan.sites.find((site) => site.code === code)?.region ?? "";
}

/** The zones of a site. */
export function zonesOf(plan: Plan, code: string): readonly string[] {
  return plan.sites.find((site) => site.code === code)?.zones ?? [];
}
