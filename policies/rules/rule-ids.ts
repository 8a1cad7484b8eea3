import { RESOURCE_TYPES } from "../../azure/resource-types";
import type { PropertyRule } from "../framework/rule";
import { allRules } from "./all-rules";

/** Ids of all rules. */
export const ruleIds: readonly string[] = allRules.map(({ id }) => id);

/** Pulumi tokens of the types that a rule is about; those of objects in clusters are their names already. */
export function tokensOf(rule: PropertyRule): readonly string[] {
  return rule.types.map((type) => RESOURCE_TYPES.find(({ name }) => name === type)?.token ?? type);
}
