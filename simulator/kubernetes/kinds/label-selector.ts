import { forbidden, invalid, required, unsupported, when, type ObjectProblem } from "../cluster/api-problem";
import { listAt, mapAt, mapsAt, textAt, textsAt, type KubeMap, written } from "../cluster/kube-object";
import { keyProblems, labelProblems, labelValueProblems } from "./names";

const operators = ["In", "NotIn", "Exists", "DoesNotExist"] as const;

/** Refusals of a label selector. */
export function selectorProblems(selector: KubeMap, field: string): readonly ObjectProblem[] {
  return [
    ...labelProblems(textsAt(selector, "matchLabels"), `${field}.matchLabels`),
    ...mapsAt(selector, "matchExpressions").flatMap((expression, i) =>
      expressionProblems(expression, `${field}.matchExpressions[${i}]`),
    ),
  ];
}

function expressionProblems(expression: KubeMap, field: string): readonly ObjectProblem[] {
  const operator = textAt(expression, "operator") ?? "";
  const values = listAt(expression, "values");
  const listed = operator === "In" || operator === "NotIn";
  return [
    ...keyProblems(textAt(expression, "key") ?? "", `${field}.key`),
    ...when(!operators.some((each) => each === operator), () =>
      invalid(`${field}.operator`, operator, "not a valid selector operator"),
    ),
    ...when(listed && values.length === 0, () =>
      required(`${field}.values`, "must be specified when `operator` is 'In' or 'NotIn'"),
    ),
    ...when(!listed && values.length > 0, () =>
      forbidden(`${field}.values`, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"),
    ),
    ...values.flatMap((value, i) => labelValueProblems(written(value), `${field}.values[${i}]`)),
  ];
}

/** Tells whether labels are selected. An empty selector selects everything. */
export function selects(selector: KubeMap, labels: Readonly<Record<string, string>>): boolean {
  const wanted = Object.entries(textsAt(selector, "matchLabels"));
  return (
    wanted.every(([key, value]) => labels[key] === value) &&
    mapsAt(selector, "matchExpressions").every((expression) => fits(expression, labels))
  );
}

function fits(expression: KubeMap, labels: Readonly<Record<string, string>>): boolean {
  const value = labels[textAt(expression, "key") ?? ""];
  const values = listAt(expression, "values");
  switch (textAt(expression, "operator") ?? "") {
    case "In":
      return value !== undefined && values.includes(value);
    case "NotIn":
      return value === undefined || !values.includes(value);
    case "Exists":
      return value !== undefined;
    default:
      return value === undefined;
  }
}

/** The problem of a value that is none of the allowed ones; an absent value is no problem. */
export function noneOf(value: string | undefined, allowed: readonly string[], field: string): readonly ObjectProblem[] {
  return when(value !== undefined && !allowed.includes(value), () => unsupported(field, value, allowed));
}

/** Tells whether a selector names nothing. */
export function isEmptySelector(selector: KubeMap): boolean {
  return Object.keys(mapAt(selector, "matchLabels")).length === 0 && mapsAt(selector, "matchExpressions").length === 0;
}
