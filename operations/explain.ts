import { explain as explanationOf } from "../infra/plan/explain";
import { explanationText } from "../infra/plan/explanation-text";
import type { Context } from "./context";
import { exitStatus, type ExitStatus } from "./exit-status";
import { planFor, type PlatformTarget } from "./plan-for";

/** `deltawerk explain`: every decision of the plan, why, for which promise, and what was refused. */
export function explain(context: Context, options: PlatformTarget & { readonly json: boolean }): ExitStatus {
  const explanation = explanationOf(planFor(context.projectFolder, options));
  context.print(options.json ? JSON.stringify(explanation, undefined, 2) : explanationText(explanation));
  return exitStatus.done;
}
