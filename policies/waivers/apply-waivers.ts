import type { Judged } from "../framework/judge";
import { parseUrn } from "../resources/registered-resource";
import type { Waiver } from "./waiver";

/** An outcome with the waiver that covers it, where one does. */
export interface Waivable extends Judged {
  readonly waiver?: Waiver;
}

/** Something that is wrong with a waiver itself. */
export interface WaiverProblem {
  readonly waiver: Waiver;
  readonly kind: "expired" | "unmatched" | "too broad";
  readonly message: string;
}

/** Outcomes with their waivers, and what is wrong with waivers. */
export interface WaivedOutcomes {
  readonly outcomes: readonly Waivable[];
  readonly problems: readonly WaiverProblem[];
}

function matches(pattern: string, text: string, any: ".*" | "[^-]*"): boolean {
  const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", any);
  return new RegExp(`^${escaped}$`).test(text);
}

/** In a stack's name `*` is one part, so that `pct-*` is every environment's platform layer and no cell. */
const isOfStack = (waiver: Waiver, stack: string): boolean => matches(waiver.stack, stack, "[^-]*");

function covers(waiver: Waiver, outcome: Judged): boolean {
  if (waiver.rule !== outcome.rule.id || outcome.urn === undefined) return false;
  const { stack, name } = parseUrn(outcome.urn);
  return isOfStack(waiver, stack) && matches(waiver.resource, name, ".*");
}

/** What was judged completely, so that a waiver which covers nothing there covers nothing at all. */
export interface JudgedWhole {
  readonly stacks: readonly string[];
  /** Ids of the rules. */
  readonly rules: readonly string[];
  /** ISO date. */
  readonly today: string;
}

/**
 * Lays waivers over outcomes. A waiver covers what is violated or undetermined, never what a whole stack lacks. One that
 * has expired covers nothing; one that covers nothing, or that also covers a resource which keeps the rule, is wrong.
 */
export function applyWaivers(
  outcomes: readonly Judged[],
  waivers: readonly Waiver[],
  { stacks, rules, today }: JudgedWhole,
): WaivedOutcomes {
  const relevant = waivers.filter(
    (waiver) => rules.includes(waiver.rule) && stacks.some((stack) => isOfStack(waiver, stack)),
  );
  const valid = relevant.filter((waiver) => today <= waiver.expires);
  const waived = outcomes.map((outcome): Waivable => {
    const waiver = outcome.result === "compliant" ? undefined : valid.find((one) => covers(one, outcome));
    return waiver === undefined ? outcome : { ...outcome, waiver };
  });
  return { outcomes: waived, problems: relevant.flatMap((waiver) => problemsOf(waiver, outcomes, today)) };
}

function problemsOf(waiver: Waiver, outcomes: readonly Judged[], today: string): readonly WaiverProblem[] {
  const { rule, resource, stack, expires, owner } = waiver;
  const name = `the waiver of ${rule} for ${resource} in ${stack}`;
  if (today > expires) {
    return [{ waiver, kind: "expired", message: `${name} ended on ${expires}; ${owner} answers for it` }];
  }
  const covered = outcomes.filter((outcome) => covers(waiver, outcome));
  const broken = new Set(covered.filter(({ result }) => result !== "compliant").map(({ urn }) => urn));
  if (broken.size === 0) {
    return [{ waiver, kind: "unmatched", message: `${name} covers nothing that is violated; remove it` }];
  }
  const kept = covered.find(({ urn }) => !broken.has(urn));
  return kept?.urn === undefined
    ? []
    : [
        {
          waiver,
          kind: "too broad",
          message: `${name} also covers ${parseUrn(kept.urn).name}, which keeps the rule; name what it is meant for`,
        },
      ];
}
