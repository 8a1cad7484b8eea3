import type { Ledger, LedgerPromise } from "../../agreement/ledger";
import type { Finding, JudgedRule, Verdict } from "../verdict/verdict";

/**
 * Whether a promise is kept. `unproved`: nothing judges it, so nobody may say that it is kept. `open`: it is to be handed
 * over, and what is to be handed over does not exist yet.
 */
export type PromiseState =
  "kept" | "waived" | "broken" | "undetermined" | "unproved" | "handed over" | "open" | "outside";

/** A promise with everything that says how it stands. */
export interface PromiseStanding {
  readonly promise: LedgerPromise;
  readonly state: PromiseState;
  /** Rules that stand for its clauses, in this deployment. */
  readonly rules: readonly JudgedRule[];
  readonly findings: readonly Finding[];
}

/** How each promise of a ledger stands by a verdict, in the ledger's order. */
export function promiseStandings(ledger: Ledger, verdict: Verdict): readonly PromiseStanding[] {
  return ledger.promises.map((promise) => {
    const named = promise.kind === "organisation" ? [] : promise.carriedBy.rules;
    const rules = verdict.rules.filter(
      ({ id, clauses }) => named.includes(id) || clauses.some(({ promises }) => promises.includes(promise.id)),
    );
    const findings = verdict.findings.filter(({ rule }) => rules.some(({ id }) => id === rule));
    return { promise, state: stateOf(promise, rules, findings), rules, findings };
  });
}

function stateOf(promise: LedgerPromise, rules: readonly JudgedRule[], findings: readonly Finding[]): PromiseState {
  if (promise.kind === "organisation") return "outside";
  const has = (status: Finding["status"]): boolean => findings.some((finding) => finding.status === status);
  if (has("violated")) return "broken";
  if (has("undetermined")) return "undetermined";
  if (promise.kind === "handover") return promise.artefact === "open" ? "open" : "handed over";
  if (has("waived")) return "waived";
  return rules.length === 0 ? "unproved" : "kept";
}
