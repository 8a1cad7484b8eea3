import { effectiveValue } from "../../../azure/defaults";
import { PUBLISHED_LEVELS, type PublishedLevelName } from "../../../azure/service-levels/published";
import { listOf, valueOf } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";
import type { ResourceSet } from "../../resources/resource-set";
import { UNKNOWN } from "../../resources/unknown";
import { firewallsBefore } from "./firewalls-in-path";

/** One part that every request passes at a site, with the level that is published for how it was deployed. */
export interface PathPart {
  readonly level: PublishedLevelName;
  /** The resource that decides, where one does. */
  readonly resource?: RegisteredResource;
}

/** The parts of a request path, or what of it has no figure. */
export interface RequestPath {
  readonly parts: readonly PathPart[];
  /** Parts that are not there, or for which no level is published as they are deployed. */
  readonly lacks: readonly string[];
  /** What is not known before the update. */
  readonly unknown: readonly string[];
}

type Found = PathPart | { readonly lacks: string } | { readonly unknown: string };

/**
 * The request path of a cell at one site: gateway, load balancer, nodes, private endpoint and database.
 *
 * @param tenant set for the path of a tenant with a firewall of its own, which stands in it
 */
export function requestPath(cell: ResourceSet, region: string, tenant?: string): RequestPath {
  const at = (resources: readonly RegisteredResource[]) =>
    resources.filter((one) => String(valueOf(one, "location")).toLowerCase() === region);
  const clusters = at(cell.ofType("containerservice:ManagedCluster"));
  const found: readonly Found[] = [
    weakest(`gateway in ${region}`, at(cell.ofType("network:ApplicationGateway")).map(gatewayLevel)),
    ...(tenant === undefined ? [] : firewallsBefore(cell, region, tenant)),
    clusters.length === 0 ? { lacks: `there is no cluster in ${region}` } : { level: "loadBalancer" },
    weakest(
      `nodes in ${region}`,
      clusters.flatMap((cluster) => poolsOf(cell, cluster).map(poolLevel)),
    ),
    ...(at(cell.ofType("network:PrivateEndpoint")).some(leadsToDatabases) ? [{ level: "privateLink" } as const] : []),
    weakest(`database in ${region}`, at(cell.ofType("sql:Database")).map(databaseLevel)),
  ];
  return {
    parts: found.filter((one): one is PathPart => "level" in one),
    lacks: found.flatMap((one) => ("lacks" in one ? [one.lacks] : [])),
    unknown: found.flatMap((one) => ("unknown" in one ? [one.unknown] : [])),
  };
}

/** Requests are spread over all of a kind, so the one with the lowest level decides. */
function weakest(what: string, found: readonly Found[]): Found {
  const bad = found.find((one) => "lacks" in one) ?? found.find((one) => "unknown" in one);
  if (bad !== undefined) return bad;
  const parts = found.filter((one): one is PathPart => "level" in one);
  const [first, ...others] = parts;
  if (first === undefined) return { lacks: `there is no ${what}` };
  return others.reduce((lowest, one) => (percent(one) < percent(lowest) ? one : lowest), first);
}

function percent({ level }: PathPart): number {
  return PUBLISHED_LEVELS[level].percent;
}

function zonesOf(resource: RegisteredResource, path: string): number | "unknown" {
  const zones = resource.inputs[path];
  if (zones === UNKNOWN) return "unknown";
  return Array.isArray(zones) ? new Set(zones).size : 0;
}

function gatewayLevel(gateway: RegisteredResource): Found {
  const zones = zonesOf(gateway, "zones");
  const least = valueOf(gateway, "autoscaleConfiguration.minCapacity") ?? valueOf(gateway, "sku.capacity");
  if (zones === "unknown") return { unknown: `zones of ${gateway.name} are not known before the update` };
  if (zones > 1 || (typeof least === "number" && least > 1)) return { level: "applicationGateway", resource: gateway };
  return {
    lacks: `no level is published for ${gateway.name}, which has neither two zones nor two instances`,
  };
}

/** Labels of nodes that serve no requests. */
const GROUP = "deltawerk/group";
const BESIDE = "batch";

/** The pools whose nodes serve requests: those for users, but the ones that are kept to jobs. */
function poolsOf(cell: ResourceSet, cluster: RegisteredResource): readonly RegisteredResource[] {
  const apart = cell
    .ofType("containerservice:AgentPool")
    .filter((pool) => cell.ancestorOf(pool, "containerservice:ManagedCluster") === cluster);
  const inline = listOf(cluster, "agentPoolProfiles").map((inputs) => ({ ...cluster, inputs }));
  const all = [...inline, ...apart].filter(({ inputs }) => {
    const labels = (inputs["nodeLabels"] ?? {}) as Readonly<Record<string, unknown>>;
    return labels[GROUP] !== BESIDE;
  });
  const users = all.filter(
    ({ inputs: { mode = "User" } }) => typeof mode === "string" && mode.toLowerCase() === "user",
  );
  return users.length > 0 ? users : all;
}

function poolLevel(pool: RegisteredResource): Found {
  const zones = zonesOf(pool, "availabilityZones");
  const scales = effectiveValue("containerservice:AgentPool", pool.inputs, "enableAutoScaling") === true;
  const least = pool.inputs[scales ? "minCount" : "count"];
  if (zones === "unknown" || least === UNKNOWN) {
    return { unknown: `zones or number of the nodes of ${pool.name} are not known before the update` };
  }
  if (typeof least !== "number" || least < 2) return { level: "singleNode", resource: pool };
  return { level: zones > 1 ? "nodesAcrossZones" : "nodesInOneZone", resource: pool };
}

function leadsToDatabases(endpoint: RegisteredResource): boolean {
  return listOf(endpoint, "privateLinkServiceConnections").some(({ groupIds }) => {
    const [group] = Array.isArray(groupIds) ? (groupIds as readonly unknown[]) : [];
    return String(group).toLowerCase() === "sqlserver";
  });
}

/** Source: the conditions of the published levels; only Business Critical over zones has one of its own. */
function databaseLevel(database: RegisteredResource): Found {
  const zonal = effectiveValue(database.type, database.inputs, "zoneRedundant");
  const sku = valueOf(database, "sku.name");
  if (zonal === UNKNOWN) return { unknown: `zoneRedundant of ${database.name} is not known before the update` };
  const isCritical = typeof sku === "string" && /^(BC_|P\d)/.test(sku) && zonal === true;
  return { level: isCritical ? "sqlZoneRedundantBusinessCritical" : "sql", resource: database };
}
