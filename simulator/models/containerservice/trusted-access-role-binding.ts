import { TRUSTED_ACCESS_ROLE_BINDING } from "../../../azure/names/name-limits";
import type { ArmProblem } from "../../arm/problem";
import { idKey, parseResourceId } from "../../arm/resource-id";
import type { ResourceModel, Write } from "../../arm/resource-model";
import { nameProblems } from "../name-rule";
import { textAt, textListAt, textsAt } from "../read-body";
import { missing, refusal, refuseWhen } from "../refusal";
import { succeeded } from "../stored-body";

export const bindingType = "Microsoft.ContainerService/managedClusters/trustedAccessRoleBindings";

/** A role is written as the type of the source and the role's name: `Microsoft.DataProtection/backupVaults/backup-operator`. */
function roleProblems({ requested }: Write): readonly ArmProblem[] {
  const source = textAt(requested, "properties.sourceResourceId");
  if (source === undefined) return [];
  const { type } = parseResourceId(source);
  return textsAt(requested, "properties.roles").flatMap(({ path, value }) =>
    refuseWhen(value.split("/").slice(0, -1).join("/").toLowerCase() !== type.toLowerCase(), () =>
      refusal("InvalidParameter", `The role '${value}' is none of a '${type}'.`, path),
    ),
  );
}

/** A source has one binding on a cluster. */
function sourceProblems({ id, requested, cloud }: Write): readonly ArmProblem[] {
  const source = idKey(textAt(requested, "properties.sourceResourceId") ?? "");
  const other = cloud
    .children(id.parent ?? "", bindingType)
    .find(
      (each) => idKey(each.id) !== id.key && idKey(textAt(each.body, "properties.sourceResourceId") ?? "") === source,
    );
  return refuseWhen(other !== undefined, () =>
    refusal(
      "Conflict",
      `The source ${source} is bound already by ${other?.id ?? ""}.`,
      "properties.sourceResourceId",
      409,
    ),
  );
}

/** Lets a resource of another service, such as a backup vault, act inside a cluster. */
export const trustedAccessRoleBinding: ResourceModel = {
  armType: bindingType,
  check: (write) => [
    ...nameProblems(write.id, TRUSTED_ACCESS_ROLE_BINDING),
    ...missing(write, "properties.sourceResourceId", "properties.roles"),
    ...refuseWhen(textListAt(write.requested, "properties.roles").length === 0, () =>
      refusal("InvalidParameter", "A trusted access role binding needs at least one role.", "properties.roles"),
    ),
    ...roleProblems(write),
    ...sourceProblems(write),
  ],
  compute: ({ requested }) => succeeded(requested),
  immutable: ["properties.sourceResourceId"],
};
