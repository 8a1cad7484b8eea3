import type { Agreement } from "../../agreement/agreement";
import { countriesOf } from "../../agreement/country";
import type { ResidentData } from "../../agreement/families/residency";
import { findRegion, regionNamed } from "../../azure/regions";
import { allPromises, promisesOf } from "./clause-promises";
import type { Decision, Refusal } from "./decision";

/** How far apart copies of the same data are: in one building, over zones, and in the region's pair as well. */
export interface Redundancy {
  readonly zones: boolean;
  readonly pair: boolean;
}

/** A redundancy with its reasons. */
export interface RedundancyChoice extends Redundancy {
  readonly decision: Decision;
  readonly refusal?: Refusal;
}

/** The countries in which a kind of data may rest, or a narrower list of an own clause. */
export function countriesFor(
  agreement: Agreement,
  kind: ResidentData,
  narrowed?: readonly string[],
): readonly string[] {
  return countriesOf(narrowed ?? agreement.residency[kind], agreement.residency.membershipOn);
}

/**
 * The farthest redundancy that residency allows in a region. Azure fixes the pair of a region, so redundancy across
 * regions is allowed where the pair's country is; residency always wins over redundancy.
 *
 * @param about what is stored, in words of the agreement
 * @param narrowed countries of an own clause, where it is stricter than residency
 */
export function chooseRedundancy(
  agreement: Agreement,
  regionName: string,
  kind: ResidentData,
  about: string,
  narrowed?: readonly string[],
): RedundancyChoice {
  const region = regionNamed(regionName);
  const allowed = countriesFor(agreement, kind, narrowed);
  const agreed = (narrowed ?? agreement.residency[kind]).join(", ");
  const pairRegion = region.pair === undefined ? undefined : findRegion(region.pair);
  const pair = pairRegion !== undefined && allowed.includes(pairRegion.country);
  const zones = region.zones.length > 0;
  const promises = allPromises(promisesOf(agreement.residency, kind));
  const places = [
    zones ? "its zones" : "one place of it",
    ...(pair ? [`${pairRegion.name} (${pairRegion.country})`] : []),
  ];
  const decision: Decision = {
    about,
    chosen: `in ${region.name}: ${places.join(" and ")}`,
    because: pair
      ? `its pair is in ${pairRegion.country}, and residency allows ${agreed}`
      : zones
        ? `the farthest that residency (${agreed}) allows`
        : "the region has no zones",
    promises,
  };
  if (pair) {
    return { zones, pair, decision };
  }
  const because =
    pairRegion === undefined
      ? `${region.name} has no pair`
      : `the pair of ${region.name} is ${pairRegion.name} in ${pairRegion.country}; residency allows ${agreed} only`;
  const out = `take zones (chosen)${pairRegion === undefined ? "" : `, or allow ${pairRegion.country}`}`;
  return {
    zones,
    pair,
    decision,
    refusal: { about, refused: `geo-redundant storage in ${region.name}`, because: `${because}; ${out}`, promises },
  };
}

/** As Azure SQL calls it. */
export function sqlBackupRedundancy({ zones, pair }: Redundancy): "Local" | "Zone" | "Geo" | "GeoZone" {
  if (pair) {
    return zones ? "GeoZone" : "Geo";
  }
  return zones ? "Zone" : "Local";
}

/** As Backup vaults call it: a vault is redundant over zones or over the pair, not both. */
export function vaultRedundancy({ zones, pair }: Redundancy): "LocallyRedundant" | "ZoneRedundant" | "GeoRedundant" {
  if (pair) {
    return "GeoRedundant";
  }
  return zones ? "ZoneRedundant" : "LocallyRedundant";
}

/** As storage accounts call it. */
export function storageSku({ zones, pair }: Redundancy): string {
  if (pair) {
    return zones ? "Standard_GZRS" : "Standard_GRS";
  }
  return zones ? "Standard_ZRS" : "Standard_LRS";
}
