import type { Agreement } from "../../agreement/agreement";
import { networksOverlap } from "../../agreement/cidr";
import { placesOf } from "../../agreement/tenant-places";
import type { Tenants } from "../../agreement/tenants";
import { addressCount, blockOf } from "./address-block";
import { addressesNeeded, blockLengthFor, cellsIn, isolationOf } from "./address-plan";
import { clusterAddresses } from "./cluster-addresses";
import type { Environment } from "./environment";
import { segmentNumbers } from "./network-layout";
import type { PlanFinding } from "./plan-finding";
import type { SitePlan } from "./site-plan";

/** What stands between the documents and an address plan. */
export function addressFindings(
  agreement: Agreement,
  tenants: Tenants,
  environment: Environment,
  sites: readonly SitePlan[],
): readonly PlanFinding[] {
  const highestCell = Math.max(1, ...tenants.tenants.map((tenant) => Number(tenant.cell)));
  return [
    ...blockFindings(environment, sites, highestCell),
    ...partnerFindings(agreement, environment),
    ...segmentFindings(agreement, tenants),
  ];
}

// A cold site has no network yet, but its twin comes up in hours and its addresses are agreed with partners before.
function blockFindings(
  environment: Environment,
  sites: readonly SitePlan[],
  highestCell: number,
): readonly PlanFinding[] {
  const addressed = sites.filter((site) => ["active", "warm", "cold"].includes(site.role));
  return addressed.flatMap((site): readonly PlanFinding[] => {
    const cidr = environment.sites[site.code];
    const needed = blockLengthFor(highestCell);
    if (cidr === undefined) {
      return [
        {
          document: "environment",
          path: ["sites", site.code],
          given: "nothing",
          allowed: `a block of ${environment.addressSpace} for ${site.region}, which is ${site.role} in the agreement`,
          fixes: [`Give ${site.code} a block of /${needed} or larger that no other site has.`],
          breaks: [],
        },
      ];
    }
    if (cellsIn(cidr) >= highestCell) {
      return [];
    }
    return [
      {
        document: "environment",
        path: ["sites", site.code],
        given: `${cidr}: ${addressCount(blockOf(cidr).length)} addresses`,
        allowed: `${addressesNeeded(highestCell)} addresses or more, for a hub and cells up to ${highestCell}`,
        fixes: [`Give ${site.code} a /${needed} before anything is deployed there.`, "Use fewer cells."],
        breaks: [],
      },
    ];
  });
}

function partnerFindings(agreement: Agreement, environment: Environment): readonly PlanFinding[] {
  const taken = [
    { cidr: environment.addressSpace, what: "the address space of this environment" },
    { cidr: clusterAddresses.pods, what: "the addresses inside of every cluster" },
    { cidr: clusterAddresses.services, what: "the addresses inside of every cluster" },
  ];
  return agreement.access.management.partners.flatMap((partner, index) =>
    partner.prefixes.flatMap((prefix, place) =>
      taken
        .filter(({ cidr }) => networksOverlap(cidr, prefix))
        .map(({ cidr, what }): PlanFinding => ({
          document: "agreement",
          path: ["access", "management", "partners", index, "prefixes", place],
          given: `"${prefix}"`,
          allowed: `a network that does not overlap ${cidr}, ${what}`,
          fixes: [`Let ${partner.name} translate its addresses to another network.`, "Choose another address space."],
          breaks: [],
        })),
    ),
  );
}

function segmentFindings(agreement: Agreement, tenants: Tenants): readonly PlanFinding[] {
  return tenants.tenants.flatMap((tenant, index): readonly PlanFinding[] => {
    const { compute } = isolationOf(agreement, tenant);
    const path = ["tenants", index, "segment"];
    const numbers = segmentNumbers[compute];
    const twin = tenants.tenants
      .slice(0, index)
      .find((other) => other.cell === tenant.cell && other.segment === tenant.segment);
    const free = freeSegment(tenants, tenant.cell, numbers);
    const way = free === undefined ? `Put ${tenant.code} into another cell.` : `Use ${free}, the lowest that is free.`;
    if (twin !== undefined) {
      return [
        {
          document: "tenants",
          path,
          given: `${tenant.segment}, which ${twin.code} has too`,
          allowed: `a number that no other tenant of cell ${tenant.cell} has`,
          fixes: [way],
          breaks: [],
        },
      ];
    }
    if (tenant.segment < numbers) {
      return [];
    }
    return [
      {
        document: "tenants",
        path,
        given: `${tenant.segment}`,
        allowed: `0 to ${numbers - 1}: a cell has ${numbers} segments for tenants with compute: ${compute}`,
        fixes: [way],
        breaks: [],
      },
    ];
  });
}

/** The lowest segment of a cell that nobody has or has had; undefined where it has none left. */
export function freeSegment({ tenants, retired }: Tenants, cell: string, numbers: number): number | undefined {
  const places = [...tenants, ...retired].flatMap((one) => [one, ...placesOf(one)]);
  const taken = new Set(places.filter((one) => one.cell === cell).map(({ segment }) => segment));
  return Array.from({ length: numbers }, (_, number) => number).find((number) => !taken.has(number));
}
