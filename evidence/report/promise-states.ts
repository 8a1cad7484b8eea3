import type { Ledger, LedgerPromise } from "../../agreement/ledger";
import type { Finding, JudgedRule, Verdict } from "../verdict/verdict";
import type { DrillRecord } from "./drill-record";

/**
 * Whether a promise is kept. `missed`: the rules are kept, and the last drill that exercises it measured something else than
 * was agreed. `unproved`: nothing judges it, so nobody may say that it is kept. `open`: it is to be handed
 * over, and what is to be handed over does not exist yet.
 */
export type PromiseState =
  "kept" | "waived" | "broken" | "missed" | "undetermined" | "unproved" | "handed over" | "open" | "outside";

/** A promise with everything that says how it stands. */
export interface PromiseStanding {
  readonly promise: LedgerPromise;
  readonly state: PromiseState;
  /** Rules that stand for its clauses, in this deployment. */
  readonly rules: readonly JudgedRule[];
  readonly findings: readonly Finding[];
  /** The last drill of each kind that exercises it; none where none is recorded. */
  readonly drills: readonly DrillRecord[];
}

/** How each promise of a ledger stands by a verdict and by the drills that are recorded, in the ledger's order. */
export function promiseStandings(
  ledger: Ledger,
  verdict: Verdict,
  drills: readonly DrillRecord[],
): readonly PromiseStanding[] {
  return ledger.promises.map((promise) => {
    const named = promise.kind === "organisation" ? [] : promise.carriedBy.rules;
    const rules = verdict.rules.filter(
      ({ id, clauses }) => named.includes(id) || clauses.some(({ promises }) => promises.includes(promise.id)),
    );
    const findings = verdict.findings.filter(({ rule }) => rules.some(({ id }) => id === rule));
    const exercises = promise.kind === "organisation" ? [] : promise.carriedBy.drills;
    const drilled = drills.filter(({ scenario }) => exercises.includes(scenario));
    return { promise, state: stateOf(promise, rules, findings, drilled), rules, findings, drills: drilled };
  });
}

function stateOf(
  promise: LedgerPromise,
  rules: readonly JudgedRule[],
  findings: readonly Finding[],
  drills: readonly DrillRecord[],
): PromiseState {
  if (promise.kind === "organisation") return "outside";
  const has = (status: Finding["status"]): boolean => findings.some((finding) => finding.status === status);
  if (has("violated")) return "broken";
  if (drills.some(({ status }) => status === "deviated")) return "missed";
  if (has("undetermined")) return "undetermined";
  if (promise.kind === "handover") return promise.artefact === "open" ? "open" : "handed over";
  if (has("waived")) return "waived";
  return rules.length === 0 ? "unproved" : "kept";
}
