import type { Platform } from "../../azure/names/codes";
import { judgeRelation, judgeResource } from "../../policies/framework/judge";
import { isNotApplicable, type Judgement } from "../../policies/framework/outcome";
import type { Rule } from "../../policies/framework/rule";
import type { Sabotage, SwitchedOption } from "../../policies/framework/sabotage";
import type { RegisteredResource } from "../../policies/resources/registered-resource";
import { ResourceSet } from "../../policies/resources/resource-set";
import type { Yardstick } from "../../policies/yardstick/yardstick";
import { applySabotage } from "./apply-sabotage";

/** One rule's sabotage within a batch. */
export interface BatchedSabotage {
  readonly rule: Rule;
  readonly sabotage: Sabotage;
  /** Stack of the resource that was harmed. */
  readonly stack: string;
}

/** Sabotages of many rules done to one deployment at once, each of which its rule still sees. */
export interface SabotageBatch {
  readonly resources: readonly RegisteredResource[];
  readonly done: readonly BatchedSabotage[];
}

/** What is known of some resources: making a set of them costs far more than what one rule does with it. */
interface Known {
  readonly set: ResourceSet;
  readonly broken: Map<Rule, ReadonlySet<string>>;
}
const known = new WeakMap<readonly RegisteredResource[], Known>();

function knownOf(resources: readonly RegisteredResource[]): Known {
  const one = known.get(resources) ?? { set: new ResourceSet(resources, true), broken: new Map() };
  known.set(resources, one);
  return one;
}

/** What a rule finds broken; what is only undetermined may mean that another sabotage took something away. */
function brokenIn(resources: readonly RegisteredResource[], rule: Rule, yardstick: Yardstick): ReadonlySet<string> {
  const { broken } = knownOf(resources);
  const found = broken.get(rule) ?? judged(resources, rule, yardstick);
  broken.set(rule, found);
  return found;
}

function judged(resources: readonly RegisteredResource[], rule: Rule, yardstick: Yardstick): ReadonlySet<string> {
  const { set } = knownOf(resources);
  const judgements: readonly Judgement[] =
    rule.kind === "relation"
      ? [judgeRelation(rule, set, yardstick)]
      : set.ofType(...rule.types).map((resource) => judgeResource(rule, resource, yardstick));
  return new Set(
    judgements
      .flatMap((judgement) => (isNotApplicable(judgement) ? [] : judgement))
      .filter(({ result }) => result === "violation")
      .map(({ urn, message }) => `${urn ?? ""} ${message}`),
  );
}

function findsMore(
  rule: Rule,
  compliant: readonly RegisteredResource[],
  harmed: readonly RegisteredResource[],
  yardstick: Yardstick,
): boolean {
  const before = brokenIn(compliant, rule, yardstick);
  return [...brokenIn(harmed, rule, yardstick)].some((finding) => !before.has(finding));
}

/**
 * Puts one sabotage of each rule into as few batches as they fit: a sabotage joins the first batch in which its rule sees
 * it, and no rule that saw its own before goes blind.
 *
 * @param recorded a compliant deployment
 * @returns the batches, and the rules for which this deployment has nothing to harm
 */
export function sabotageBatches(
  recorded: readonly RegisteredResource[],
  rules: readonly Rule[],
  yardstick: Yardstick,
  { platform, option }: { readonly platform: Platform; readonly option?: SwitchedOption | undefined },
): { readonly batches: readonly SabotageBatch[]; readonly left: readonly Rule[] } {
  const batches: SabotageBatch[] = [];
  const left: Rule[] = [];
  for (const rule of rules) {
    const usable = rule.sabotage.filter(
      (one) =>
        one.option === option && one.except?.includes(platform) !== true && applySabotage(recorded, one) !== undefined,
    );
    const joined = usable.some((sabotage) => joins(rule, sabotage));
    if (!joined) left.push(rule);
  }
  return { batches, left };

  function joins(rule: Rule, sabotage: Sabotage): boolean {
    for (let index = 0; index <= batches.length; index += 1) {
      const batch = batches[index] ?? { resources: recorded, done: [] };
      const harmed = applySabotage(batch.resources, sabotage);
      if (harmed === undefined || !findsMore(rule, batch.resources, harmed.resources, yardstick)) continue;
      const { resources, victim } = harmed;
      if (!batch.done.every((one) => findsMore(one.rule, recorded, resources, yardstick))) continue;
      batches[index] = { resources, done: [...batch.done, { rule, sabotage, stack: victim.stack }] };
      return true;
    }
    return false;
  }
}
