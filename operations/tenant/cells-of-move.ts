import { moveMinutes, moveSteps } from "../../infra/plan/move-steps";
import type { Plan } from "../../infra/plan/plan";
import { activeSiteOf } from "../../infra/plan/select-sites";
import type { Context } from "../context";
import type { PlatformTarget } from "../plan-for";
import { durationText } from "../summary/duration-text";
import { refusal } from "./tenants-document";

/**
 * Lets nobody be moved from or to a cell whose databases have failed over: what is copied is the primary at the planned
 * site.
 */
export function refuseWhileElsewhere(
  plan: Pick<Plan, "cells" | "sites">,
  target: PlatformTarget,
  cells: readonly string[],
): void {
  const usual = activeSiteOf(plan.sites).code;
  const away = plan.cells.filter(({ number, activeSite }) => cells.includes(number) && activeSite !== usual);
  if (away.length === 0) return;
  const named = away.map(({ number, activeSite }) => `cell ${number} at ${activeSite}`).join(", ");
  throw refusal(
    `${named} is active, and a tenant is moved between cells that are active at ${usual}.`,
    `Go back there first, and take it out of \`activeSites\` of ${target.platform}.${target.environment}.yaml.`,
  );
}

/** Says for how long users are kept out, and what that is made of. */
export function tellDowntime(context: Context, plan: Pick<Plan, "cells">): void {
  const steps = moveSteps(plan);
  context.print(
    `Its users are kept out for about ${durationText(moveMinutes(steps))}, counted with the figures of this release:`,
  );
  for (const { name, minutes, source } of steps) context.print(`  ${durationText(minutes)}  ${name} (${source})`);
}
