import type { CloudFacts } from "../../agreement/cloud-facts";
import { REGIONS } from "../../azure/regions";
import { pinnableZones } from "../../azure/sites";

/** What documents are checked against before they judge. How many tenants fit a cell is the plan's affair and decides no rule. */
export const cloudFacts: CloudFacts = { regions: REGIONS, pinnableZones, tenantsPerCell: () => Infinity };
