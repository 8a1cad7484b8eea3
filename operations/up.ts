import { stacksOf } from "./stacks-of";
import { CommandFailure } from "./command-failure";
import type { Context } from "./context";
import { deployStack, type Deployment } from "./deploy-stack";
import { exitStatus, type ExitStatus } from "./exit-status";
import { planFor, type PlatformTarget } from "./plan-for";
import { openSession, type Session } from "./session";
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
  for (const [index, { name }] of stacks.entries()) {
    context.note(stackHeading(name, index + 1, stacks.length));
    deployments.push(await deployNamed(context, session, name, options));
  }
  const seconds = Math.round((Date.now() - started) / 1000);
  context.print(await platformSummary(session, plan, deployments, { seconds, json: options.json }));
  return exitStatus.done;
}

async function deployNamed(
  context: Context,
  session: Session,
  name: string,
  { platform, environment, yes, json }: UpOptions,
): Promise<Deployment> {
  try {
    const deployment = await deployStack(session, name, {
      yes,
      display: json ? "stderr" : "terminal",
      note: context.note,
    });
    if (deployment.unchanged) context.note(`${name}: unchanged`);
    return deployment;
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error;
    const resume = `npx deltawerk up ${platform}${environment === "local" ? "" : ` -e ${environment}`}`;
    throw new CommandFailure(`${error.message}\nWhat is there stays. Go on with: ${resume}`, error.status);
  }
}
