import { PRIVATE_LINKS } from "../../azure/private-link";
import { PrivateEndpoint } from "../../components/network/private-endpoint";
import type { CellPlan } from "../plan/cell-plan";
import type { DatabasePlan } from "../plan/data-plan";
import type { Plan } from "../plan/plan";
import type { CellDataArgs } from "./cell-data-args";
import type { ServerAtSite } from "./cell-database-server";
import { siteOf } from "./plan-lookup";
import { privateZoneAt } from "./platform-outputs";
import { tenantSegment } from "./tenant-segment";

/**
 * The tenant's own way to a server: an endpoint in the tenant's data segment.
 *
 * The name of a server has one address in a site's private zones. A server of one tenant gets it from that tenant's endpoint;
 * where tenants share a server, the last endpoint would take the name from all others, so none has it and the tenant's
 * workload maps the name to the address of its own endpoint.
 */
export function addEndpoint(
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

/**
 * Where tenants need a way to their databases: where a server is, and at every other site that serves them. Stamps in zones
 * of one region share a server, and each has a network of its own.
 */
export function reachedFrom(plan: Plan, cell: CellPlan, places: readonly ServerAtSite[]): readonly ServerAtSite[] {
  const [primary] = places;
  const others = cell.entries.map(({ site }) => site).filter((site) => places.every((place) => place.site !== site));
  return primary === undefined
    ? places
    : [...places, ...others.map((site) => ({ ...primary, site, location: siteOf(plan, site).region }))];
}
