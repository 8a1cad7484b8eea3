import type { Platform } from "../../azure/names/codes";
import { blocks, judgeRelation, judgeResource } from "../../policies/framework/judge";
import { isNotApplicable, type Judgement } from "../../policies/framework/outcome";
import type { Rule } from "../../policies/framework/rule";
import type { SwitchedOption } from "../../policies/framework/sabotage";
import type { RegisteredResource } from "../../policies/resources/registered-resource";
import { ResourceSet } from "../../policies/resources/resource-set";
import { allRules } from "../../policies/rules/all-rules";
import type { Yardstick } from "../../policies/yardstick/yardstick";
import { applySabotage } from "./apply-sabotage";

/** One sabotage on one platform: who saw it. */
export interface Attempt {
  readonly rule: string;
  readonly what: string;
  readonly platform: Platform;
  /** Ids of the rules that turned red, sorted. */
  readonly red: readonly string[];
  /** Those that should have. */
  readonly expected: readonly string[];
}

function bad(rule: Rule, judgement: Judgement): readonly string[] {
  if (isNotApplicable(judgement)) return [];
  return judgement
    .filter((outcome) => blocks({ ...outcome, rule }))
    .map(({ urn, message }) => `${urn ?? ""} ${message}`);
}

/**
 * Tries every sabotage of every rule on the recorded resources of a platform.
 *
 * @param option that the recording has switched on: then only what needs it is tried
 */
export function attemptsOn(
  platform: Platform,
  recorded: readonly RegisteredResource[],
  yardstick: Yardstick,
  option?: SwitchedOption,
): readonly Attempt[] {
  const before = new ResourceSet(recorded, true);
  const known = new Map(
    allRules.map((rule) => [
      rule.id,
      new Set(rule.kind === "relation" ? bad(rule, judgeRelation(rule, before, yardstick)) : []),
    ]),
  );
  return allRules.flatMap((rule) =>
    rule.sabotage.flatMap((sabotage) => {
      const isMeant = sabotage.option === option && sabotage.except?.includes(platform) !== true;
      const harmed = isMeant ? applySabotage(recorded, sabotage) : undefined;
      if (harmed === undefined) return [];
      const after = new ResourceSet(harmed.resources, true);
      const red = allRules
        .filter((one) => sees(one, { before, after, victim: harmed.victim }, yardstick, known.get(one.id) ?? new Set()))
        .map(({ id }) => id);
      return {
        rule: rule.id,
        what: sabotage.what,
        platform,
        red: red.sort(),
        expected: [rule.id, ...(sabotage.also ?? []), ...(sabotage.alsoOn?.[platform] ?? [])].sort(),
      };
    }),
  );
}

function sees(
  rule: Rule,
  {
    before,
    after,
    victim,
  }: { readonly before: ResourceSet; readonly after: ResourceSet; readonly victim: RegisteredResource },
  yardstick: Yardstick,
  known: ReadonlySet<string>,
): boolean {
  if (rule.kind === "relation") {
    const now = bad(rule, judgeRelation(rule, after, yardstick));
    return now.some((text) => !known.has(text));
  }
  const harmed = after.withUrn(victim.urn);
  if (harmed === undefined) return false;
  const unharmed = before.withUrn(victim.urn);
  const earlier = new Set(unharmed === undefined ? [] : bad(rule, judgeResource(rule, unharmed, yardstick)));
  return bad(rule, judgeResource(rule, harmed, yardstick)).some((text) => !earlier.has(text));
}
