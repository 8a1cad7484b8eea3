import { ROLE_DEFINITIONS, type BuiltInRole } from "../../azure/role-definitions";
import type { CloudView } from "../arm/cloud-view";
import { idKey, parseResourceId } from "../arm/resource-id";
import { textAt } from "./read-body";

/**
 * Tells whether a principal has at least one of some built-in roles on a resource, assigned on the resource itself or
 * on anything around it.
 *
 * @param roles every role that contains the rights in question; custom roles are not known here and never count
 */
export function hasRole(
  cloud: CloudView,
  principalId: string,
  roles: readonly BuiltInRole[],
  resourceId: string,
): boolean {
  const definitions = roles.map((role) => ROLE_DEFINITIONS[role]);
  return cloud.ofType("Microsoft.Authorization/roleAssignments").some(({ id, body }) => {
    const scope = idKey(parseResourceId(id).parent ?? "");
    const definition = textAt(body, "properties.roleDefinitionId")?.split("/").at(-1)?.toLowerCase();
    return (
      textAt(body, "properties.principalId")?.toLowerCase() === principalId.toLowerCase() &&
      definitions.some((each) => each === definition) &&
      (idKey(resourceId) === scope || idKey(resourceId).startsWith(`${scope}/`))
    );
  });
}
