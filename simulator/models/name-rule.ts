import type { NameLimits } from "../../azure/names/name-limits";
import type { ArmProblem } from "../arm/problem";
import type { ResourceId } from "../arm/resource-id";
import { refusal } from "./refusal";

/** A refusal where a name has the wrong length or characters. */
export function nameProblems(
  { name, type }: ResourceId,
  limits: NameLimits,
  code = "InvalidResourceName",
): readonly ArmProblem[] {
  const { min, max, pattern } = limits;
  if (name.length >= min && name.length <= max && pattern.test(name)) return [];
  const message =
    `The name '${name}' of the '${type}' is invalid: it must have ${min} to ${max} characters ` +
    `and match ${pattern.source}, and it has ${name.length}.`;
  return [refusal(code, message, "name")];
}

/** A refusal where a resource has another name than the only ones that Azure knows. */
export function fixedNameProblems({ name, type }: ResourceId, allowed: readonly string[]): readonly ArmProblem[] {
  if (allowed.some((each) => each.toLowerCase() === name.toLowerCase())) return [];
  return [refusal("InvalidResourceName", `A '${type}' is called ${allowed.join(" or ")}, not '${name}'.`, "name")];
}
