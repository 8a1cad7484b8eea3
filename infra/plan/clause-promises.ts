import type { Source } from "../../agreement/clause";
import type { DeepReadonly } from "../../agreement/deep-readonly";

interface Sourced {
  readonly source: DeepReadonly<Source>;
  readonly termSource?: Readonly<Record<string, DeepReadonly<Source>>>;
}

/** The promises that a clause, or one term of it, carries; none where it is ours. */
export function promisesOf(clause: Sourced, term?: string): readonly string[] {
  const source = (term === undefined ? undefined : clause.termSource?.[term]) ?? clause.source;
  return source === "ours" ? [] : source;
}

/** Promises of several clauses, each once. */
export function allPromises(...lists: readonly (readonly string[])[]): readonly string[] {
  return [...new Set(lists.flat())];
}
