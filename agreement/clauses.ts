import type { Agreement } from "./agreement";
import type { Source } from "./clause";
import type { Path } from "./problem";

/** One clause, or one term of it that has a source of its own. */
export interface Clause {
  /** How the ledger names it. Elements of lists go by what they are, not where they stand: `sites[norwayeast]`. */
  readonly name: string;
  readonly path: Path;
  readonly source: Source;
  readonly force: "guaranteed" | "stated" | "aim";
  readonly optional: boolean;
  readonly readings: readonly string[];
}

type Terms = Readonly<Record<string, unknown>>;

/** Every clause of an agreement, or of the parts given, in its order. */
export function clausesOf(agreement: Partial<Agreement>): readonly Clause[] {
  return collect(agreement, "", []);
}

// What tells the elements of a list apart, by the first of these that an element has.
const identities = ["region", "at", "name"];

function collect(value: unknown, name: string, path: Path): readonly Clause[] {
  if (Array.isArray(value)) {
    return value.flatMap((element: unknown, index) => {
      const key = isTerms(element) ? identities.find((identity) => typeof element[identity] === "string") : undefined;
      const label = isTerms(element) && key !== undefined ? String(element[key]) : String(index);
      return collect(element, `${name}[${label}]`, [...path, index]);
    });
  }
  if (!isTerms(value)) {
    return [];
  }
  const own = isSource(value["source"]) ? ownClauses(value, value["source"], name, path) : [];
  const inner = Object.entries(value)
    .filter(([key]) => key !== "source" && key !== "termSource")
    .flatMap(([key, term]) => collect(term, name === "" ? key : `${name}.${key}`, [...path, key]));
  return [...own, ...inner];
}

function ownClauses(terms: Terms, source: Source, name: string, path: Path): readonly Clause[] {
  const common: Pick<Clause, "force" | "optional" | "readings"> = {
    force: terms["force"] === "guaranteed" || terms["force"] === "aim" ? terms["force"] : "stated",
    optional: terms["optional"] === true,
    readings: Array.isArray(terms["readings"]) ? terms["readings"].map(String) : [],
  };
  const termSources = isTerms(terms["termSource"]) ? Object.entries(terms["termSource"]) : [];
  return [
    { name, path, source, ...common },
    ...termSources.map(([term, termSource]) => ({
      name: `${name}.${term}`,
      path: [...path, term],
      source: isSource(termSource) ? termSource : source,
      ...common,
    })),
  ];
}

function isTerms(value: unknown): value is Terms {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isSource(value: unknown): value is Source {
  return value === "ours" || (Array.isArray(value) && value.every((id) => typeof id === "string"));
}
