import type { Agreement } from "../../agreement/agreement";

/** One value that an agreement fixes. */
export interface AgreedClause {
  /** `backup.independentCopies[daily].every` */
  readonly name: string;
  /** As the document has it, on one line. */
  readonly value: string;
  /** Promises that it comes from; empty where no customer was promised it. */
  readonly promises: readonly string[];
}

/** What tells the elements of a list apart, as in the names of clauses. */
export const IDENTITIES: readonly string[] = ["region", "at", "name"];

/** Where a clause comes from, and how it was read, is about the clause and no clause itself. */
const ABOUT: ReadonlySet<string> = new Set(["source", "termSource", "readings"]);

type Terms = Readonly<Record<string, unknown>>;

/** Everything that an agreement fixes, sorted by name. */
export function agreedClauses(agreement: Agreement): readonly AgreedClause[] {
  return clausesIn(agreement, "", []).sort((one, other) => (one.name < other.name ? -1 : 1));
}

function clausesIn(value: unknown, name: string, promises: readonly string[]): AgreedClause[] {
  if (Array.isArray(value) && value.every(isTerms) && value.length > 0 && value.every(({ ...one }) => idOf(one))) {
    return value.flatMap((element) => clausesIn(element, `${name}[${idOf(element) ?? ""}]`, promises));
  }
  if (!isTerms(value)) return value === undefined ? [] : [{ name, value: textOf(value), promises }];
  const own = promisesOf(value["source"]) ?? promises;
  const terms = isTerms(value["termSource"]) ? value["termSource"] : {};
  return Object.entries(value)
    .filter(([key]) => !ABOUT.has(key))
    .flatMap(([key, inner]) => clausesIn(inner, name === "" ? key : `${name}.${key}`, promisesOf(terms[key]) ?? own));
}

const isTerms = (value: unknown): value is Terms =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const idOf = (element: Terms): string | undefined =>
  IDENTITIES.map((key) => element[key]).find((id): id is string => typeof id === "string");

const textOf = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

/** Absent where nothing is said, so that what is around it decides. */
function promisesOf(source: unknown): readonly string[] | undefined {
  if (Array.isArray(source)) return source.filter((id): id is string => typeof id === "string");
  return source === "ours" ? [] : undefined;
}
