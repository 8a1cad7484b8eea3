import { interpolate, type Output } from "@pulumi/pulumi";
import { FailoverGroup } from "../../components/data/failover-group";
import { databaseName, TenantDatabase, type DatabasePlace } from "../../components/data/tenant-database";
import type { CellPlan } from "../plan/cell-plan";
import type { DatabasePlan, DatabaseServerPlan } from "../plan/data-plan";
import type { Plan } from "../plan/plan";
import type { CellDataArgs } from "./cell-data-args";
import { addServer, isInUse, owner, type ServerAtSite } from "./cell-database-server";
import { workspaceAt } from "./cell-network";
import { addEndpoint, reachedFrom } from "./database-endpoints";
import { databaseIdAt } from "./database-id";

/** A server as those who work with its databases name it. */
export interface DatabaseServerPlace {
  /** `shared` or the tenant's code. */
  readonly key: string;
  readonly site: string;
  readonly id: Output<string>;
  /** Who the server is to a key of the tenant's own, where the tenant bought one. */
  readonly keyUser?: ServerAtSite["keyUser"];
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

export interface CellDatabases {
  readonly serving: readonly CellDatabase[];
  /** When those were made that serve nobody any more, by tenant and generation (`ekeb-01`). */
  readonly kept: Readonly<Record<string, Output<string>>>;
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
      copied,
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
      ...(copied && {
        copiedFrom: databaseIdAt(
          plan,
          { ...args.scope, cell: Number(copied.cell), site: primary.site },
          owner({ key }),
          { tenant, generation: copied.from },
        ),
      }),
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
  return new FailoverGroup(`failover-${key}`, {
    scope: args.scope,
    ...owner({ key }),
    protected: isProtected,
    resourceGroupName: primary.group.name,
    tags: args.tags,
    primaryServerName: primary.server.name,
    partnerServerId: partner.server.resourceId,
    databases: serving.map(({ component }) => component),
    graceMinutes: partner.settings.graceMinutes,
  });
}

function addDatabases(
  plan: Plan,
  cell: CellPlan,
  args: CellDataArgs,
  server: DatabaseServerPlan,
): Pick<CellDatabases, "serving" | "kept"> {
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
  const kept = generations.filter(({ plan: { standing } }) => standing === "kept" || standing === "released");
  const served = serving.map(({ plan: { tenant, generation }, component }) => ({
    tenant,
    generation,
    database: component.name,
    databaseId: component.resourceId,
    servers: places.map(({ site, server: { resourceId: id }, keyUser }) => ({
      key,
      site,
      id,
      ...(keyUser && { keyUser }),
    })),
    hostName: group?.hostName ?? pair.primary.server.hostName,
    addresses: Object.fromEntries(
      (shared ? (endpoints.get(tenant) ?? []) : []).map(([site, { address }]) => [site, address]),
    ),
  }));
  return {
    serving: served,
    kept: Object.fromEntries(
      kept.map(({ plan: { tenant, generation }, component }) => [`${tenant}-${generation}`, component.created]),
    ),
  };
}

/** The database servers of a cell with a database and a private way to it for every tenant. */
export function cellDatabases(plan: Plan, cell: CellPlan, args: CellDataArgs): CellDatabases {
  const made = cell.servers.map((server) => addDatabases(plan, cell, args, server));
  return {
    serving: made.flatMap(({ serving }) => serving),
    kept: Object.fromEntries(made.flatMap(({ kept }) => Object.entries(kept))),
  };
}
