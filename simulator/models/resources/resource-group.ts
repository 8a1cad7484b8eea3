import { RESOURCE_GROUP } from "../../../azure/names/name-limits";
import type { ResourceModel } from "../../arm/resource-model";
import { nameProblems } from "../name-rule";
import { missing } from "../refusal";
import { succeeded } from "../stored-body";

export const resourceGroup: ResourceModel = {
  armType: "Microsoft.Resources/resourceGroups",
  check: (write) => [
    ...missing(write, "location"),
    ...nameProblems(write.id, RESOURCE_GROUP, "InvalidResourceGroupName"),
  ],
  compute: ({ requested }) => succeeded(requested),
};
