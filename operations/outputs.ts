import type { Context } from "./context";
import { exitStatus, type ExitStatus } from "./exit-status";
import { planFor, type PlatformTarget } from "./plan-for";
import { openSession } from "./session";
import { stackNames, stackOutputs } from "./stack-operations";
import { stacksOf } from "./stacks-of";

export interface OutputsOptions extends PlatformTarget {
  readonly json: boolean;
}

/** `deltawerk outputs`: what each layer hands to the layers above it. */
export async function outputs(context: Context, options: OutputsOptions): Promise<ExitStatus> {
  const plan = planFor(context.projectFolder, options);
  const session = await openSession(context.projectFolder, options.environment, context.note);
  const existing = await stackNames(session);
  const result: Record<string, unknown> = {};
  for (const { name } of stacksOf(plan)) {
    if (existing.has(name)) result[name] = (await stackOutputs(session, name))["layer"];
    else context.note(`${name}: not there yet`);
  }
  if (options.json) context.print(JSON.stringify(result, undefined, 2));
  else for (const [stack, layer] of Object.entries(result)) printLayer(context, stack, layer);
  return exitStatus.done;
}

function printLayer(context: Context, stack: string, layer: unknown): void {
  context.print(`${stack}`);
  for (const [path, value] of leaves(layer)) context.print(`  ${path}  ${value}`);
}

/** Every value with the keys that lead to it. */
function leaves(value: unknown, path: readonly string[] = []): readonly (readonly [string, string])[] {
  if (typeof value === "object" && value !== null) {
    return Object.entries(value).flatMap(([key, inner]) => leaves(inner, [...path, key]));
  }
  return [[path.join("."), String(value)]];
}
