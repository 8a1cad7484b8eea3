import type { ResourceModel } from "../../arm/resource-model";
import { missing } from "../refusal";
import { succeeded } from "../stored-body";

/** Where jobs of Container Apps run. */
export const managedEnvironment: ResourceModel = {
  armType: "Microsoft.App/managedEnvironments",
  check: (write) => missing(write, "location"),
  compute: ({ requested }) => succeeded(requested),
};
