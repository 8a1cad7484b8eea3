import type { Sold } from "../../agreement/options-in-force";
import { applyWaivers, type Waivable, type WaiverProblem } from "../waivers/apply-waivers";
import type { Yardstick } from "../yardstick/yardstick";
import type { ResourceSet } from "../resources/resource-set";
import { blocks, judgeAll } from "./judge";
import type { Rule } from "./rule";

/** What rules say about a deployment. */
export interface PolicyReport {
  /** The agreement that was measured against, and the tenants that it is given to. */
  readonly sold: Sold;
  /** Everything that was looked at, compliant things included. */
  readonly outcomes: readonly Waivable[];
  readonly waiverProblems: readonly WaiverProblem[];
}

/** Judges resources by some rules and lays the waivers over what they say. */
export function reportOn(rules: readonly Rule[], resources: ResourceSet, yardstick: Yardstick): PolicyReport {
  const stacks = [...new Set(resources.resources.map(({ stack }) => stack))];
  const whole = rules.filter((rule) => rule.kind === "property" || rule.spans === "stack" || resources.isUnion);
  const { outcomes, problems } = applyWaivers(judgeAll(rules, resources, yardstick), yardstick.waivers, {
    stacks,
    rules: whole.map(({ id }) => id),
    today: yardstick.today,
  });
  const { agreement, tenants } = yardstick;
  return { sold: { agreement, tenants }, outcomes, waiverProblems: problems };
}

/** What of a report stops a deployment: broken, or undecided for security and residency, and not waived. */
export function blocking({ outcomes }: PolicyReport): readonly Waivable[] {
  return outcomes.filter((outcome) => outcome.waiver === undefined && blocks(outcome));
}
