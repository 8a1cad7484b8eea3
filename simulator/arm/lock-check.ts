import { valueAt } from "./body-path";
import type { Cloud } from "./cloud";
import { enclosingScopes } from "./enclosing-scopes";
import type { ArmProblem } from "./problem";
import type { ArmResource } from "./resource";
import { parseResourceId, type ResourceId } from "./resource-id";

const lockType = "Microsoft.Authorization/locks";

/**
 * The refusal of an action that a lock stops: one on the resource or on anything around it, and for a deletion also
 * one on anything inside it. Locks do not stop changes to locks.
 *
 * Source: Microsoft Learn, azure-resource-manager/management/lock-resources (2024).
 */
export function lockProblems(action: "write" | "delete", id: ResourceId, cloud: Cloud): readonly ArmProblem[] {
  if (id.type.toLowerCase() === lockType.toLowerCase()) return [];
  const inside = action === "delete" ? cloud.below(id.text).filter(({ type }) => type === lockType) : [];
  const locks = [...enclosingScopes(id).flatMap((scope) => cloud.children(scope, lockType)), ...inside];
  const stopping = [...new Set(locks)].filter((lock) => stops(lock, action));
  if (stopping.length === 0) return [];
  const scopes = stopping.map((lock) => parseResourceId(lock.id).parent).join("','");
  return [
    {
      code: "ScopeLocked",
      message:
        `The scope '${id.text}' cannot perform ${action} operation because following scope(s) are locked: ` +
        `'${scopes}'. Please remove the lock and try again.`,
      status: 409,
    },
  ];
}

function stops(lock: ArmResource, action: "write" | "delete"): boolean {
  const level = valueAt(lock.body, "properties.level");
  return level === "ReadOnly" || (level === "CanNotDelete" && action === "delete");
}
