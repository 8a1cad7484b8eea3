import { stacksOf } from "./stacks-of";
import type { Context } from "./context";
import { deployStack, type Deployment } from "./deploy-stack";
import { exitStatus, type ExitStatus } from "./exit-status";
import { planFor, type PlatformTarget } from "./plan-for";
import { openSession } from "./session";
import { platformSummary } from "./summary/platform-summary";
import { stackHeading } from "./summary/stack-heading";

export interface UpOptions extends PlatformTarget {
  /** Does not ask before changing something on Azure. */
  readonly yes: boolean;
  readonly json: boolean;
}

/** `deltawerk up`: brings all layers of a platform up in order and stops at the first failure. */
export async function up(context: Context, options: UpOptions): Promise<ExitStatus> {
  const started = Date.now();
  const plan = planFor(context.projectFolder, options);
  const session = await openSession(context.projectFolder, options.environment, context.note);
  const stacks = stacksOf(plan);
  const deployments: Deployment[] = [];
  for (const stack of stacks) {
    context.note(stackHeading(stack.name, stacks.indexOf(stack) + 1, stacks.length));
    const deployment = await deployStack(session, stack.name, { yes: options.yes, note: context.note });
    if (deployment.unchanged) context.note(`${stack.name}: unchanged`);
    deployments.push(deployment);
  }
  const seconds = Math.round((Date.now() - started) / 1000);
  context.print(await platformSummary(session, plan, deployments, { seconds, json: options.json }));
  return exitStatus.done;
}
