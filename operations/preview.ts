import path from "node:path";
import { CommandFailure } from "./command-failure";
import type { Context } from "./context";
import { exitStatus, type ExitStatus } from "./exit-status";
import { planFor, type PlatformTarget } from "./plan-for";
import { packArguments } from "./policies/pack-arguments";
import { beginPlan, completePlan, planFileOf, planHashOutput, tellPipeline } from "./reviewed-plan";
import { openSession } from "./session";
import { changesText, operate, stackNames, statesOf } from "./stack-operations";
import { stacksOf } from "./stacks-of";
import { stackHeading } from "./summary/stack-heading";

export interface PreviewOptions extends PlatformTarget {
  /** Ends with a status of its own where something would change. */
  readonly expectNoChanges: boolean;
  /** Reads what is there first, so that what was changed past the program shows as a change. */
  readonly refresh: boolean;
  /** Folder for the engine's plans, so that `up` can be held to what was reviewed. */
  readonly savePlan?: string;
}

/**
 * `deltawerk preview`: what `up` would do to each layer, and what the rules say to it. A layer can be previewed once the
 * layers below it are there, because it reads their outputs.
 */
export async function preview(context: Context, options: PreviewOptions): Promise<ExitStatus> {
  const plan = planFor(context.projectFolder, options);
  const session = await openSession(context.projectFolder, options.environment, context.note);
  const existing = await stackNames(session);
  const stacks = stacksOf(plan);
  const names = stacks.map(({ name }) => name);
  // What spans stacks is judged against the others as they are.
  const states = names.every((name) => existing.has(name)) ? await statesOf(session, names) : undefined;
  const rules = packArguments(context.projectFolder, `${options.platform}-${options.environment}`, states);
  const { savePlan } = options;
  if (savePlan !== undefined) beginPlan(savePlan, names);
  const missing = names.filter((name) => !existing.has(name));
  let changed = false;
  for (const [index, { name }] of stacks.entries()) {
    context.note(stackHeading(name, index + 1, stacks.length));
    if (!existing.has(name) && savePlan !== undefined) {
      context.print(`${name}: not there yet, will be made`);
      changed = true;
      continue;
    }
    if (!existing.has(name)) {
      throw new CommandFailure(
        `Not there yet: ${missing.join(", ")}. A layer can be previewed once those before it are up.\n` +
          `Bring them up with: npx deltawerk up ${options.platform} -e ${options.environment}`,
      );
    }
    const result = await operate(session, {
      verb: "preview",
      stack: name,
      arguments: [
        ...rules,
        ...(options.refresh ? ["--refresh"] : []),
        ...(savePlan === undefined ? [] : ["--save-plan", path.resolve(planFileOf(savePlan, name))]),
      ],
    });
    context.print(`${name}: ${result.unchanged ? "unchanged" : changesText(result.changes)}`);
    changed ||= !result.unchanged;
  }
  if (savePlan !== undefined) {
    const title = `Plan of ${options.platform}, environment ${options.environment}`;
    const planned = names.filter((name) => existing.has(name));
    const hash = completePlan(savePlan, title, { planned, missing });
    context.print(`Plan in ${savePlan}, hash ${hash}`);
    tellPipeline(planHashOutput, hash, { print: context.print, environment: process.env });
  }
  return changed && options.expectNoChanges ? exitStatus.changes : exitStatus.done;
}
