import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { ArmBody, ArmObject } from "../../arm/resource";
import { parseResourceId } from "../../arm/resource-id";
import { mapping } from "../../mapping/mapping";
import { resourceModels } from "../../models/resource-models";
import { Simulator } from "../../simulator";
import type { Workload } from "../../wire/data-plane-messages";

const group = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers";
const MINUTE = 60_000;

/** What can differ between the clouds of tests. */
export interface CloudSettings {
  /** @default "Geo" */
  readonly backupRedundancy?: string;
  /** @default 30 */
  readonly pointInTimeDays?: number;
  /** @default nothing is kept for longer */
  readonly longTerm?: ArmObject;
  /** @default "PT1M" */
  readonly alertEvery?: string;
  /** @default "PT5M" */
  readonly alertOver?: string;
  /** @default true */
  readonly zoneRedundant?: boolean;
  /** Seconds that clients remember the answer of the entry. @default 30 */
  readonly entryTtl?: number;
  /** Without it the databases are at one site alone. @default true */
  readonly secondSite?: boolean;
}

/** A tenant at two sites of Norway, entered by Traffic Manager, with its database in a failover group. */
export class TwoSiteCloud {
  readonly start = Date.parse("2026-01-05T00:00:00Z");
  readonly ids = {
    primary: `${group}/Microsoft.Sql/servers/sql-noe`,
    secondary: `${group}/Microsoft.Sql/servers/sql-now`,
    database: `${group}/Microsoft.Sql/servers/sql-noe/databases/db`,
    replica: `${group}/Microsoft.Sql/servers/sql-now/databases/db`,
    group: `${group}/Microsoft.Sql/servers/sql-noe/failoverGroups/fog`,
    mirror: `${group}/Microsoft.Sql/servers/sql-now/failoverGroups/fog`,
    profile: `${group}/Microsoft.Network/trafficManagerProfiles/entry`,
    account: `${group}/Microsoft.Storage/storageAccounts/stcopies`,
    rule: `${group}/Microsoft.Insights/metricAlerts/entry-degraded`,
    databaseRule: `${group}/Microsoft.Insights/metricAlerts/database-unavailable`,
  };

  private constructor(
    readonly simulator: Simulator,
    private readonly folder: string,
  ) {}

  static async open(settings: CloudSettings = {}): Promise<TwoSiteCloud> {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "deltawerk-data-plane-"));
    const versions = { azureNative: "3", kubernetes: "4", random: "4" };
    const start = Date.parse("2026-01-05T00:00:00Z");
    const simulator = await Simulator.open({ stateFolder: folder, models: resourceModels, mapping, versions, start });
    const made = new TwoSiteCloud(simulator, folder);
    await made.fill(settings);
    return made;
  }

  get dataPlane() {
    return this.simulator.parts.dataPlane;
  }

  get now(): number {
    return this.dataPlane.now;
  }

  gateway(site: string): string {
    return `${group}/Microsoft.Network/applicationGateways/agw-${site}`;
  }

  cluster(site: string): string {
    return `${group}/Microsoft.ContainerService/managedClusters/aks-${site}`;
  }

  pass(minutes: number): Promise<void> {
    return this.simulator.parts.writer.advanceClock(minutes);
  }

  /** Replaces a resource without asking its model. */
  async set(id: string, body: ArmBody): Promise<void> {
    const { writer } = this.simulator.parts;
    await writer.inTurn(() =>
      writer.note([{ kind: "setResource", resource: { id, type: parseResourceId(id).type, body } }]),
    );
  }

  workload(): Workload {
    const place = (name: string, databaseId: string) => ({
      name,
      needs: [this.gateway(name), this.cluster(name)],
      databaseId,
    });
    return {
      id: "fjel",
      everySeconds: 10,
      entryId: this.ids.profile,
      places: [
        place("noe", this.ids.database),
        ...(this.simulator.parts.cloud.get(this.ids.replica) === undefined ? [] : [place("now", this.ids.replica)]),
      ],
    };
  }

  /** Minutes since the users began. */
  minutes(moment: number): number {
    return (moment - this.start) / MINUTE;
  }

  async close(): Promise<void> {
    await this.simulator.close();
    fs.rmSync(this.folder, { recursive: true, force: true });
  }

  private async fill(settings: CloudSettings): Promise<void> {
    const { backupRedundancy = "Geo", pointInTimeDays = 30, longTerm = {}, zoneRedundant = true } = settings;
    const { ids } = this;
    const creationDate = new Date(this.start).toISOString();
    const database = { creationDate, currentBackupStorageRedundancy: backupRedundancy, zoneRedundant };
    await this.set(ids.primary, { location: "norwayeast" });
    await this.set(ids.database, { location: "norwayeast", properties: { ...database, maxSizeBytes: 32 * 2 ** 30 } });
    await this.set(`${ids.database}/backupShortTermRetentionPolicies/default`, {
      properties: { retentionDays: pointInTimeDays },
    });
    await this.set(`${ids.database}/backupLongTermRetentionPolicies/default`, { properties: longTerm });
    await this.set(ids.account, { location: "norwaywest", sku: { name: "Standard_LRS" } });
    await this.site("noe", "norwayeast", ["1", "2", "3"]);
    await this.site("now", "norwaywest", []);
    if (settings.secondSite !== false) await this.join(database);
    await this.watch(settings);
  }

  private async site(name: string, location: string, zones: readonly string[]): Promise<void> {
    const address = `${group}/Microsoft.Network/publicIPAddresses/pip-${name}`;
    await this.set(address, { location, zones });
    await this.set(this.gateway(name), {
      location,
      zones,
      properties: { frontendIPConfigurations: [{ properties: { publicIPAddress: { id: address } } }] },
    });
    await this.set(this.cluster(name), { location });
    await this.pool(name, "system", zones);
  }

  /** Adds a pool to the cluster of a site, or puts it into other zones. */
  async pool(site: string, name: string, zones: readonly string[]): Promise<void> {
    await this.set(`${this.cluster(site)}/agentPools/${name}`, { properties: { availabilityZones: zones } });
  }

  private async join(database: ArmObject): Promise<void> {
    const { ids } = this;
    await this.set(ids.secondary, { location: "norwaywest" });
    await this.set(ids.replica, { location: "norwaywest", properties: { ...database, secondaryType: "Geo" } });
    const group = (role: string, partner: string, databaseId: string): ArmBody => ({
      properties: {
        replicationRole: role,
        readWriteEndpoint: { failoverPolicy: "Automatic", failoverWithDataLossGracePeriodMinutes: 60 },
        partnerServers: [{ id: partner, replicationRole: role === "Primary" ? "Secondary" : "Primary" }],
        databases: [databaseId],
      },
    });
    await this.set(ids.group, group("Primary", ids.secondary, ids.database));
    await this.set(ids.mirror, group("Secondary", ids.primary, ids.replica));
  }

  private async watch({ alertEvery = "PT1M", alertOver = "PT5M", entryTtl = 30 }: CloudSettings): Promise<void> {
    const { ids } = this;
    const endpoint = (name: string, priority: number) => ({
      name,
      properties: {
        targetResourceId: `${group}/Microsoft.Network/publicIPAddresses/pip-${name}`,
        endpointStatus: "Enabled",
        priority,
      },
    });
    await this.set(ids.profile, {
      location: "global",
      properties: {
        dnsConfig: { ttl: entryTtl },
        monitorConfig: { intervalInSeconds: 10, timeoutInSeconds: 5, toleratedNumberOfFailures: 2 },
        endpoints: [endpoint("noe", 1), endpoint("now", 2)],
      },
    });
    const rule = (scope: string, metricName: string, threshold: number): ArmBody => ({
      location: "global",
      properties: {
        ...{ enabled: true, severity: 0, scopes: [scope], evaluationFrequency: alertEvery, windowSize: alertOver },
        criteria: { allOf: [{ metricName, operator: "LessThan", threshold, timeAggregation: "Average" }] },
      },
    });
    await this.set(ids.rule, rule(ids.profile, "ProbeAgentCurrentEndpointStateByProfileResourceId", 1));
    await this.set(ids.databaseRule, rule(ids.database, "availability", 100));
  }
}
