import * as resources from "@pulumi/azure-native/resources";
import type { Output } from "@pulumi/pulumi";
import { PRIVATE_LINKS } from "../../azure/private-link";
import { DatabaseServer } from "../../components/data/database-server";
import { FailoverGroup } from "../../components/data/failover-group";
import { TenantDatabase, type DatabasePlace } from "../../components/data/tenant-database";
import { nameInScope } from "../../components/name-in-scope";
import { PrivateEndpoint } from "../../components/network/private-endpoint";
import type { CellPlan } from "../plan/cell-plan";
import type { DatabasePlan, DatabaseServerPlan } from "../plan/data-plan";
import type { Plan } from "../plan/plan";
import type { CellDataArgs } from "./cell-data-args";
import { workspaceAt } from "./cell-network";
import { made, siteOf } from "./plan-lookup";
import { privateZoneAt } from "./platform-outputs";
import { tenantSegment } from "./tenant-segment";

/** A tenant's database as the workload finds it. */
export interface CellDatabase {
  readonly tenant: string;
  readonly generation: string;
  readonly database: string;
  readonly databaseId: Output<string>;
  /** Name to connect to: the failover group's where there is one, so that it follows the primary. */
  readonly hostName: Output<string>;
  /** Addresses of the tenant's endpoints by site code, where the server's name has none in the private zones. */
  readonly addresses: Readonly<Record<string, Output<string | undefined>>>;
}

/** A server at one site, with the group of resources that it and its databases live in. */
interface ServerAtSite {
  readonly site: string;
  readonly location: string;
  readonly group: resources.ResourceGroup;
  readonly server: DatabaseServer;
}

/** The tenant that has a server to itself, for the parts of its name. */
function owner(server: DatabaseServerPlan): { readonly tenant?: string } {
  return server.key === "shared" ? {} : { tenant: server.key };
}

function addServer(plan: Plan, args: CellDataArgs, server: DatabaseServerPlan, site: string): ServerAtSite {
  const location = siteOf(plan, site).region;
  const scope = { ...args.scope, site };
  const group = new resources.ResourceGroup(`data-${server.key}-${site}`, {
    resourceGroupName: nameInScope(scope, "resources:ResourceGroup", { role: "dat", ...owner(server) }),
    location,
    tags: args.tags,
  });
  const logArchiveId = plan.backup.logArchiveSites.includes(site)
    ? args.platform.logArchives.apply((archives) => made(archives, site, "log archive at site"))
    : undefined;
  const databaseServer = new DatabaseServer(`server-${server.key}-${site}`, {
    scope,
    ...owner(server),
    resourceGroupName: group.name,
    location,
    tags: args.tags,
    workspaceId: workspaceAt(args.platform, site),
    administrators: args.administrators,
    ...(logArchiveId !== undefined && { logArchiveId }),
  });
  return { site, location, group, server: databaseServer };
}

function placeOf(
  plan: Plan,
  args: CellDataArgs,
  at: ServerAtSite,
  settings: Pick<DatabasePlace, "zoneRedundant" | "backupRedundancy">,
): DatabasePlace {
  const window = plan.maintenance.sql[at.site];
  const subscription = `/subscriptions/${plan.target.subscriptions.cells}`;
  return {
    serverName: at.server.name,
    resourceGroupName: at.group.name,
    location: at.location,
    workspaceId: workspaceAt(args.platform, at.site),
    zoneRedundant: settings.zoneRedundant,
    backupRedundancy: settings.backupRedundancy,
    ...(window !== undefined && {
      maintenanceConfigurationId: `${subscription}/providers/Microsoft.Maintenance/publicMaintenanceConfigurations/${window}`,
    }),
  };
}

/**
 * The tenant's own way to a server: an endpoint in the tenant's data segment.
 *
 * The name of a server has one address in a site's private zones. A server of one tenant gets it from that tenant's endpoint;
 * where tenants share a server, the last endpoint would take the name from all others, so none has it and the tenant's
 * workload maps the name to the address of its own endpoint.
 */
function addEndpoint(
  cell: CellPlan,
  args: CellDataArgs,
  at: ServerAtSite,
  database: DatabasePlan,
  shared: boolean,
): PrivateEndpoint {
  const { tenant } = database;
  return new PrivateEndpoint(`database-${tenant}-${at.site}-endpoint`, {
    scope: { ...args.scope, site: at.site },
    resourceGroupName: at.group.name,
    location: at.location,
    tags: { ...args.tags, tenant },
    leadsTo: { role: "dat", tenant },
    subnetId: tenantSegment(cell, args.networks, at.site, tenant),
    targetId: at.server.resourceId,
    groupId: PRIVATE_LINKS.sql.groupId,
    zoneIds: shared ? [] : [privateZoneAt(args.platform, at.site, PRIVATE_LINKS.sql.zone)],
  });
}

function addDatabases(plan: Plan, cell: CellPlan, args: CellDataArgs, server: DatabaseServerPlan): CellDatabase[] {
  const { failover } = server;
  const shared = server.key === "shared";
  const primary = addServer(plan, args, server, server.site);
  const partner = failover && { ...addServer(plan, args, server, failover.site), settings: failover };
  const databases = server.databases.map((database) => {
    const { tenant, generation, zoneRedundant, backupRedundancy, ...retention } = database;
    const component = new TenantDatabase(`database-${tenant}-${generation}`, {
      ...retention,
      scope: args.scope,
      tags: { ...args.tags, tenant },
      tenant,
      generation: Number(generation),
      primary: placeOf(plan, args, primary, { zoneRedundant, backupRedundancy }),
      ...(partner && { secondary: placeOf(plan, args, partner, partner.settings) }),
    });
    const places = partner === undefined ? [primary] : [primary, partner];
    const endpoints = places.map((at) => [at.site, addEndpoint(cell, args, at, database, shared)] as const);
    return { tenant, generation, component, endpoints };
  });
  const group =
    partner &&
    new FailoverGroup(
      `failover-${server.key}`,
      {
        scope: args.scope,
        ...owner(server),
        resourceGroupName: primary.group.name,
        tags: args.tags,
        primaryServerName: primary.server.name,
        partnerServerId: partner.server.resourceId,
        databaseIds: databases.map(({ component }) => component.resourceId),
        graceMinutes: partner.settings.graceMinutes,
      },
      // Azure would make missing secondaries itself, with settings of its own.
      { dependsOn: databases.map(({ component }) => component) },
    );
  return databases.map(({ tenant, generation, component, endpoints }) => ({
    tenant,
    generation,
    database: component.name,
    databaseId: component.resourceId,
    hostName: group?.hostName ?? primary.server.hostName,
    addresses: Object.fromEntries(shared ? endpoints.map(([site, { address }]) => [site, address]) : []),
  }));
}

/** The database servers of a cell with a database and a private way to it for every tenant. */
export function cellDatabases(plan: Plan, cell: CellPlan, args: CellDataArgs): readonly CellDatabase[] {
  return cell.servers.flatMap((server) => addDatabases(plan, cell, args, server));
}
