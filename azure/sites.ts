/**
 * The register of site codes: the three characters in a resource name that say where a stamp stands. A stamp that
 * spreads over the zones of a region has the region's code. Twin stamps in one region, each pinned to a zone, have a
 * code of their own (the region's first two letters and the zone). Codes are never changed and never reused.
 */
import { allowedValues } from "./closest-match";
import { InvalidInputError } from "./invalid-input";
import { REGIONS, regionNamed, type Region, type Zone } from "./regions";

export interface Site {
  readonly code: string;
  readonly region: Region;
  /** Set when the whole stamp is pinned to one zone: "zone, not region". */
  readonly zone?: Zone;
}

function pinnedSites(regionName: string, prefix: string): readonly Site[] {
  const region = regionNamed(regionName);
  return region.zones.map((zone) => ({ code: `${prefix}${zone}`, region, zone }));
}

export const SITES: readonly Site[] = [
  ...REGIONS.map((region): Site => ({ code: region.code, region })),
  ...pinnedSites("westeurope", "we"),
  ...pinnedSites("swedencentral", "sw"),
  ...pinnedSites("norwayeast", "no"),
];

const BY_CODE = new Map(SITES.map((site) => [site.code, site]));

/** The site of that code, if it is registered. */
export function findSite(code: string): Site | undefined {
  return BY_CODE.get(code);
}

/** The zones of a region to which a whole stamp can be pinned; none where no stamp is registered for them. */
export function pinnableZones(regionName: string): readonly Zone[] {
  return SITES.flatMap(({ region, zone }) => (region.name === regionName && zone !== undefined ? [zone] : []));
}

/**
 * The code of the stamp in a region, or of the stamp pinned to one of its zones.
 *
 * @throws InvalidInputError when the region is unknown, or has no registered stamp for that zone.
 */
export function siteCode(regionName: string, zone?: Zone): string {
  const region = regionNamed(regionName);
  const site = SITES.find((candidate) => candidate.region.name === region.name && candidate.zone === zone);
  if (site === undefined) {
    const pinned = SITES.filter((candidate) => candidate.zone !== undefined);
    const known = pinned.map((candidate) => `${candidate.region.name} zone ${candidate.zone ?? ""}`);
    const place = `${region.name} zone ${zone ?? ""}`;
    throw new InvalidInputError([`No site code is registered for ${place}. ${allowedValues(place, known)}`]);
  }
  return site.code;
}
