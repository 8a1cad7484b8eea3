import { storesOverZones, type SitePlan } from "../plan/site-plan";

/** The storage SKU that survives the loss of a zone where the region has zones, and never leaves the region. */
export function regionalRedundancy(site: Pick<SitePlan, "region">): "Standard_ZRS" | "Standard_LRS" {
  return storesOverZones(site) ? "Standard_ZRS" : "Standard_LRS";
}
