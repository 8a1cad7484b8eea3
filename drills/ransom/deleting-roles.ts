import { ROLE_DEFINITIONS } from "../../azure/role-definitions";
import type { CloudResource } from "../cloud";
import { allowedOf, HARMFUL_ACTIONS, HARMFUL_DATA_ACTIONS } from "./harmful-operations";

interface RoleAssignmentBody {
  readonly properties?: { readonly roleDefinitionId?: string; readonly principalId?: string };
}

interface RoleDefinitionBody {
  readonly properties?: {
    readonly permissions?: readonly {
      readonly actions?: readonly string[];
      readonly notActions?: readonly string[];
      readonly dataActions?: readonly string[];
      readonly notDataActions?: readonly string[];
    }[];
  };
}

/** Built-in roles that are given on copies and can do nothing but read (Microsoft Learn, role-based-access-control/built-in-roles). */
const readers: readonly string[] = ["Reader", "Storage Blob Data Reader", "Monitoring Reader", "Key Vault Reader"];

/** A role by which somebody may delete, or of which nobody can say. */
export interface DeletingRole {
  readonly assignmentId: string;
  readonly because: string;
}

/** Role assignments in a subscription by which what is in it could be deleted or overwritten. */
export function deletingRoles(resources: readonly CloudResource[], subscription: string): readonly DeletingRole[] {
  const within = resources.filter(({ id }) => id.split("/")[2] === subscription);
  const assignments = within.filter(({ type }) => type.toLowerCase() === "microsoft.authorization/roleassignments");
  const definitions = within.filter(({ type }) => type.toLowerCase() === "microsoft.authorization/roledefinitions");
  return assignments.flatMap(({ id, body }) => {
    const role = (body as RoleAssignmentBody).properties?.roleDefinitionId ?? "";
    const because = dangerOf(role, definitions);
    return because === undefined ? [] : [{ assignmentId: id, because }];
  });
}

function dangerOf(roleDefinitionId: string, definitions: readonly CloudResource[]): string | undefined {
  const guid = roleDefinitionId.split("/").at(-1)?.toLowerCase() ?? "";
  const builtIn = Object.entries(ROLE_DEFINITIONS).find(([, id]) => id.toLowerCase() === guid)?.[0];
  if (builtIn !== undefined) return readers.includes(builtIn) ? undefined : `${builtIn} does more than read`;
  const custom = definitions.find(({ id }) => id.toLowerCase().endsWith(guid));
  if (custom === undefined) return `role ${guid} is not known`;
  const permissions = (custom.body as RoleDefinitionBody).properties?.permissions ?? [];
  const harmful = permissions.flatMap(({ actions = [], notActions = [], dataActions = [], notDataActions = [] }) => [
    ...allowedOf(HARMFUL_ACTIONS, actions, notActions),
    ...allowedOf(HARMFUL_DATA_ACTIONS, dataActions, notDataActions),
  ]);
  return harmful.length === 0 ? undefined : `it allows ${[...new Set(harmful)].join(", ")}`;
}
