import type { Agreement, IndependentCopy } from "../../agreement/agreement";
import { durationDays, durationMinutes, longestSeconds } from "../../agreement/duration";
import type { CopyPlan, UntimedCopy } from "./backup-plan";
import { promisesOf } from "./clause-promises";
import type { PlanFinding } from "./plan-finding";
import { chooseRedundancy, countriesFor, storageSku } from "./residency-choice";
import { storesOverZones } from "./site-plan";
import type { SitePlan } from "./site-plan";

const secondsADay = 86_400;

/** The copies that do not depend on the live databases, each with the sites that hold it. */
export function planCopies(agreement: Agreement, sites: readonly SitePlan[]): readonly UntimedCopy[] {
  return agreement.backup.independentCopies.map((copy) => planCopy(agreement, sites, copy));
}

function planCopy(agreement: Agreement, sites: readonly SitePlan[], copy: IndependentCopy): UntimedCopy {
  const places = placesOf(agreement, sites, copy);
  const kept = Math.ceil(longestSeconds(copy.kept) / secondsADay);
  const firstOfMonth = copy.firstOfMonthKept;
  return {
    key: copy.name,
    kind: kindOf(copy),
    every: copy.every,
    latestWithinMinutes: durationMinutes(copy.every) + durationMinutes(agreement.monitoring.backups.late),
    places: places.map((site) => site.code),
    redundancy: Object.fromEntries(
      places.map((site) => [
        site.code,
        storageSku({ zones: storesOverZones(site), pair: reachesPair(agreement, places, copy) }),
      ]),
    ),
    retentionDays: kept,
    ...(firstOfMonth !== undefined && { firstOfMonthDays: Math.ceil(durationDays(firstOfMonth)) }),
    throughVpn: copy.through === "vpn",
    promises: promisesOf(copy),
  };
}

const minutesADay = 24 * 60;

function kindOf(copy: IndependentCopy): CopyPlan["kind"] {
  if (durationMinutes(copy.every) < minutesADay) {
    return "hot";
  }
  return copy.tier === "cold" ? "cold" : "daily";
}

/**
 * Sites that hold a copy. Regions apart: one place is never where the live data is, and several include it last.
 * Zones apart: the active site, whose storage is redundant over zones.
 */
function placesOf(agreement: Agreement, sites: readonly SitePlan[], copy: IndependentCopy): readonly SitePlan[] {
  const allowed = countriesFor(agreement, "backups", copy.in);
  const able = sites.filter((site) => site.role !== "documents" && allowed.includes(site.country));
  const active = able.filter((site) => site.role === "active");
  if (copy.apart === "zone") {
    return active.slice(0, 1);
  }
  const away = able.filter((site) => site.region !== active[0]?.region);
  return [...away, ...active].slice(0, Math.max(copy.places, 1));
}

/** Whether the second place is the region's pair, reached by the storage itself, because no site of ours is there. */
function reachesPair(agreement: Agreement, places: readonly SitePlan[], copy: IndependentCopy): boolean {
  const [place] = places;
  return (
    copy.apart === "region" &&
    places.length < copy.places &&
    place !== undefined &&
    chooseRedundancy(agreement, place.region, "backups", "independent copies", copy.in).pair
  );
}

/** Copies for which the agreement's sites have too few places. */
export function copyFindings(agreement: Agreement, sites: readonly SitePlan[]): readonly PlanFinding[] {
  return agreement.backup.independentCopies.flatMap((copy, index): readonly PlanFinding[] => {
    const places = placesOf(agreement, sites, copy);
    const reached = places.length + (reachesPair(agreement, places, copy) ? 1 : 0);
    const isAlone = copy.apart === "region" && copy.places === 1 && places[0]?.role === "active";
    if (reached >= copy.places && !isAlone) {
      return [];
    }
    const countries = (copy.in ?? agreement.residency.backups).join(", ");
    return [
      {
        document: "agreement",
        path: ["backup", "independentCopies", index, "places"],
        given: `${copy.places}, apart by ${copy.apart}`,
        allowed: `what the sites in ${countries} give: ${isAlone ? "no place away from the live data" : `${reached}`}`,
        fixes: [
          `Add a site of role backup-only in another region of ${countries}.`,
          "Set `apart: zone`: zones are buildings apart, not regions.",
        ],
        breaks: promisesOf(copy),
      },
    ];
  });
}
