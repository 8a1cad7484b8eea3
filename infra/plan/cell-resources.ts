import type { ComputeIsolation } from "../../agreement/families/isolation";
import type { Platform } from "../../azure/names/codes";

/** What the stack of a cell registers with the engine, components and providers included. */
export interface CellResources {
  /** Of the cell itself, at all its sites. */
  readonly shared: number;
  /** Of each tenant, by how its application is isolated: as the platform has it, and as it sells it. */
  readonly tenant: Readonly<Partial<Record<ComputeIsolation, number>>>;
  /** What a firewall of a tenant's own adds, at all sites, where the platform has or sells one. */
  readonly device?: number;
}

/**
 * Counted on what the program registers: `infra/cell-resources.test.ts` fails where that is anything else, and prints
 * the numbers that belong here.
 */
export const CELL_RESOURCES: Readonly<Record<Platform, CellResources>> = {
  coachview: { shared: 169, tenant: { namespace: 23 } },
  superoffice: { shared: 297, tenant: { namespace: 42 } },
  cloxxs: { shared: 169, tenant: { namespace: 23 } },
  pct: { shared: 171, tenant: { nodePool: 30, cluster: 118 }, device: 17 },
  draftit: { shared: 149, tenant: { namespace: 26, cluster: 99 } },
};

/**
 * Resources of a cell, of one tenant in it, and of a firewall that one has to itself. What nobody has counted is taken as
 * the most that anything counted has.
 */
export function resourcesOf(platform: string, compute: ComputeIsolation) {
  const all = Object.values(CELL_RESOURCES);
  const known = all.filter((_, index) => Object.keys(CELL_RESOURCES)[index] === platform);
  const counted = known.length > 0 ? known : all;
  const withDevices = counted.some(({ device }) => device !== undefined) ? counted : all;
  return {
    shared: Math.max(...counted.map(({ shared }) => shared)),
    tenant: Math.max(...counted.map(({ tenant }) => tenant[compute] ?? Math.max(...Object.values(tenant)))),
    device: Math.max(...withDevices.map(({ device = 0 }) => device)),
  };
}
