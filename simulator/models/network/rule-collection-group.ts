import { RANGES } from "../../../azure/limits";
import { NETWORK } from "../../../azure/names/name-limits";
import type { ArmProblem } from "../../arm/problem";
import type { ArmBody } from "../../arm/resource";
import { idKey } from "../../arm/resource-id";
import type { ResourceModel, Write } from "../../arm/resource-model";
import { nameProblems } from "../name-rule";
import { numberAt, objectsAt, textAt } from "../read-body";
import { missing, outside, refusal, refuseWhen, repeated } from "../refusal";
import { succeeded } from "../stored-body";
import { firewallPolicyType } from "./firewall-policy";
import { collectionProblems } from "./firewall-rules";

const groupType = `${firewallPolicyType}/ruleCollectionGroups`;

function priorityOf(body: ArmBody): number | undefined {
  return numberAt(body, "properties.priority");
}

function priorityProblems({ id, requested, cloud }: Write): readonly ArmProblem[] {
  const twin = cloud
    .children(id.parent ?? "", groupType)
    .find((other) => idKey(other.id) !== id.key && priorityOf(other.body) === priorityOf(requested));
  const collections = objectsAt(requested, "properties.ruleCollections");
  const numbers = collections.map(({ path, value }) => ({
    path: `${path}.priority`,
    value: String(numberAt(value, "priority") ?? ""),
  }));
  return [
    ...outside(
      priorityOf(requested),
      RANGES.firewallPriority,
      "properties.priority",
      "FirewallPolicyRuleCollectionGroupInvalidPriorityValue",
    ),
    ...refuseWhen(twin !== undefined, () =>
      refusal(
        "FirewallPolicyRuleCollectionGroupPriorityConflict",
        `Rule collection group ${twin?.id ?? ""} has the priority ${priorityOf(requested) ?? ""} already.`,
        "properties.priority",
      ),
    ),
    ...collections.flatMap(({ path, value }) =>
      outside(
        numberAt(value, "priority"),
        RANGES.firewallPriority,
        `${path}.priority`,
        "FirewallPolicyRuleCollectionInvalidPriorityValue",
      ),
    ),
    ...repeated(numbers, (value, path) =>
      refusal(
        "FirewallPolicyRuleCollectionPriorityConflict",
        `Two rule collections of the group have the priority ${value}.`,
        path,
      ),
    ),
  ];
}

export const ruleCollectionGroup: ResourceModel = {
  armType: groupType,
  check: (write) => {
    const collections = objectsAt(write.requested, "properties.ruleCollections");
    const names = collections.map(({ path, value }) => ({ path: `${path}.name`, value: textAt(value, "name") ?? "" }));
    return [
      ...missing(write, "properties.priority"),
      ...nameProblems(write.id, NETWORK),
      ...priorityProblems(write),
      ...collections.flatMap(collectionProblems),
      ...repeated(names, (name, path) =>
        refusal("FirewallPolicyRuleCollectionInvalid", `Two rule collections of the group are called '${name}'.`, path),
      ),
    ];
  },
  compute: ({ requested }) => succeeded(requested),
};
