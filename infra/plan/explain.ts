import type { Decision, Refusal } from "./decision";
import type { AvailabilityFigure, RecoveryFigure } from "./expectation-plan";
import { groupBy } from "./group-by";
import type { Plan } from "./plan";

/** Decisions about one thing. */
export interface DecisionGroup {
  readonly about: string;
  readonly decisions: readonly Decision[];
  readonly refused: readonly Refusal[];
}

/** How full a cell is. */
export interface CellUse {
  readonly cell: string;
  readonly activeSite: string;
  readonly tenants: number;
  readonly capacity: number;
  readonly limitedBy: string;
}

/** One network of the address plan. */
export interface NetworkUse {
  readonly network: string;
  readonly site: string;
  readonly prefix: string;
  readonly segments: number;
}

/** A plan as a reader wants it: what was decided, why, for which promise, what was refused, and what to expect. */
export interface Explanation {
  readonly platform: string;
  readonly environment: string;
  readonly sites: Plan["sites"];
  readonly groups: readonly DecisionGroup[];
  readonly networks: readonly NetworkUse[];
  readonly cells: readonly CellUse[];
  readonly copies: Plan["backup"]["copies"];
  readonly vaults: Plan["backup"]["vaults"];
  readonly jobs: Plan["jobs"];
  readonly availability: readonly (AvailabilityFigure & { readonly weakest: AvailabilityFigure["parts"] })[];
  readonly recovery: readonly RecoveryFigure[];
  /** Ids of all promises that a decision serves, sorted. */
  readonly promises: readonly string[];
}

const weakestShown = 3;

/** Explains a plan. Nothing is decided here, and nothing is left out. */
export function explain(plan: Plan): Explanation {
  return {
    platform: plan.target.platform,
    environment: plan.target.environment,
    sites: plan.sites,
    groups: groupsOf(plan),
    networks: networksOf(plan),
    cells: plan.cells.map((cell) => ({
      cell: cell.number,
      activeSite: cell.activeSite,
      tenants: cell.tenants.length,
      capacity: cell.capacity.tenants,
      limitedBy: cell.capacity.limitedBy,
    })),
    copies: plan.backup.copies,
    vaults: plan.backup.vaults,
    jobs: plan.jobs,
    availability: plan.availability.map((figure) => ({
      ...figure,
      weakest: [...figure.parts].sort((one, other) => one.availability - other.availability).slice(0, weakestShown),
    })),
    recovery: plan.recovery,
    promises: [...new Set([...plan.decisions, ...plan.refusals].flatMap((decision) => decision.promises))].sort(),
  };
}

function groupsOf({ decisions, refusals }: Plan): readonly DecisionGroup[] {
  const refused = groupBy(refusals, (refusal) => refusal.about);
  const decided = groupBy(decisions, (decision) => decision.about);
  return [...new Set([...decided.keys(), ...refused.keys()])].map((about) => ({
    about,
    decisions: decided.get(about) ?? [],
    refused: refused.get(about) ?? [],
  }));
}

function networksOf(plan: Plan): readonly NetworkUse[] {
  const hubs = plan.hubs.map((hub) => ({
    network: "hub",
    site: hub.site,
    prefix: hub.prefix,
    segments: hub.segments.length,
  }));
  const spokes = plan.cells.flatMap((cell) =>
    cell.spokes.map((spoke) => ({
      network: `cell ${cell.number}${spoke.tenant === undefined ? "" : `, ${spoke.tenant}`}`,
      site: spoke.site,
      prefix: spoke.prefix,
      segments: spoke.segments.length,
    })),
  );
  return [...hubs, ...spokes];
}
