import type { Output } from "@pulumi/pulumi";
import type { CellPlan } from "../plan/cell-plan";
import type { CellSite } from "./cell-network";
import { made } from "./plan-lookup";

/** Subnet of a tenant's private endpoints at a site, in the network that it shares or in its own. */
export function tenantSegment(
  cell: CellPlan,
  networks: readonly CellSite[],
  site: string,
  tenant: string,
): Output<string> {
  for (const spoke of cell.spokes) {
    const segment = spoke.segments.find(({ zone, tenant: owner }) => zone === "data" && owner === tenant);
    const network = networks.find((candidate) => candidate.site === site && candidate.tenant === spoke.tenant);
    if (spoke.site === site && segment !== undefined && network !== undefined) {
      return made(network.subnets, segment.key, `subnet of cell ${cell.number} at site "${site}"`);
    }
  }
  throw new Error(
    `The plan has no data segment for tenant "${tenant}" at site "${site}", though a database needs one.`,
  );
}
