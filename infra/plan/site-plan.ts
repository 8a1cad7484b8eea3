import { regionNamed } from "../../azure/regions";

/** What a site is for; see the agreement's `sites[].role`. */
export type SiteRole = "active" | "warm" | "cold" | "backup-only" | "documents";

/** One place where the platform is: a region, or a stamp pinned to one zone of it. */
export interface SitePlan {
  /** Three-letter code from the region register; part of every name at this site. */
  readonly code: string;
  readonly region: string;
  readonly country: string;
  readonly role: SiteRole;
  /** Availability zones to spread over; empty where the region has none, one where the site is pinned. */
  readonly zones: readonly string[];
  /** Whether new resources here need an access request first (restricted regions). */
  readonly restricted: boolean;
}

/** Sites with a network, an edge and a cluster of their own. */
export function carriesWorkload(site: SitePlan): boolean {
  return site.role === "active" || site.role === "warm";
}

/**
 * Whether Azure keeps what it stores at a site over several zones. Accounts, databases and registries belong to the region
 * and cannot be pinned, so those of a stamp in one zone are spread as well.
 */
export function storesOverZones(site: Pick<SitePlan, "region">): boolean {
  return regionNamed(site.region).zones.length > 0;
}
