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
  coachview: { shared: 166, tenant: { namespace: 29 } },
  superoffice: { shared: 307, tenant: { namespace: 52 } },
  cloxxs: { shared: 166, tenant: { namespace: 29 } },
  pct: { shared: 166, tenant: { nodePool: 38 } },
  draftit: { shared: 137, tenant: { namespace: 30, cluster: 104 } },
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
