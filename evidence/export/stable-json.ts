/** JSON with the keys of every object in order, so that equal values are equal texts. */
export function stableJson(value: unknown): string {
  return `${JSON.stringify(ordered(value), undefined, 2)}\n`;
}

/** The same value with the keys of every object in order; lists keep theirs. */
export function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, inner]) => [key, ordered(inner)]),
  );
}
