import type { ResourceModel } from "../../arm/resource-model";
import { fixedNameProblems } from "../name-rule";
import { objectAt, objectsAt, textAt } from "../read-body";
import { refusal, refuseWhen, repeated } from "../refusal";
import { withProperties } from "../stored-body";
import { accountType } from "./storage-account";

/** Microsoft Learn, lifecycle-management-policy-structure: at most 100 rules. */
const mostRules = 100;

export const managementPolicy: ResourceModel = {
  armType: `${accountType}/managementPolicies`,
  check: ({ id, requested }) => {
    const rules = objectsAt(requested, "properties.policy.rules");
    const names = rules.map(({ path, value }) => ({ path: `${path}.name`, value: textAt(value, "name") ?? "" }));
    return [
      ...fixedNameProblems(id, ["default"]),
      ...refuseWhen(rules.length === 0 || rules.length > mostRules, () =>
        refusal(
          "InvalidManagementPolicy",
          `A lifecycle policy has 1 to ${mostRules} rules, and ${rules.length} were given.`,
          "properties.policy.rules",
        ),
      ),
      ...repeated(names, (name, path) => refusal("InvalidManagementPolicy", `Two rules are called '${name}'.`, path)),
      ...rules.flatMap(({ path, value }) =>
        refuseWhen(Object.keys(objectAt(value, "definition.actions") ?? {}).length === 0, () =>
          refusal("InvalidManagementPolicy", "A lifecycle rule needs an action.", `${path}.definition.actions`),
        ),
      ),
    ];
  },
  compute: ({ requested, cloud }) => withProperties(requested, { lastModifiedTime: cloud.now }),
};
