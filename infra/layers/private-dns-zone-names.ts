import type { Plan } from "../plan/plan";

/**
 * Zones of the services that are reached through private endpoints everywhere.
 *
 * Source: Microsoft Learn, private-link/private-endpoint-dns (2024).
 */
const SERVICE_ZONES = [
  "privatelink.blob.core.windows.net",
  "privatelink.database.windows.net",
  "privatelink.vaultcore.azure.net",
  "privatelink.azurecr.io",
] as const;

/** Zone of the private API servers of a region's clusters; source: Microsoft Learn, aks/private-clusters (2026-08). */
export function clusterZoneName(region: string): string {
  return `privatelink.${region}.azmk8s.io`;
}

/** Every private zone of a platform: those of the services, and one for each region with clusters. */
export function privateDnsZoneNames(plan: Pick<Plan, "hubs" | "sites">): readonly string[] {
  const hubSites = new Set(plan.hubs.map((hub) => hub.site));
  const regions = plan.sites.filter((site) => hubSites.has(site.code)).map((site) => site.region);
  return [...SERVICE_ZONES, ...new Set(regions.map(clusterZoneName))];
}
