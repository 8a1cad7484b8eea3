/**
 * Actions that hand out rights, or everything: all of a provider, all of everything, roles, locks and policies.
 * Source: Microsoft Learn, role-based-access-control/role-definitions (2025), on wildcards.
 */
const WIDE = /^(\*|[^/]+\/\*|\*\/.*|Microsoft\.Authorization\/.*(write|delete|action|\*))$/i;

/** Whether an action of a role is more than one kind of work. */
export function isWideAction(action: string): boolean {
  return WIDE.test(action);
}
