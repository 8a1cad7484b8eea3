import { idKey } from "../../arm/resource-id";
import type { ResourceModel } from "../../arm/resource-model";
import { refusedWhileUsedBy } from "../deletion-in-use";
import { textAt } from "../read-body";
import { missing, refusal, refuseWhen } from "../refusal";
import { withDefaults, withProperties } from "../stored-body";

const definitionType = "Microsoft.Authorization/roleDefinitions";
const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * A custom role. Its name is unique in the directory, and it stays as long as somebody has it.
 *
 * Source: Microsoft Learn, role-based-access-control/troubleshooting, custom roles (2024).
 */
export const roleDefinition: ResourceModel = {
  armType: definitionType,
  check: (write) => {
    const { id, requested, cloud } = write;
    const name = textAt(requested, "properties.roleName") ?? "";
    const twin = cloud
      .ofType(definitionType)
      .find((other) => idKey(other.id) !== id.key && textAt(other.body, "properties.roleName") === name);
    return [
      ...missing(write, "properties.roleName", "properties.assignableScopes", "properties.permissions"),
      ...refuseWhen(!guid.test(id.name), () =>
        refusal(
          "InvalidRoleDefinitionId",
          `The role definition ID '${id.name}' is not valid. It must be a GUID.`,
          "name",
        ),
      ),
      ...refuseWhen(twin !== undefined, () =>
        refusal(
          "RoleDefinitionWithSameNameExists",
          `A custom role with the same name already exists in this directory. Use a different name. ('${name}')`,
          "properties.roleName",
          409,
        ),
      ),
    ];
  },
  compute: ({ requested, previous, cloud }) =>
    withProperties(withDefaults(requested, { type: "CustomRole" }), {
      createdOn: textAt(previous?.body ?? {}, "properties.createdOn") ?? cloud.now,
      updatedOn: cloud.now,
    }),
  refusedWhileReferenced: refusedWhileUsedBy(
    ["Microsoft.Authorization/roleAssignments"],
    "RoleDefinitionHasAssignments",
    (name) => `There are existing role assignments referencing role (code: ${name}).`,
  ),
};
