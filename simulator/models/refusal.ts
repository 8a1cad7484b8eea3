import type { ArmProblem } from "../arm/problem";
import type { Write } from "../arm/resource-model";
import type { Range } from "../../azure/limits";
import { valueAt } from "../arm/body-path";

/** A problem with one of Azure's codes. */
export function refusal(code: string, message: string, target?: string, status?: number): ArmProblem {
  return { code, message, ...(target !== undefined && { target }), ...(status !== undefined && { status }) };
}

/** The problem where a condition holds, otherwise nothing. */
export function refuseWhen(condition: boolean, problem: () => ArmProblem): readonly ArmProblem[] {
  return condition ? [problem()] : [];
}

/** A refusal for each path that Azure needs and that has no value. */
export function missing({ requested }: Write, ...paths: readonly string[]): readonly ArmProblem[] {
  return paths
    .filter((path) => valueAt(requested, path) === undefined)
    .map((path) =>
      path === "location"
        ? refusal("LocationRequired", "The location property is required for this definition.", path)
        : refusal("InvalidRequestContent", `The request needs a value for '${path}' and has none.`, path),
    );
}

/** A refusal where a number is given and outside of a range that includes both ends. */
export function outside(
  value: number | undefined,
  range: readonly [number, number] | Pick<Range, "from" | "to">,
  path: string,
  code = "InvalidParameter",
): readonly ArmProblem[] {
  const [least, most] = "from" in range ? [range.from, range.to] : range;
  if (value === undefined || (value >= least && value <= most)) return [];
  return [refusal(code, `The value ${value} of '${path}' is outside of the allowed range ${least} to ${most}.`, path)];
}

/** A refusal where a text is given and is none of the allowed ones, compared without regard to case. */
export function noneOf(
  value: string | undefined,
  allowed: readonly string[],
  path: string,
  code = "InvalidParameter",
): readonly ArmProblem[] {
  if (value === undefined || allowed.some((each) => each.toLowerCase() === value.toLowerCase())) return [];
  return [refusal(code, `The value '${value}' of '${path}' is not one of: ${allowed.join(", ")}.`, path)];
}

/** A refusal for every text that occurs again, compared without regard to case. */
export function repeated(
  items: readonly { readonly path: string; readonly value: string }[],
  problem: (value: string, path: string) => ArmProblem,
): readonly ArmProblem[] {
  const seen = new Set<string>();
  return items.flatMap(({ path, value }) => {
    const key = value.toLowerCase();
    if (seen.has(key)) return [problem(value, path)];
    seen.add(key);
    return [];
  });
}
