import type { ResourceModel } from "../../arm/resource-model";
import { missing } from "../refusal";

/** The assignment of a policy to a scope. */
export const policyAssignment: ResourceModel = {
  armType: "Microsoft.Authorization/policyAssignments",
  check: (write) => missing(write, "properties.policyDefinitionId"),
  compute: ({ requested }) => requested,
};
