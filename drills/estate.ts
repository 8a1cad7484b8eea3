import type { NamedType } from "../azure/names/name-rules";
import { copyRole } from "../azure/names/copy-role";
import { parseName, type NameParts } from "../azure/names/resource-name";
import { RECOVERY_TIMES } from "../azure/recovery-times";
import { clusterKey } from "../infra/plan/cluster-plan";
import type { CellPlan } from "../infra/plan/cell-plan";
import type { CopyPlan } from "../infra/plan/backup-plan";
import type { Plan } from "../infra/plan/plan";
import type { CloudResource, ClusterObject, CopySchedule, ServingPlace, Workload } from "./cloud";
import { copyJobName, runTimesOf } from "./copy-jobs";

/** A resource of a platform with what its name says. */
interface Named {
  readonly id: string;
  readonly parts: NameParts;
  readonly body: unknown;
}

/** What of a platform is in a cloud, found by the names that its plan gives. */
export class Estate {
  constructor(
    readonly plan: Plan,
    private readonly resources: readonly CloudResource[],
  ) {}

  /** Resources of a type whose names say these parts. */
  find(armType: string, named: NamedType, wanted: NameParts): readonly Named[] {
    const subscriptions = Object.values(this.plan.target.subscriptions);
    return this.resources.flatMap(({ id, type, body }): readonly Named[] => {
      if (type.toLowerCase() !== armType.toLowerCase() || !subscriptions.includes(id.split("/")[2] ?? "")) return [];
      const parts = parseName(named, id.split("/").at(-1) ?? "");
      const fits = Object.entries(wanted).every(([part, value]) => parts?.[part as keyof NameParts] === value);
      return parts !== undefined && fits ? [{ id, parts, body }] : [];
    });
  }

  /** @throws Error where the platform has no such resource, or several */
  one(armType: string, named: NamedType, wanted: NameParts): string {
    const found = this.find(armType, named, wanted);
    const [only] = found;
    if (only !== undefined && found.length === 1) return only.id;
    throw new Error(`${found.length} resources of ${armType} are ${JSON.stringify(wanted)}; a drill needs exactly one`);
  }

  gateway(site: string, cell: CellPlan): string {
    const wanted = { site, cell: Number(cell.number) };
    return this.one("Microsoft.Network/applicationGateways", "network:ApplicationGateway", wanted);
  }

  /** The firewall of a site, which is nobody's alone. */
  firewall(site: string): string {
    const all = this.find("Microsoft.Network/azureFirewalls", "network:AzureFirewall", { site });
    const found = all.find(({ parts }) => parts.tenant === undefined);
    if (found === undefined) throw new Error(`there is no firewall at ${site}`);
    return found.id;
  }

  /** What a tenant's requests pass between gateway and cluster: with a firewall device the site's and its own. */
  private firewallsBefore(site: string, cell: CellPlan, tenant: string): readonly string[] {
    if (!cell.devices.some((device) => device.site === site && device.tenant === tenant)) return [];
    const own = { site, cell: Number(cell.number), tenant };
    return [this.firewall(site), this.one("Microsoft.Network/azureFirewalls", "network:AzureFirewall", own)];
  }

  /** The cluster that serves a tenant at a site. */
  cluster(site: string, cell: CellPlan, tenant: string): string {
    const own = cell.clusters.find((cluster) => clusterKey(cluster) === `${site}/${tenant}`);
    const all = this.find("Microsoft.ContainerService/managedClusters", "containerservice:ManagedCluster", {
      site,
      cell: Number(cell.number),
    });
    const found = all.find(({ parts }) => parts.tenant === (own === undefined ? undefined : tenant));
    if (found === undefined) throw new Error(`no cluster serves ${tenant} at ${site}`);
    return found.id;
  }

  /** The database of a generation of a tenant at a site. */
  database(site: string, tenant: string, generation: string): string {
    const all = this.find("Microsoft.Sql/servers/databases", "sql:Database", {
      tenant,
      generation: Number(generation),
    });
    const found = all.find(({ id }) => this.siteOfServer(id) === site);
    if (found === undefined) throw new Error(`${tenant} has no database of generation ${generation} at ${site}`);
    return found.id;
  }

  /** The failover group of a tenant's database on the server at a site; undefined where there is none. */
  failoverGroup(site: string, databaseId: string): string | undefined {
    const name = databaseId.split("/").at(-1) ?? "";
    return this.resources.find(
      ({ id, type, body }) =>
        type.toLowerCase() === "microsoft.sql/servers/failovergroups" &&
        this.siteOfServer(id) === site &&
        databasesIn(body).some((each) => each.endsWith(`/${name}`)),
    )?.id;
  }

  /** The profile that leads to the sites of a cell; undefined where it stands at one site. */
  entry(cell: CellPlan): string | undefined {
    return this.find("Microsoft.Network/trafficManagerProfiles", "trafficmanager:Profile", {
      cell: Number(cell.number),
    })[0]?.id;
  }

  /** Users of every tenant, where they are served. */
  workloads(everySeconds: number): readonly Workload[] {
    return this.plan.cells.flatMap((cell) => {
      const entryId = this.entry(cell);
      const sites = cell.entries.map(({ site }) => site);
      const first = [cell.activeSite, ...sites.filter((site) => site !== cell.activeSite)];
      return cell.tenants.map((tenant) => ({
        id: tenant.code,
        everySeconds,
        ...(entryId !== undefined && { entryId }),
        places: first.map((site) => this.place(site, cell, tenant.code, tenant.generation)),
      }));
    });
  }

  /** Where a tenant is served at a site. A site without a database of its own uses that of the active one. */
  place(site: string, cell: CellPlan, tenant: string, generation: string, name = site): ServingPlace {
    const own = this.find("Microsoft.Sql/servers/databases", "sql:Database", {
      tenant,
      generation: Number(generation),
    });
    const here = own.find(({ id }) => this.siteOfServer(id) === site) ?? own[0];
    if (here === undefined) throw new Error(`${tenant} has no database of generation ${generation}`);
    const firewalls = this.firewallsBefore(site, cell, tenant);
    const needs = [this.gateway(site, cell), ...firewalls, this.cluster(site, cell, tenant)];
    return { name, needs, databaseId: here.id };
  }

  /**
   * When which independent copy of each serving database is made, and where: by the jobs that are in the clusters, whatever
   * the plan says. A copy that no job makes is not made.
   *
   * @param objects in the clusters
   */
  copySchedules(objects: readonly ClusterObject[]): readonly CopySchedule[] {
    const own = objects.filter(({ cluster }) => this.isOwn(cluster));
    return this.plan.cells.flatMap((cell) =>
      cell.tenants.flatMap((tenant) => {
        const site = this.plan.cells[0]?.servers[0]?.site ?? cell.activeSite;
        const databaseId = this.database(site, tenant.code, tenant.generation);
        return this.plan.backup.copies.flatMap((copy) => {
          const times = runTimesOf(own, copyJobName(copy, tenant.code));
          if (times === undefined) return [];
          return copy.places.map((place) => ({
            ...{ name: copy.key, databaseId, accountId: this.copyAccount(copy, place), ...times },
            takesMinutes: copy.timing.waveMinutes,
            keptDays: copy.retentionDays,
          }));
        });
      }),
    );
  }

  private isOwn(id: string): boolean {
    return Object.values(this.plan.target.subscriptions).includes(id.split("/")[2] ?? "");
  }

  private copyAccount({ kind }: CopyPlan, site: string): string {
    return this.one("Microsoft.Storage/storageAccounts", "storage:StorageAccount", { site, role: copyRole(kind) });
  }

  private siteOfServer(id: string): string | undefined {
    const server = /\/servers\/([^/]+)/i.exec(id)?.[1] ?? "";
    return parseName("sql:Server", server)?.site;
  }
}

function databasesIn(body: unknown): readonly string[] {
  const { properties } = body as { readonly properties?: { readonly databases?: readonly string[] } };
  return properties?.databases ?? [];
}

/** Interval between two markers of a drill, in seconds: short against what is published about replication. */
export const MARKER_SECONDS = RECOVERY_TIMES.replicationSeconds.value;
