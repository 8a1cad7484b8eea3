import type { Scope } from "../component-args";

/** The scope of what belongs to a tenant: it keeps its name when the tenant changes cell. */
export function withoutCell(scope: Scope): Scope {
  const kept: { -readonly [Part in keyof Scope]: Scope[Part] } = { ...scope };
  delete kept.cell;
  return kept;
}
