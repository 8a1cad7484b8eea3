import { LOCK } from "../../../azure/names/name-limits";
import type { ResourceModel } from "../../arm/resource-model";
import { nameProblems } from "../name-rule";
import { textAt } from "../read-body";
import { missing, noneOf } from "../refusal";

/** What a lock stops is judged where deletions and writes are; here is only the lock itself. */
export const lock: ResourceModel = {
  armType: "Microsoft.Authorization/locks",
  check: (write) => [
    ...missing(write, "properties.level"),
    ...nameProblems(write.id, LOCK, "InvalidLockName"),
    ...noneOf(
      textAt(write.requested, "properties.level"),
      ["CanNotDelete", "ReadOnly"],
      "properties.level",
      "InvalidLockLevel",
    ),
  ],
  compute: ({ requested }) => requested,
};
