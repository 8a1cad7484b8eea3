import { idKey } from "../../arm/resource-id";
import type { ResourceModel } from "../../arm/resource-model";
import { textAt } from "../read-body";
import { missing, refusal, refuseWhen } from "../refusal";
import { withDefaults, withProperties } from "../stored-body";

const assignmentType = "Microsoft.Authorization/roleAssignments";
const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What makes two assignments on one scope the same: who gets which role, under which condition. */
const identifying = ["principalId", "roleDefinitionId", "condition"] as const;

export const roleAssignment: ResourceModel = {
  armType: assignmentType,
  check: (write) => {
    const { id, requested, cloud } = write;
    const read = (body: typeof requested, name: string): string => {
      const text = textAt(body, `properties.${name}`) ?? "";
      // The same role is written with and without the subscription in front.
      return idKey(name === "roleDefinitionId" ? (text.split("/").at(-1) ?? "") : text);
    };
    const twin = cloud
      .children(id.parent ?? "", assignmentType)
      .find(
        (other) =>
          idKey(other.id) !== id.key && identifying.every((name) => read(other.body, name) === read(requested, name)),
      );
    return [
      ...missing(write, "properties.principalId", "properties.roleDefinitionId"),
      ...refuseWhen(!guid.test(id.name), () =>
        refusal(
          "InvalidRoleAssignmentId",
          `The role assignment ID '${id.name}' is not valid. The role assignment ID must be a GUID.`,
          "name",
        ),
      ),
      ...refuseWhen(!guid.test(textAt(requested, "properties.principalId") ?? ""), () =>
        refusal(
          "PrincipalNotFound",
          `Principal ${textAt(requested, "properties.principalId") ?? ""} does not exist in the directory.`,
          "properties.principalId",
        ),
      ),
      ...refuseWhen(twin !== undefined, () =>
        refusal(
          "RoleAssignmentExists",
          `The role assignment already exists. The ID of the existing role assignment is ${twin?.id.split("/").at(-1) ?? ""}.`,
          undefined,
          409,
        ),
      ),
    ];
  },
  compute: ({ id, requested, previous, cloud }) =>
    withProperties(withDefaults(requested, { principalType: "ServicePrincipal" }), {
      createdOn: textAt(previous?.body ?? {}, "properties.createdOn") ?? cloud.now,
      scope: id.parent ?? "",
      updatedOn: cloud.now,
    }),
  immutable: ["properties.principalId", "properties.roleDefinitionId"],
};
