import { TRUSTED_ACCESS_ROLE_BINDING } from "../../../azure/names/name-limits";
import type { ResourceModel } from "../../arm/resource-model";
import { nameProblems } from "../name-rule";
import { textListAt } from "../read-body";
import { missing, refusal, refuseWhen } from "../refusal";
import { succeeded } from "../stored-body";

/** Lets a resource of another service, such as a backup vault, act inside a cluster. */
export const trustedAccessRoleBinding: ResourceModel = {
  armType: "Microsoft.ContainerService/managedClusters/trustedAccessRoleBindings",
  check: (write) => [
    ...nameProblems(write.id, TRUSTED_ACCESS_ROLE_BINDING),
    ...missing(write, "properties.sourceResourceId", "properties.roles"),
    ...refuseWhen(textListAt(write.requested, "properties.roles").length === 0, () =>
      refusal("InvalidParameter", "A trusted access role binding needs at least one role.", "properties.roles"),
    ),
  ],
  compute: ({ requested }) => succeeded(requested),
  immutable: ["properties.sourceResourceId"],
};
