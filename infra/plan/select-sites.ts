import type { Agreement } from "../../agreement/agreement";
import { regionNamed } from "../../azure/regions";
import type { Zone } from "../../azure/regions";
import { siteCode } from "../../azure/sites";
import type { Decision } from "./decision";
import type { SitePlan, SiteRole } from "./site-plan";

const roleOrder: readonly SiteRole[] = ["active", "warm", "cold", "backup-only", "documents"];

/**
 * The places of the platform, the active one first, then by role and code. Where the twin is switched on, its two
 * stamps stand in for the active site: each pinned to a zone, the first active, the second warm.
 */
export function selectSites(agreement: Agreement): readonly SitePlan[] {
  const twin = agreement.recovery.twin?.on === true ? agreement.recovery.twin.stamps : undefined;
  const sites = agreement.sites.flatMap((site): readonly SitePlan[] =>
    site.role === "active" && twin !== undefined
      ? twin.map((stamp, index) => sitePlan(stamp.region, index === 0 ? "active" : "warm", String(stamp.zone) as Zone))
      : [sitePlan(site.region, site.role, site.zone === undefined ? undefined : (String(site.zone) as Zone))],
  );
  return sites.sort(
    (one, other) => roleOrder.indexOf(one.role) - roleOrder.indexOf(other.role) || (one.code < other.code ? -1 : 1),
  );
}

function sitePlan(regionName: string, role: SiteRole, zone?: Zone): SitePlan {
  const region = regionNamed(regionName);
  return {
    code: siteCode(regionName, zone),
    region: region.name,
    country: region.country,
    role,
    zones: zone === undefined ? region.zones : [zone],
    restricted: region.restricted,
  };
}

/** Where a new cell runs. */
export function activeSiteOf(sites: readonly SitePlan[]): SitePlan {
  const active = sites.find((site) => site.role === "active");
  if (active === undefined) {
    throw new RangeError("a platform has exactly one active site");
  }
  return active;
}

const roleMeanings: Readonly<Record<SiteRole, string>> = {
  active: "everything runs here",
  warm: "ready to take over: network, edge, smallest cluster, secondary databases",
  cold: "copies and an address plan; a second data centre is made from them when needed",
  "backup-only": "copies only",
  documents: "document archive, reached from the active site",
};

/** Why each site is what it is. */
export function siteDecisions(agreement: Agreement, sites: readonly SitePlan[]): readonly Decision[] {
  return sites.map((site) => {
    const clause = agreement.sites.find((candidate) => candidate.region === site.region);
    const spread =
      site.zones.length === 0
        ? "no availability zones here"
        : site.zones.length === 1
          ? `pinned to zone ${site.zones.join()}: a zone, not a region`
          : `spread over zones ${site.zones.join(", ")}`;
    return {
      about: "sites",
      chosen: `${site.region} (${site.country}) is ${site.role}`,
      because: `${roleMeanings[site.role]}; ${spread}${site.restricted ? "; Azure has to grant access first" : ""}`,
      promises: clause === undefined || clause.source === "ours" ? [] : clause.source,
    };
  });
}
