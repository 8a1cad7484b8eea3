import { LIMITS } from "../../../azure/limits";
import { NETWORK } from "../../../azure/names/name-limits";
import type { ResourceModel } from "../../arm/resource-model";
import { guidOf } from "../computed-value";
import { refusedWhileUsedBy } from "../deletion-in-use";
import { nameProblems } from "../name-rule";
import { objectsAt, textAt } from "../read-body";
import { missing, refusal, refuseWhen, repeated } from "../refusal";
import { succeeded, withDefaults, withProperties } from "../stored-body";
import {
  mirrorEffects,
  othersOf,
  ownerDeleteEffects,
  ownerEffects,
  partsWithIds,
  type ListedPart,
} from "./listed-part";
import { conflictProblems, defaultSecurityRules, ruleProblems } from "./security-rules";

const rules: ListedPart = {
  type: "Microsoft.Network/networkSecurityGroups/securityRules",
  list: "securityRules",
};

const mostRules = LIMITS.rulesPerSecurityGroup.value;

export const networkSecurityGroup: ResourceModel = {
  armType: "Microsoft.Network/networkSecurityGroups",
  check: (write) => {
    const listed = objectsAt(write.requested, "properties.securityRules");
    const names = listed.map(({ path, value }) => ({ path, value: textAt(value, "name") ?? "" }));
    return [
      ...missing(write, "location"),
      ...nameProblems(write.id, NETWORK),
      ...listed.flatMap(({ path, value }) => ruleProblems(value, path)),
      ...conflictProblems(listed),
      ...repeated(names, (name, path) =>
        refusal("InvalidRequestFormat", `Two security rules are called '${name}'.`, path),
      ),
      ...refuseWhen(listed.length > mostRules, () =>
        refusal(
          "SecurityRuleCountLimitReached",
          `A network security group has at most ${mostRules} rules, and ${listed.length} were given.`,
          "properties.securityRules",
        ),
      ),
    ];
  },
  compute: ({ id, requested }) =>
    partsWithIds(
      id.text,
      withProperties(succeeded(withDefaults(requested, { securityRules: [] })), {
        defaultSecurityRules,
        resourceGuid: guidOf(id.text, "resource"),
      }),
      rules,
    ),
  effects: (write, computed) => mirrorEffects(write, computed, rules),
  refusedWhileReferenced: refusedWhileUsedBy(
    ["Microsoft.Network/virtualNetworks/subnets", "Microsoft.Network/networkInterfaces"],
    "InUseNetworkSecurityGroupCannotBeDeleted",
    (name, user) =>
      `Network security group ${name} cannot be deleted because it is in use by the following resources: ${user}.`,
  ),
};

export const securityRule: ResourceModel = {
  armType: rules.type,
  check: ({ id, requested, cloud }) => {
    const rule = { path: "", value: { name: id.name, ...requested } };
    const others = othersOf(cloud.get(id.parent ?? "")?.body ?? {}, rules.list, id.name);
    return [
      ...nameProblems(id, NETWORK),
      ...ruleProblems(rule.value, ""),
      ...conflictProblems([...others.map((value) => ({ path: "", value })), rule]),
    ];
  },
  compute: ({ requested }) => succeeded(requested),
  effects: (write, computed) => ownerEffects(write, computed, rules),
  deleteEffects: (deletion) => ownerDeleteEffects(deletion, rules),
};
