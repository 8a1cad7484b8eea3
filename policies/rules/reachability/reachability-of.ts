import { analyseReachability, type Reachability } from "../../analysis/reachability/analyse";
import type { ReachabilityFinding } from "../../analysis/reachability/result/finding";
import { needsUnion, notApplicable, type Measure, type Outcome } from "../../framework/language";
import type { NotApplicable } from "../../framework/outcome";
import type { ResourceSet } from "../../resources/resource-set";

/** Answers that were given: the rules of this family ask the same about the same resources, and an answer costs a second. */
const known = new WeakMap<ResourceSet, { readonly measure: Measure; readonly result: Reachability }>();

/** Who reaches whom among some resources, worked out once for each set and measure. */
export function reachabilityOf(resources: ResourceSet, measure: Measure): Reachability {
  const kept = known.get(resources);
  if (kept?.measure === measure) return kept.result;
  const result = analyseReachability(resources, measure);
  known.set(resources, { measure, result });
  return result;
}

/** Who reaches whom, or why there is nothing to ask: a stack without networks, among others that are not there. */
export function judgedReachability(resources: ResourceSet, measure: Measure): Reachability | NotApplicable {
  const hasNetworks =
    resources.ofType("network:VirtualNetwork").length > 0 ||
    resources.resources.some(({ type }) => type.startsWith("kubernetes:"));
  return resources.isUnion || hasNetworks
    ? reachabilityOf(resources, measure)
    : notApplicable("the stack has no networks and nothing in a cluster");
}

/**
 * What is wrong and what is open of one kind. In a single stack everything that is open is told as one sentence.
 *
 * @param open what only all stacks together can tell, in a few words
 */
export function outcomesOf(
  { findings }: Reachability,
  kind: "missing" | "forbidden" | "unclassified",
  { isUnion }: ResourceSet,
  open: string,
): readonly Outcome[] {
  const wouldBe = kind === "unclassified" ? undefined : kind;
  const unknown = findings.filter((one) => one.kind === "undetermined" && one.wouldBe === wouldBe);
  return [
    ...findings.filter((one) => one.kind === kind).map((one) => outcomeOf("violation", one)),
    ...(isUnion
      ? unknown.map((one) => outcomeOf("undetermined", one))
      : unknown.length === 0
        ? []
        : [needsUnion(open)]),
  ];
}

/** A finding's sentence about the resource at which a reviewer looks first. */
function outcomeOf(result: Outcome["result"], { message, resource }: ReachabilityFinding): Outcome {
  return { result, message, ...(resource !== undefined && { urn: resource.urn }) };
}
