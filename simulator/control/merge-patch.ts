/** A JSON value with a change merged into it: objects part by part, `null` takes away, all else replaces (RFC 7386). */
export function mergePatch(value: unknown, change: unknown): unknown {
  if (!isObject(change)) return change;
  const base = isObject(value) ? value : {};
  const kept = Object.entries(base).filter(([name]) => !(name in change));
  const changed = Object.entries(change)
    .filter(([, part]) => part !== null)
    .map(([name, part]) => [name, mergePatch(base[name], part)] as const);
  return Object.fromEntries([...kept, ...changed]);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
