import type { ListChange, PlannedStep, Scalar } from "../../evidence/verdict/planned-step";

type Terms = Readonly<Record<string, unknown>>;

/** What the engine writes in the place of a secret, and of what it does not know yet (a UUID of its own). */
const HIDDEN = /^\[secret\]$|^04da6b54-80e4-46f7-96ec-b56ff0331ba9$/;

/** A comment has room for a word, and a backtick would end the code that it stands in. */
const WORD = /^[^\s`]{1,80}$/;

/** Which words and named elements of some inputs are otherwise: `sku.name` from S to P, `rules` with `mail` more. */
export function valueChanges(
  properties: readonly string[],
  before: Terms,
  after: Terms,
): Pick<PlannedStep, "values" | "lists"> {
  const values: [string, readonly [Scalar, Scalar]][] = [];
  const lists: [string, ListChange][] = [];
  const compare = (path: string, was: unknown, is: unknown): void => {
    if (isShown(was) && isShown(is)) {
      if (was !== is) values.push([path, [was, is]]);
    } else if (isTerms(was) && isTerms(is)) {
      for (const key of [...new Set([...Object.keys(was), ...Object.keys(is)])].sort())
        compare(`${path}.${key}`, was[key], is[key]);
    } else if (isNamed(was) && isNamed(is)) {
      const change = listChange(was, is);
      const { added, removed, changed } = change;
      if (added.length + removed.length + changed.length > 0) lists.push([path, change]);
    }
  };
  for (const property of properties) compare(property, before[property], after[property]);
  return {
    ...(values.length > 0 && { values: Object.fromEntries(values) }),
    ...(lists.length > 0 && { lists: Object.fromEntries(lists) }),
  };
}

interface Named extends Terms {
  readonly name: string;
}

function listChange(before: readonly Named[], after: readonly Named[]): ListChange {
  const textsOf = (list: readonly Named[]) => new Map(list.map((one) => [one.name, JSON.stringify(one)]));
  const [old, now] = [textsOf(before), textsOf(after)];
  const names = [...new Set([...old.keys(), ...now.keys()])].sort();
  return {
    added: names.filter((name) => !old.has(name)),
    removed: names.filter((name) => !now.has(name)),
    changed: names.filter((name) => old.has(name) && now.has(name) && old.get(name) !== now.get(name)),
  };
}

const isTerms = (value: unknown): value is Terms =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isNamed = (value: unknown): value is readonly Named[] =>
  Array.isArray(value) && value.every((one) => isTerms(one) && typeof one["name"] === "string" && isShown(one["name"]));

function isShown(value: unknown): value is Scalar {
  return (
    ["string", "number", "boolean"].includes(typeof value) && WORD.test(String(value)) && !HIDDEN.test(String(value))
  );
}
