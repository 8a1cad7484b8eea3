import { clausesOf } from "../../agreement/clauses";
import { isInForce, type Sold } from "../../agreement/options-in-force";
import type { Rule } from "./rule";

/** A clause that a rule serves in one agreement. */
export interface ServedClause {
  readonly name: string;
  /** Promise ids; none where the platform promised nothing of the kind and the clause is ours. */
  readonly promises: readonly string[];
}

/** Steps of a clause's name: `backup.independentCopies[hot].every` has four. */
function stepsOf(name: string): readonly string[] {
  return name.split(/[.[\]]+/).filter((step) => step !== "");
}

const identities = ["region", "at", "name"] as const;

/** What stands at a clause's name; an element of a list goes by what it is. An option that nobody has is not there. */
function termAt(sold: Sold, name: string): unknown {
  let path = "";
  return stepsOf(name).reduce<unknown>((value, step) => {
    if (typeof value !== "object" || value === null) return undefined;
    const next: unknown = Array.isArray(value)
      ? value.find((element: Readonly<Record<string, unknown>>) => identities.some((key) => element[key] === step))
      : (value as Readonly<Record<string, unknown>>)[step];
    path = path === "" ? step : `${path}.${step}`;
    return isOption(next) && !isInForce(path, next, sold) ? undefined : next;
  }, sold.agreement);
}

function isOption(value: unknown): value is { readonly on: boolean } {
  return typeof value === "object" && value !== null && "optional" in value && "on" in value;
}

/**
 * The clauses of an agreement that a rule serves, with their promises. A term without a source has its clause's.
 *
 * @param sold the agreement, and the tenants whose options count
 */
export function servedClauses({ clauses }: Pick<Rule, "clauses">, sold: Sold): readonly ServedClause[] {
  const known = clausesOf(sold.agreement);
  return clauses
    .filter((name) => termAt(sold, name) !== undefined)
    .map((name) => {
      const own = known.find((clause) => clause.name === name);
      const around = known
        .filter((clause) => name.startsWith(`${clause.name}.`) || name.startsWith(`${clause.name}[`))
        .sort((one, other) => other.name.length - one.name.length)[0];
      const inside = known.filter((clause) => clause.name.startsWith(`${name}[`));
      const sources = own !== undefined ? [own] : inside.length > 0 ? inside : around === undefined ? [] : [around];
      const promises = sources.flatMap(({ source }) => (source === "ours" ? [] : source));
      return { name, promises: [...new Set(promises)] };
    });
}

/** Whether an agreement has anything that the rule serves, options that a tenant bought included. */
export function appliesTo(rule: Pick<Rule, "clauses">, sold: Sold): boolean {
  return rule.clauses.length === 0 || rule.clauses.some((name) => termAt(sold, name) !== undefined);
}
