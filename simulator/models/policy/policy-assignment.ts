import { BUILT_IN_POLICIES, builtInPolicyOf } from "../../../azure/built-in-policies";
import { POLICY_EFFECTS } from "../../arm/policy-effect";
import type { ArmProblem } from "../../arm/problem";
import { idKey, parseResourceId } from "../../arm/resource-id";
import { notModelled, type ResourceModel, type Write } from "../../arm/resource-model";
import { withIdentity } from "../identity";
import { itemsAt, objectsAt, textAt, textsAt } from "../read-body";
import { missing, noneOf, refusal, refuseWhen } from "../refusal";
import { withDefaults, withProperties } from "../stored-body";

/** Azure REST API specification, Microsoft.Authorization/policyAssignments: 64 characters, 24 on a management group. */
const longestName = 64;
const forbidden = /[<>*%&:?.+/\\#]|[. ]$/;

/** A definition or a set of them, built in or in the subscription. */
const definition = /\/providers\/Microsoft\.Authorization\/policy(Set)?Definitions\/[^/]+$/i;

function definitionProblems({ id, requested, cloud }: Write): readonly ArmProblem[] {
  const path = "properties.policyDefinitionId";
  const given = textAt(requested, path);
  if (given === undefined) return [];
  const ofSubscription = given.toLowerCase().startsWith("/subscriptions/");
  return [
    ...refuseWhen(!definition.test(given), () =>
      refusal("InvalidPolicyDefinitionId", `'${given}' is no id of a policy definition or a set of them.`, path),
    ),
    ...refuseWhen(ofSubscription && definition.test(given) && cloud.get(given) === undefined, () =>
      refusal(
        "PolicyDefinitionNotFound",
        `The policy definition '${given}' could not be found for ${id.text}.`,
        path,
        404,
      ),
    ),
  ];
}

/** What an assignment does to other resources is modelled for the policies of the register alone, and for no override. */
function unmodelledProblems({ requested }: Write): readonly ArmProblem[] {
  const path = "properties.policyDefinitionId";
  const given = textAt(requested, path) ?? "";
  const kinds = objectsAt(requested, "properties.resourceSelectors").flatMap(({ value }) =>
    objectsAt(value, "selectors").map((selector) => textAt(selector.value, "kind") ?? ""),
  );
  return [
    ...refuseWhen(
      definition.test(given) && given.startsWith("/providers/") && builtInPolicyOf(given) === undefined,
      () =>
        refusal(
          notModelled,
          `The local cloud knows the built-in policies ${Object.keys(BUILT_IN_POLICIES).join(", ")}.`,
          path,
        ),
    ),
    ...refuseWhen(itemsAt(requested, "properties.overrides").length > 0, () =>
      refusal(notModelled, "The local cloud models no overrides of policies.", "properties.overrides"),
    ),
    ...kinds.flatMap((kind) =>
      refuseWhen(!["resourceType", "resourceLocation"].includes(kind), () =>
        refusal(
          notModelled,
          `The local cloud models no selectors of the kind '${kind}'.`,
          "properties.resourceSelectors",
        ),
      ),
    ),
  ];
}

function parameterProblems({ requested }: Write): readonly ArmProblem[] {
  const policy = builtInPolicyOf(textAt(requested, "properties.policyDefinitionId") ?? "");
  if (policy === undefined) return [];
  const regions = "properties.parameters.listOfAllowedLocations.value";
  const lacking = POLICY_EFFECTS[policy].takesRegions && itemsAt(requested, regions).length === 0;
  return [
    ...refuseWhen(lacking, () =>
      refusal(
        "MissingPolicyParameter",
        "The policy assignment is missing the parameter 'listOfAllowedLocations'.",
        regions,
      ),
    ),
    ...noneOf(
      textAt(requested, "properties.parameters.effect.value"),
      ["Audit", "Deny", "Disabled"],
      "properties.parameters.effect.value",
      "PolicyParameterValueNotAllowed",
    ),
  ];
}

/** Exceptions lie within the scope that the policy is assigned to. */
function exceptionProblems({ id, requested }: Write): readonly ArmProblem[] {
  const scope = idKey(id.parent ?? "");
  return textsAt(requested, "properties.notScopes").flatMap(({ path, value }) =>
    refuseWhen(!idKey(value).startsWith(`${scope}/`), () =>
      refusal("InvalidPolicyAssignmentNotScopes", `'${value}' is not within '${scope}'.`, path),
    ),
  );
}

/** The assignment of a policy to a scope. What it then refuses is judged where writes are. */
export const policyAssignment: ResourceModel = {
  armType: "Microsoft.Authorization/policyAssignments",
  check: (write) => {
    const { id, requested } = write;
    const withIdentities = (textAt(requested, "identity.type") ?? "None") !== "None";
    return [
      ...missing(write, "properties.policyDefinitionId"),
      ...refuseWhen(id.name.length > longestName || forbidden.test(id.name), () =>
        refusal(
          "InvalidPolicyAssignmentName",
          `The name '${id.name}' is invalid: at most ${longestName} characters.`,
          "name",
        ),
      ),
      ...noneOf(
        textAt(requested, "properties.enforcementMode"),
        ["Default", "DoNotEnforce"],
        "properties.enforcementMode",
      ),
      ...refuseWhen(withIdentities && requested.location === undefined, () =>
        refusal("LocationRequired", "A policy assignment with an identity needs a location.", "location"),
      ),
      ...definitionProblems(write),
      ...exceptionProblems(write),
      ...unmodelledProblems(write),
      ...parameterProblems(write),
    ];
  },
  compute: (write) =>
    withIdentity(
      write,
      withProperties(withDefaults(write.requested, { enforcementMode: "Default" }), {
        scope: parseResourceId(write.id.text).parent ?? "",
      }),
    ),
  immutable: ["properties.policyDefinitionId"],
  // An exception may be for what is still to come.
  uncheckedReferences: ["properties.notScopes[]"],
};
