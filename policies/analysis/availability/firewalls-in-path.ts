import { parseName } from "../../../azure/names/resource-name";
import { findRegion } from "../../../azure/regions";
import type { PublishedLevelName } from "../../../azure/service-levels/published";
import { listOf, textOf, valueOf } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";
import type { ResourceSet } from "../../resources/resource-set";
import { UNKNOWN } from "../../resources/unknown";
import { isWithin } from "../reachability/packets/intervals";
import { addressesOf } from "../reachability/packets/ipv4";

/** A firewall that requests pass, or why nobody can tell. */
type FirewallInPath =
  { readonly level: PublishedLevelName; readonly resource?: RegisteredResource } | { readonly unknown: string };

const tenantOf = (firewall: RegisteredResource): string | undefined =>
  parseName("network:AzureFirewall", textOf(firewall, "azureFirewallName") ?? "")?.tenant;

const isIn = (region: string) => (one: RegisteredResource) => String(valueOf(one, "location")).toLowerCase() === region;

/** Tenants of a cell that have a firewall to themselves, in the order of their codes. */
export function guardedTenants(cell: ResourceSet): readonly string[] {
  return [...new Set(cell.ofType("network:AzureFirewall").flatMap((one) => tenantOf(one) ?? []))].sort();
}

/**
 * The firewalls between the gateway and a tenant that has one to itself: the tenant's, and the site's where the routes of
 * the gateway's subnet lead there first. Of the site's, which is another stack's, the zones are taken to be those of the
 * region, as the rule firewall-zonal proves.
 */
export function firewallsBefore(cell: ResourceSet, region: string, tenant: string): readonly FirewallInPath[] {
  const devices = cell.ofType("network:AzureFirewall").filter((one) => tenantOf(one) === tenant);
  return devices.filter(isIn(region)).flatMap((device): readonly FirewallInPath[] => {
    const zones: unknown = device.inputs["zones"];
    if (zones === UNKNOWN) return [{ unknown: `zones of ${device.name} are not known before the update` }];
    const own = { level: levelOver(Array.isArray(zones) ? new Set(zones).size : 0), resource: device };
    const site = isLedToSite(cell, region, device);
    if (site === "unknown") return [own, { unknown: `where the gateway sends what is for ${tenant} is not known` }];
    return site ? [{ level: levelOver(findRegion(region)?.zones.length ?? 0) }, own] : [own];
  });
}

/** Source: the conditions of the published levels. */
function levelOver(zones: number): PublishedLevelName {
  return zones > 1 ? "firewallZoneRedundant" : "firewall";
}

/** Whether a route of the gateway's subnet leads to another appliance what is for where a device stands. */
function isLedToSite(cell: ResourceSet, region: string, device: RegisteredResource): boolean | "unknown" {
  const home = cell.reference(device, "ipConfigurations.0.subnet.id", "network:Subnet");
  const space = home.kind === "resource" ? addressesOf(textOf(home.resource, "addressPrefix") ?? "") : undefined;
  if (space === undefined) return "unknown";
  for (const gateway of cell.ofType("network:ApplicationGateway").filter(isIn(region))) {
    const subnet = cell.reference(gateway, "gatewayIPConfigurations.0.subnet.id", "network:Subnet");
    const table =
      subnet.kind === "resource" ? cell.reference(subnet.resource, "routeTable.id", "network:RouteTable") : subnet;
    if (table.kind !== "resource") return table.kind === "absent" ? false : "unknown";
    const leads = listOf(table.resource, "routes").some((route) => {
      const to = addressesOf(String(route["addressPrefix"]));
      return route["nextHopType"] === "VirtualAppliance" && to !== undefined && isWithin(space, to);
    });
    if (leads) return true;
  }
  return false;
}
