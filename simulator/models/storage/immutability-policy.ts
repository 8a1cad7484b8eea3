import { RANGES } from "../../../azure/limits";
import type { ArmProblem } from "../../arm/problem";
import type { Effect, ResourceModel, Write } from "../../arm/resource-model";
import type { CloudView } from "../../arm/cloud-view";
import { fixedNameProblems } from "../name-rule";
import { flagAt, numberAt, textAt } from "../read-body";
import { outside, refusal, refuseWhen } from "../refusal";
import { withDefaults, withProperties } from "../stored-body";
import { containerType } from "./blob-service";

const path = "properties.immutabilityPeriodSinceCreationInDays";

/** A locked policy can only be made longer. */
function lockedProblems({ requested, previous }: Write): readonly ArmProblem[] {
  if (textAt(previous?.body ?? {}, "properties.state") !== "Locked") return [];
  const before = numberAt(previous?.body ?? {}, path) ?? 0;
  const after = numberAt(requested, path) ?? 0;
  return refuseWhen(after < before, () =>
    refusal(
      "ImmutabilityPolicyLocked",
      `A locked policy of ${before} days cannot be shortened to ${after}.`,
      path,
      409,
    ),
  );
}

function markContainer(containerId: string, cloud: CloudView, hasImmutabilityPolicy: boolean): readonly Effect[] {
  const container = cloud.get(containerId);
  if (container === undefined) return [];
  return [{ kind: "put", id: container.id, body: withProperties(container.body, { hasImmutabilityPolicy }) }];
}

export const immutabilityPolicy: ResourceModel = {
  armType: `${containerType}/immutabilityPolicies`,
  check: (write) => [
    ...fixedNameProblems(write.id, ["default"]),
    ...outside(numberAt(write.requested, path), RANGES.blobImmutability, path, "InvalidImmutabilityPeriod"),
    ...refuseWhen(
      flagAt(write.requested, "properties.allowProtectedAppendWrites") === true &&
        flagAt(write.requested, "properties.allowProtectedAppendWritesAll") === true,
      () =>
        refusal(
          "InvalidRequestContent",
          "allowProtectedAppendWrites and allowProtectedAppendWritesAll exclude each other.",
          "properties.allowProtectedAppendWritesAll",
        ),
    ),
    ...lockedProblems(write),
  ],
  compute: ({ requested, previous }) =>
    withProperties(
      withDefaults(requested, { allowProtectedAppendWrites: false, allowProtectedAppendWritesAll: false }),
      {
        state: textAt(previous?.body ?? {}, "properties.state") ?? "Unlocked",
      },
    ),
  effects: ({ id, cloud }) => markContainer(id.parent ?? "", cloud, true),
  checkDelete: ({ resource }) =>
    refuseWhen(textAt(resource.body, "properties.state") === "Locked", () =>
      refusal("ImmutabilityPolicyLocked", "A locked immutability policy cannot be deleted.", undefined, 409),
    ),
  deleteEffects: ({ id, cloud }) => markContainer(id.parent ?? "", cloud, false),
};
