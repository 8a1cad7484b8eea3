import { interpolate, type Output } from "@pulumi/pulumi";
import { PRIVATE_LINKS } from "../../azure/private-link";
import { FailoverGroup } from "../../components/data/failover-group";
import { databaseName, TenantDatabase, type DatabasePlace } from "../../components/data/tenant-database";
import { PrivateEndpoint } from "../../components/network/private-endpoint";
import type { CellPlan } from "../plan/cell-plan";
import type { DatabasePlan, DatabaseServerPlan } from "../plan/data-plan";
import type { Plan } from "../plan/plan";
import type { CellDataArgs } from "./cell-data-args";
import { addServer, isInUse, owner, type ServerAtSite } from "./cell-database-server";
import { workspaceAt } from "./cell-network";
import { databaseIdAt } from "./database-id";
import { siteOf } from "./plan-lookup";
import { privateZoneAt } from "./platform-outputs";
import { tenantSegment } from "./tenant-segment";

/** A server as those who work with its databases name it. */
export interface DatabaseServerPlace {
  /** `shared` or the tenant's code. */
  readonly key: string;
  readonly site: string;
  readonly id: Output<string>;
}

/** A tenant's database as the workload finds it. */
export interface CellDatabase {
  readonly tenant: string;
  readonly generation: string;
  readonly database: string;
  readonly databaseId: Output<string>;
  /** The server that it is on and, where there is one, the server that it fails over to. */
  readonly servers: readonly DatabaseServerPlace[];
  /** Name to connect to: the failover group's where there is one, so that it follows the primary. */
  readonly hostName: Output<string>;
  /** Addresses of the tenant's endpoints by site code, where the server's name has none in the private zones. */
  readonly addresses: Readonly<Record<string, Output<string | undefined>>>;
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

/** A server with its partner for failover, where it has one. */
interface ServerPair {
  readonly key: string;
  readonly primary: ServerAtSite;
  readonly partner?: ServerAtSite & { readonly settings: NonNullable<DatabaseServerPlan["failover"]> };
}

interface Generation {
  readonly plan: DatabasePlan;
  readonly component: TenantDatabase;
}

/** Every generation of every tenant, the earlier ones first: a later one may be made from them. */
function addGenerations(
  plan: Plan,
  args: CellDataArgs,
  { key, primary, partner }: ServerPair,
  databases: readonly DatabasePlan[],
): readonly Generation[] {
  const made = new Map<string, TenantDatabase>();
  const inOrder = [...databases].sort((one, other) => Number(one.generation) - Number(other.generation));
  for (const database of inOrder) {
    const {
      tenant,
      generation,
      standing,
      origin,
      made: isMade,
      zoneRedundant,
      backupRedundancy,
      ...retention
    } = database;
    const source = origin && {
      // What was made from a generation that is gone by now is not made again.
      databaseId:
        made.get(`${tenant}-${origin.from}`)?.resourceId ??
        interpolate`${primary.server.resourceId}/databases/${databaseName(args.scope, tenant, Number(origin.from))}`,
      to: origin.to,
    };
    const component = new TenantDatabase(`database-${tenant}-${generation}`, {
      ...retention,
      scope: args.scope,
      tags: { ...args.tags, tenant },
      tenant,
      generation: Number(generation),
      // Nobody uses what is still beside the serving one, and whoever discards it has lost nothing.
      protected: standing === "serving" || standing === "kept",
      ...(source && { restoredFrom: source }),
      ...(isMade && { takenOver: databaseIdAt(plan, { ...args.scope, site: primary.site }, owner({ key }), database) }),
      primary: placeOf(plan, args, primary, { zoneRedundant, backupRedundancy }),
      ...(partner && standing !== "restoring" && { secondary: placeOf(plan, args, partner, partner.settings) }),
    });
    made.set(`${tenant}-${generation}`, component);
  }
  return databases.flatMap((database) => {
    const component = made.get(`${database.tenant}-${database.generation}`);
    return component === undefined ? [] : [{ plan: database, component }];
  });
}

function addFailoverGroup(
  args: CellDataArgs,
  { key, primary, partner }: ServerPair,
  serving: readonly Generation[],
  isProtected: boolean,
): FailoverGroup | undefined {
  if (partner === undefined) return undefined;
  return new FailoverGroup(
    `failover-${key}`,
    {
      scope: args.scope,
      ...owner({ key }),
      protected: isProtected,
      resourceGroupName: primary.group.name,
      tags: args.tags,
      primaryServerName: primary.server.name,
      partnerServerId: partner.server.resourceId,
      databaseIds: serving.map(({ component }) => component.resourceId),
      graceMinutes: partner.settings.graceMinutes,
    },
    // Azure would make missing secondaries itself, with settings of its own.
    { dependsOn: serving.map(({ component }) => component) },
  );
}

/**
 * Where tenants need a way to their databases: where a server is, and at every other site that serves them. Stamps in zones
 * of one region share a server, and each has a network of its own.
 */
function reachedFrom(plan: Plan, cell: CellPlan, places: readonly ServerAtSite[]): readonly ServerAtSite[] {
  const [primary] = places;
  const others = cell.entries.map(({ site }) => site).filter((site) => places.every((place) => place.site !== site));
  return primary === undefined
    ? places
    : [...places, ...others.map((site) => ({ ...primary, site, location: siteOf(plan, site).region }))];
}

function addDatabases(plan: Plan, cell: CellPlan, args: CellDataArgs, server: DatabaseServerPlan): CellDatabase[] {
  const { key, failover } = server;
  const shared = key === "shared";
  const pair: ServerPair = {
    key,
    primary: addServer(plan, args, server, server.site),
    ...(failover && { partner: { ...addServer(plan, args, server, failover.site), settings: failover } }),
  };
  const generations = addGenerations(plan, args, pair, server.databases);
  const serving = generations.filter((generation) => generation.plan.standing === "serving");
  const places = pair.partner === undefined ? [pair.primary] : [pair.primary, pair.partner];
  const endpoints = new Map(
    serving.map(({ plan: database }) => [
      database.tenant,
      reachedFrom(plan, cell, places).map((at) => [at.site, addEndpoint(cell, args, at, database, shared)] as const),
    ]),
  );
  const group = addFailoverGroup(args, pair, serving, isInUse(server));
  return serving.map(({ plan: { tenant, generation }, component }) => ({
    tenant,
    generation,
    database: component.name,
    databaseId: component.resourceId,
    servers: places.map((at) => ({ key, site: at.site, id: at.server.resourceId })),
    hostName: group?.hostName ?? pair.primary.server.hostName,
    addresses: Object.fromEntries(
      (shared ? (endpoints.get(tenant) ?? []) : []).map(([site, { address }]) => [site, address]),
    ),
  }));
}

/** The database servers of a cell with a database and a private way to it for every tenant. */
export function cellDatabases(plan: Plan, cell: CellPlan, args: CellDataArgs): readonly CellDatabase[] {
  return cell.servers.flatMap((server) => addDatabases(plan, cell, args, server));
}
