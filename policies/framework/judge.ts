import type { RegisteredResource } from "../resources/registered-resource";
import type { ResourceSet } from "../resources/resource-set";
import { notApplicable, violation, type Judgement, type Outcome } from "./outcome";
import { appliesTo } from "./promises-of-rule";
import type { Measure, PropertyRule, RelationRule, Rule } from "./rule";

/** What one rule says about one resource. A rule that breaks down is a violation, never a pass. */
export function judgeResource(rule: PropertyRule, resource: RegisteredResource, measure: Measure): Judgement {
  if (!rule.types.some((type) => type === resource.type)) {
    return notApplicable(`it is about ${rule.types.join(", ")}`);
  }
  return withoutThrowing(rule, measure, () => rule.judge(resource, measure), resource);
}

/** What one rule says about how resources belong together. */
export function judgeRelation(rule: RelationRule, resources: ResourceSet, measure: Measure): Judgement {
  return withoutThrowing(rule, measure, () => rule.judge(resources, measure));
}

function withoutThrowing(
  rule: Rule,
  { agreement, tenants }: Measure,
  judge: () => Judgement,
  about?: RegisteredResource,
): Judgement {
  if (!appliesTo(rule, { agreement, tenants })) {
    return notApplicable(`the agreement of ${agreement.platform} has no ${rule.clauses.join(" or ")}`);
  }
  try {
    return judge();
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    return [violation(`the rule could not be run (${text}), which counts as not kept`, about)];
  }
}

/** One rule's outcome, with the rule. */
export interface Judged extends Outcome {
  readonly rule: Rule;
}

/** Everything that some rules say about some resources; where a rule does not apply it says nothing. */
export function judgeAll(rules: readonly Rule[], resources: ResourceSet, measure: Measure): readonly Judged[] {
  return rules.flatMap((rule) => {
    const judgements =
      rule.kind === "property"
        ? resources.ofType(...rule.types).map((resource) => judgeResource(rule, resource, measure))
        : [judgeRelation(rule, resources, measure)];
    return judgements.flatMap((judgement) =>
      "notApplicable" in judgement ? [] : judgement.map((outcome) => ({ ...outcome, rule })),
    );
  });
}

/** Whether an outcome stops a deployment: what is broken, and what nobody can decide about security or residency. */
export function blocks({ result, rule }: Pick<Outcome, "result"> & { readonly rule: Pick<Rule, "concern"> }): boolean {
  return (
    result === "violation" ||
    (result === "undetermined" && (rule.concern === "security" || rule.concern === "residency"))
  );
}
