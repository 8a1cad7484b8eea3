import type { CloudFacts } from "../../agreement/cloud-facts";
import { REGIONS } from "../../azure/regions";
import { pinnableZones } from "../../azure/sites";
import { cellCapacity } from "./cell-capacity";

/** What agreements and tenants are checked against: the regions of Azure and the size of our cells. */
export const cloudFacts: CloudFacts = {
  regions: REGIONS,
  pinnableZones,
  tenantsPerCell: (platform, compute, devices) => cellCapacity(platform, compute, devices).tenants,
};
