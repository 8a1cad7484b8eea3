import { CLUSTER_EXTENSION } from "../../../azure/names/name-limits";
import type { ResourceModel } from "../../arm/resource-model";
import { nameProblems } from "../name-rule";
import { missing } from "../refusal";
import { succeeded } from "../stored-body";

/** An extension on a cluster. */
export const extension: ResourceModel = {
  armType: "Microsoft.KubernetesConfiguration/extensions",
  check: (write) => [...nameProblems(write.id, CLUSTER_EXTENSION), ...missing(write, "properties.extensionType")],
  compute: ({ requested }) => succeeded(requested),
  immutable: ["properties.extensionType"],
};
