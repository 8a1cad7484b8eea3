import { groupBy } from "./group-by";
import type { Agreement } from "../../agreement/agreement";
import type { Tenant } from "../../agreement/tenants";
import { isolationOf, placeCell, placeHub, separatesServers } from "./address-plan";
import type { Environment } from "./environment";
import { neededFlows } from "./flow-register";
import { carriesWorkload } from "./site-plan";
import type { SitePlan } from "./site-plan";
import type { Topology } from "./topology";

/** Tenants by the number of their cell, cells and tenants in the order of their numbers. */
export function tenantsByCell(tenants: readonly Tenant[]): ReadonlyMap<string, readonly Tenant[]> {
  const inOrder = [...tenants].sort((one, other) => compare(one.cell, other.cell) || one.segment - other.segment);
  return groupBy(inOrder, (tenant) => tenant.cell);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** Every network of the platform with its addresses. The documents have been checked: each site has a block. */
export function buildTopology(
  agreement: Agreement,
  environment: Environment,
  sites: readonly SitePlan[],
  tenants: readonly Tenant[],
): Topology {
  const cells = [...tenantsByCell(tenants)];
  return {
    sites: sites.filter(carriesWorkload).map((site) => {
      const block = environment.sites[site.code];
      if (block === undefined) {
        throw new RangeError(`site ${site.code} has no block of addresses`);
      }
      return {
        site: site.code,
        hub: placeHub(block),
        cells: cells.map(([number, members]) => ({
          number,
          networks: placeCell(
            block,
            Number(number),
            members.map((tenant) => {
              const { compute, firewall } = isolationOf(agreement, tenant);
              return { code: tenant.code, segment: tenant.segment, compute, firewall };
            }),
            separatesServers(agreement),
          ),
        })),
      };
    }),
    managementPrefixes: [
      ...new Set(agreement.access.management.partners.flatMap((partner) => partner.prefixes)),
    ].sort(),
    neededFlows: neededFlows(agreement),
  };
}
