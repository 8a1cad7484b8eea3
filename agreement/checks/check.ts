import type { Agreement } from "../agreement";
import type { CloudFacts } from "../cloud-facts";
import type { Finding } from "../yaml-document";

type Key = keyof Agreement;

/** Looks for clauses that cannot all hold. */
export interface Check {
  /** Parts of the agreement it reads; it runs as soon as these are valid, whatever is wrong elsewhere. */
  readonly needs: readonly Key[];
  readonly find: (agreement: Agreement, facts: CloudFacts) => readonly Finding[];
}

/** A check that can only read the parts it names. */
export function check<Needed extends Key>(
  needs: readonly Needed[],
  find: (agreement: Pick<Agreement, Needed>, facts: CloudFacts) => readonly Finding[],
): Check {
  return { needs, find };
}

/** The promises of a clause; none where it is ours. */
export function promisesOf(clause: { readonly source: "ours" | readonly string[] }): readonly string[] {
  return clause.source === "ours" ? [] : clause.source;
}
