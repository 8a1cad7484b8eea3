import type { Platform } from "../../azure/names/codes";
import { planOf, sourcesOf, tenantOf, withTenants } from "../../infra/plan/plan.fixture";
import type { ReachabilityMeasure } from "../../policies/analysis/reachability/expected/measure";
import type { RegisteredResource } from "../../policies/resources/registered-resource";
import { recordPlan } from "../sabotage/record-platform";

/** A union of full cells with what it is held against. */
export interface FullCells {
  /** As many as a cell of the platform takes. */
  readonly tenantsInEach: number;
  readonly resources: readonly RegisteredResource[];
  readonly measure: ReachabilityMeasure;
}

/** A cell's block of addresses is a /20, so cells are 16 apart in the third octet; the first one comes after the hub. */
const CELL_OCTETS = 16;

/**
 * A platform with so many full cells: the shared layers and the first cell as the program registers them,
 * the other cells as the first one with their own number and addresses. Running the program for all of them would take
 * minutes and say nothing else.
 */
export async function fullCells(platform: Platform, cells: number): Promise<FullCells> {
  const sources = sourcesOf(platform);
  const tenants = Math.max(...planOf(sources).cells.map(({ capacity }) => capacity.tenants));
  const sites = Object.keys(sources.environment.sites).map(
    (site, index) => [site, `10.${64 + 2 * index}.0.0/15`] as const,
  );
  const environment = { ...sources.environment, addressSpace: "10.64.0.0/10", sites: Object.fromEntries(sites) };
  const everybody = Array.from({ length: cells }, (_, index) =>
    Array.from({ length: tenants }, (_unused, segment) => ({
      ...tenantOf(1, segment),
      cell: String(index + 1).padStart(2, "0"),
    })),
  ).flat();
  const plan = planOf(withTenants({ ...sources, environment }, everybody));
  const recorded = await recordPlan(platform, { ...plan, cells: plan.cells.slice(0, 1) });
  const own = recorded.filter(({ stack }) => /-(?:cell|workload)-/.test(stack));
  const copies = plan.cells.slice(1).flatMap(({ number }) => own.map((resource) => copyOf(resource, number)));
  return {
    tenantsInEach: tenants,
    resources: [...recorded, ...copies],
    measure: {
      agreement: sources.agreement,
      tenants: { ...sources.tenants, tenants: everybody },
      watcher: sources.environment.watcher,
    },
  };
}

/** A resource of the first cell as that of another one. */
function copyOf(resource: RegisteredResource, number: string): RegisteredResource {
  const shift = CELL_OCTETS * (Number(number) - 1);
  const text = JSON.stringify(resource)
    .replace(/-01(?![0-9a-z])/g, `-${number}`)
    .replace(/\b10\.(\d+)\.(\d+)\.(\d+)/g, (address, second: string, third: string, last: string) => {
      const place = (Number(second) % 2) * 256 + Number(third);
      if (place < CELL_OCTETS || place >= 2 * CELL_OCTETS) return address;
      const moved = Number(second) * 256 + Number(third) + shift;
      return `10.${Math.floor(moved / 256)}.${moved % 256}.${last}`;
    });
  return JSON.parse(text) as RegisteredResource;
}
