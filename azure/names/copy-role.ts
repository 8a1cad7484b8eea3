import type { Role } from "./codes";

/** What a copy is for, as names say it. */
const ROLES = { hot: "hot", cold: "arc", daily: "cpy" } as const;

/** Kinds of independent copies. */
export type CopyKind = keyof typeof ROLES;

/** What the account of a kind of copy is for, in names. */
export function copyRole(kind: CopyKind): Role {
  return ROLES[kind];
}
