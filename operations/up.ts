import { CommandFailure } from "./command-failure";
import type { Context } from "./context";
import { deployStack, unchangedStacks, type Deployment } from "./deploy-stack";
import { exitStatus, type ExitStatus } from "./exit-status";
import { planFor, type PlatformTarget } from "./plan-for";
import { openSession, type Session } from "./session";
import { stackNames } from "./stack-operations";
import { stacksOf, type NamedStack } from "./stacks-of";
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
  const existing = await stackNames(session);
  const deployments = await resumable(options, upToDate(context, session, stacks, existing));
  for (const [index, { name }] of stacks.entries()) {
    if (index < deployments.length) continue;
    context.note(stackHeading(name, index + 1, stacks.length));
    const deployment = deployNamed(context, session, name, { ...options, exists: existing.has(name) });
    deployments.push(await resumable(options, deployment));
  }
  const seconds = Math.round((Date.now() - started) / 1000);
  context.print(await platformSummary(session, plan, deployments, { seconds, json: options.json }));
  return exitStatus.done;
}

/** What is up already and needs nothing, where all of it can be looked at together. */
async function upToDate(
  { note }: Context,
  session: Session,
  stacks: readonly NamedStack[],
  existing: ReadonlySet<string>,
): Promise<Deployment[]> {
  if (session.environment !== "local" || !stacks.every(({ name }) => existing.has(name))) return [];
  const names = stacks.map(({ name }) => name);
  note(`Comparing ${names.join(", ")} with what is there …`);
  const unchanged = await unchangedStacks(session, names, note);
  for (const { stack } of unchanged) note(`${stack}: unchanged`);
  return [...unchanged];
}

async function deployNamed(
  context: Context,
  session: Session,
  name: string,
  { yes, json, exists }: UpOptions & { readonly exists: boolean },
): Promise<Deployment> {
  const deployment = await deployStack(session, name, {
    exists,
    yes,
    display: json ? "stderr" : "terminal",
    note: context.note,
  });
  if (deployment.unchanged) context.note(`${name}: unchanged`);
  return deployment;
}

/** Says with a failure how to go on. */
async function resumable<T>({ platform, environment }: PlatformTarget, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error;
    const resume = `npx deltawerk up ${platform}${environment === "local" ? "" : ` -e ${environment}`}`;
    throw new CommandFailure(`${error.message}\nWhat is there stays. Go on with: ${resume}`, error.status);
  }
}
