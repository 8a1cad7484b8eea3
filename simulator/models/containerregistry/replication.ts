import type { ResourceModel } from "../../arm/resource-model";
import { missing } from "../refusal";
import { succeeded } from "../stored-body";

/** A copy of a registry in another region. */
export const replication: ResourceModel = {
  armType: "Microsoft.ContainerRegistry/registries/replications",
  check: (write) => missing(write, "location"),
  compute: ({ requested }) => succeeded(requested),
};
