import type { SitePlan } from "../plan/site-plan";

/** The storage SKU that survives the loss of a zone where there are zones, and never leaves the site's region. */
export function regionalRedundancy(site: Pick<SitePlan, "zones">): "Standard_ZRS" | "Standard_LRS" {
  return site.zones.length > 1 ? "Standard_ZRS" : "Standard_LRS";
}
