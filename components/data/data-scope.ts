import type { Scope } from "../component-args";

/** The scope of what belongs to a tenant: it keeps its name when the tenant changes cell. */
export function withoutCell({ cell: _, ...scope }: Scope): Scope {
  return scope;
}
