import { builtInPolicyOf } from "../../azure/built-in-policies";
import { valueAt, valuesAt } from "./body-path";
import type { Cloud } from "./cloud";
import { enclosingScopes } from "./enclosing-scopes";
import { POLICY_EFFECTS } from "./policy-effect";
import type { ArmProblem } from "./problem";
import { isArmObject, type ArmBody, type ArmResource, type ArmValue } from "./resource";
import { idKey, type ResourceId } from "./resource-id";

const assignmentType = "Microsoft.Authorization/policyAssignments";

/**
 * The refusal of a write that an assigned policy is against. Azure heeds an assignment within 30 minutes, the local cloud
 * at once; what was there before stays, as on Azure.
 *
 * Source: Microsoft Learn, governance/policy/concepts/effect-deny and assignment-structure (2025).
 */
export function policyProblems(id: ResourceId, body: ArmBody, cloud: Cloud): readonly ArmProblem[] {
  const assignments = enclosingScopes(id).flatMap((scope) => cloud.children(scope, assignmentType));
  return assignments.flatMap((assignment) => refusalBy(assignment, id, body));
}

function refusalBy(assignment: ArmResource, id: ResourceId, written: ArmBody): readonly ArmProblem[] {
  const { body } = assignment;
  const policy = builtInPolicyOf(text(valueAt(body, "properties.policyDefinitionId")));
  if (policy === undefined || !holdsFor(assignment, id, written)) return [];
  const rule = POLICY_EFFECTS[policy];
  const effect = text(valueAt(body, "properties.parameters.effect.value") ?? rule.effect).toLowerCase();
  const regions = texts(valueAt(body, "properties.parameters.listOfAllowedLocations.value"));
  if (effect !== "deny" || !rule.matches(id.type.toLowerCase(), written, regions)) return [];
  const reasons = valuesAt(body, "properties.nonComplianceMessages[].message").map(({ value }) => `'${text(value)}'`);
  const message =
    `Resource '${id.name}' was disallowed by policy. Reasons: ${reasons.join(", ") || `'${policy}'`}. ` +
    `Policy assignment: '${assignment.id}'.`;
  return [{ code: "RequestDisallowedByPolicy", message, status: 403 }];
}

/** Whether an assignment is enforced and its exceptions and selectors leave the resource in. */
function holdsFor({ body }: ArmResource, id: ResourceId, written: ArmBody): boolean {
  const enforced = (valueAt(body, "properties.enforcementMode") ?? "Default") === "Default";
  const excepted = texts(valueAt(body, "properties.notScopes")).some((scope) =>
    `${id.key}/`.startsWith(`${idKey(scope)}/`),
  );
  const selectors = valuesAt(body, "properties.resourceSelectors[]").map(({ value }) => value);
  // Within one selector all conditions hold; of several selectors one is enough.
  const selected = selectors.length === 0 || selectors.some((selector) => selects(selector, id, written));
  return enforced && !excepted && selected;
}

function selects(selector: ArmValue, id: ResourceId, { location }: ArmBody): boolean {
  if (!isArmObject(selector)) return false;
  return valuesAt(selector, "selectors[]").every(({ value }) => {
    if (!isArmObject(value)) return false;
    const subject = (value["kind"] === "resourceLocation" ? (location ?? "") : id.type).toLowerCase();
    const listed = (list: ArmValue | undefined): boolean => texts(list).some((one) => one.toLowerCase() === subject);
    return value["in"] === undefined ? !listed(value["notIn"]) : listed(value["in"]);
  });
}

const text = (value: ArmValue | undefined): string => (typeof value === "string" ? value : "");

function texts(value: ArmValue | undefined): readonly string[] {
  return Array.isArray(value) ? (value as readonly ArmValue[]).map(text) : [];
}
