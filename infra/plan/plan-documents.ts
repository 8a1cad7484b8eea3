import type { Agreement } from "../../agreement/agreement";
import { durationDays } from "../../agreement/duration";
import type { DocumentStorePlan } from "./data-plan";
import { storageSku } from "./residency-choice";
import { storesOverZones } from "./site-plan";
import type { SitePlan } from "./site-plan";

/** Where documents are: at the sites that are there for them, otherwise at the active one. */
export function documentSites(sites: readonly SitePlan[], active: SitePlan): readonly SitePlan[] {
  const own = sites.filter((site) => site.role === "documents");
  return own.length > 0 ? own : [active];
}

/**
 * The document archive of a cell. Accounts are redundant over zones and never over a pair: where a second place is
 * agreed it is mirrored by replication, which can be seen and measured.
 */
export function planDocuments(agreement: Agreement, sites: readonly SitePlan[], active: SitePlan): DocumentStorePlan {
  const places = documentSites(sites, active);
  const { mirrored, changesKept, deletedKept } = agreement.documents;
  return {
    sites: places.map((site) => site.code),
    mirrored: mirrored && places.length > 1,
    redundancy: storageSku({ zones: places.every(storesOverZones), pair: false }),
    changesKeptDays: Math.ceil(durationDays(changesKept)),
    deletedKeptDays: Math.ceil(durationDays(deletedKept)),
  };
}
