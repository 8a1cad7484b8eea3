import { isWithin } from "../../azure/arm-id";
import { findRegion } from "../../azure/regions";
import { RECOVERY_TIMES } from "../../azure/recovery-times";
import type { Cloud } from "../arm/cloud";
import type { ArmResource } from "../arm/resource";
import { idKey, parseResourceId } from "../arm/resource-id";
import { poolsOf } from "../models/containerservice/pool-profile";
import { flagAt, textAt, textListAt } from "../models/read-body";
import type { Fault, Instant, ListedFault, TimeSpan } from "../wire/data-plane-messages";
import { withoutCertificates } from "./certificates";
import { endOf, faultsIn, faultText } from "./faults";
import { joined, type TimeSpans } from "./time-spans";

/** A time for which a resource does not work, with the reason. */
export interface Outage extends TimeSpan {
  readonly because: string;
}

const sqlDatabase = "microsoft.sql/servers/databases";
const accountType = "microsoft.storage/storageaccounts";
const gatewayType = "microsoft.network/applicationgateways";
const clusterType = "microsoft.containerservice/managedclusters";
/** Types that Azure itself spreads over the zones of a region (Microsoft Learn, reliability, the page of each). */
const zonalByThemselves = new Set([
  "microsoft.keyvault/vaults",
  "microsoft.sql/servers",
  "microsoft.sql/servers/failovergroups",
]);

/** A resource as it is, or as it was when it was deleted. */
export function knownResource(cloud: Cloud, id: string): ArmResource | undefined {
  const live = cloud.get(id);
  if (live !== undefined) return live;
  const gone = cloud.history.of("deleted").findLast((event) => idKey(event.id) === idKey(id));
  return gone === undefined ? undefined : { id: gone.id, type: gone.type, body: gone.body };
}

/** The region of a resource (programmatic name), its own or that of what it is part of. */
export function regionOf(cloud: Cloud, id: string): string | undefined {
  const resource = knownResource(cloud, id);
  if (resource === undefined) return undefined;
  const { location } = resource.body;
  if (location !== undefined) return findRegion(location)?.name ?? location.toLowerCase();
  const { parent } = parseResourceId(id);
  return parent === undefined ? undefined : regionOf(cloud, parent);
}

/**
 * Zones of each part that a resource cannot do without, none where Azure chose one by itself; `all` where it goes on
 * without any one zone. A cluster needs each of its pools, which are resources of their own however they were made.
 */
function zonesOf(cloud: Cloud, { id, type, body }: ArmResource): "all" | readonly (readonly string[])[] {
  const kind = type.toLowerCase();
  if (zonalByThemselves.has(kind)) return "all";
  if (kind === sqlDatabase) return flagAt(body, "properties.zoneRedundant") === true ? "all" : [[]];
  if (kind === accountType) return (textAt(body, "sku.name") ?? "").includes("ZRS") ? "all" : [[]];
  if (kind !== clusterType) return [textListAt(body, "zones")];
  const pools = poolsOf(id, cloud);
  return pools.length === 0 ? [[]] : pools.map((pool) => textListAt(pool, "availabilityZones"));
}

/** Milliseconds for which a fault takes a resource away at its beginning, or for as long as the fault lasts. */
function effectOf(fault: Fault, resource: ArmResource, cloud: Cloud): "none" | "lasting" | number {
  switch (fault.kind) {
    case "region":
      return regionOf(cloud, resource.id) === fault.region ? "lasting" : "none";
    case "resource":
      // A database is within its server, and both stop with it.
      return isWithin(resource.id, fault.resourceId) ? "lasting" : "none";
    case "zone": {
      if (regionOf(cloud, resource.id) !== fault.region) return "none";
      const parts = zonesOf(cloud, resource);
      if (parts === "all") {
        return resource.type.toLowerCase() === sqlDatabase ? RECOVERY_TIMES.zoneFailoverSeconds.value * 1000 : "none";
      }
      // Azure does not say in which zone it put what has none: the drill takes the worse case.
      return parts.some((zones) => zones.every((zone) => zone === fault.zone)) ? "lasting" : "none";
    }
    case "monitoring":
      return "none";
  }
}

/** When a resource does not work and why, in order: faults, and all time after it was deleted. */
export function outagesOf(cloud: Cloud, id: string): readonly Outage[] {
  const resource = knownResource(cloud, id);
  if (resource === undefined) return [{ from: -Infinity, to: Infinity, because: `${nameOf(id)} does not exist` }];
  const broken = faultsIn(cloud.history).flatMap((fault) => outageBy(fault, resource, cloud));
  const deleted = cloud.history
    .of("deleted")
    // What was made again under the same id is there.
    .filter((event) => cloud.get(id) === undefined && isWithin(id, event.id))
    .map(({ at, id: gone }): Outage => ({ from: at, to: Infinity, because: `${nameOf(gone)} was deleted` }));
  const certificates = resource.type.toLowerCase() === gatewayType ? withoutCertificates(cloud, resource) : [];
  const disabled = certificates.map((span) => ({ ...span, because: `the listeners of ${nameOf(id)} are disabled` }));
  return [...broken, ...deleted, ...disabled].sort((one, other) => one.from - other.from);
}

function outageBy(fault: ListedFault, resource: ArmResource, cloud: Cloud): readonly Outage[] {
  const effect = effectOf(fault.fault, resource, cloud);
  if (effect === "none") return [];
  const to = effect === "lasting" ? endOf(fault) : Math.min(endOf(fault), fault.from + effect);
  return [{ from: fault.from, to, because: faultText(fault.fault) }];
}

/** When a resource does not work. */
export function downtimeOf(cloud: Cloud, id: string): TimeSpans {
  return joined(outagesOf(cloud, id));
}

/** Why a resource does not work at a moment; undefined where it works. */
export function reasonAt(outages: readonly Outage[], at: Instant): string | undefined {
  return outages.find(({ from, to }) => from <= at && at < to)?.because;
}

/** When a region sends no metrics and carries out no requests. */
export function lostTimes(cloud: Cloud, region: string | undefined): TimeSpans {
  return joined(
    faultsIn(cloud.history)
      .filter(({ fault }) => fault.kind === "region" && fault.region === region)
      .map((fault) => ({ from: fault.from, to: endOf(fault) })),
  );
}

function nameOf(id: string): string {
  return id.split("/").at(-1) ?? id;
}
