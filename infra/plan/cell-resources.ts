import type { ComputeIsolation } from "../../agreement/families/isolation";
import type { Platform } from "../../azure/names/codes";

/** What the stack of a cell registers with the engine, components and providers included. */
export interface CellResources {
  /** Of the cell itself, at all its sites. */
  readonly shared: number;
  /** Of each tenant, by how its application is isolated: as the platform has it, and as it sells it. */
  readonly tenant: Readonly<Partial<Record<ComputeIsolation, number>>>;
}

/**
 * Counted on what the program registers: `infra/cell-resources.test.ts` fails where that is anything else, and prints
 * the numbers that belong here.
 */
export const CELL_RESOURCES: Readonly<Record<Platform, CellResources>> = {
  coachview: { shared: 169, tenant: { namespace: 23 } },
  superoffice: { shared: 297, tenant: { namespace: 42 } },
  cloxxs: { shared: 169, tenant: { namespace: 23 } },
  pct: { shared: 171, tenant: { nodePool: 30 } },
  draftit: { shared: 149, tenant: { namespace: 26, cluster: 99 } },
};

/** Resources of a cell and of one tenant in it. What nobody has counted is taken as the most that anything counted has. */
export function resourcesOf(platform: string, compute: ComputeIsolation): { shared: number; tenant: number } {
  const all = Object.values(CELL_RESOURCES);
  const known = all.filter((_, index) => Object.keys(CELL_RESOURCES)[index] === platform);
  const counted = known.length > 0 ? known : all;
  return {
    shared: Math.max(...counted.map(({ shared }) => shared)),
    tenant: Math.max(...counted.map(({ tenant }) => tenant[compute] ?? Math.max(...Object.values(tenant)))),
  };
}
