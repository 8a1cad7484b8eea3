import type { Agreement } from "../../agreement/agreement";
import { countriesOf } from "../../agreement/country";
import { findRegion, type Zone } from "../../azure/regions";
import { siteCode } from "../../azure/sites";

/** Where a second data centre is made. */
export interface TwinPlace {
  readonly region: string;
  readonly siteCode: string;
  /** Set where the only legal region is the one in use: another zone of it. */
  readonly zone?: Zone;
  /** Why here, in one sentence. */
  readonly because: string;
}

/** What rests at a site that runs a platform. */
const residentAtRunningSite = ["databases", "backups", "keys", "logs", "images"] as const;

/**
 * The nearest place in which all data of a platform may rest: a site of the agreement in another region first, then the
 * pair of the active region, then another zone of the active region, which survives a building and not a region.
 */
export function twinPlace(agreement: Agreement): TwinPlace {
  const active = agreement.sites.find(({ role }) => role === "active");
  const region = findRegion(active?.region ?? "");
  if (active === undefined || region === undefined) throw new RangeError("the agreement has no active site");
  const others = agreement.sites
    .filter((site) => site.role !== "active" && site.role !== "documents")
    .map((site) => site.region);
  const elsewhere = [...others, ...(region.pair === undefined ? [] : [region.pair])].filter((name) =>
    isLegal(agreement, name),
  );
  const [nearest] = elsewhere;
  if (nearest !== undefined && nearest !== region.name) {
    return {
      region: nearest,
      siteCode: siteCode(nearest),
      because: `${nearest} is the nearest region besides ${region.name} in which all data of the platform may rest`,
    };
  }
  // Zone 1 is where people put things who think of no zone; the copy stands in another building.
  const zone = [...region.zones.slice(1), ...region.zones].find((one) => Number(one) !== active.zone);
  if (zone === undefined) throw new RangeError(`${region.name} has no other zone, and no other region is legal`);
  return {
    region: region.name,
    siteCode: siteCode(region.name, zone),
    zone,
    because: `residency leaves no other region than ${region.name}: zone, not region`,
  };
}

/** Whether everything that a running site keeps may rest in a region. */
export function isLegal({ residency }: Pick<Agreement, "residency">, regionName: string): boolean {
  const country = findRegion(regionName)?.country;
  return (
    country !== undefined &&
    residentAtRunningSite.every((kind) => countriesOf(residency[kind], residency.membershipOn).includes(country))
  );
}
