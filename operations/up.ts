import { CommandFailure } from "./command-failure";
import type { Context } from "./context";
import { deployStack, unchangedStacks, type Deployment, type DeployOptions } from "./deploy-stack";
import { exitStatus, type ExitStatus } from "./exit-status";
import { emptyLeavingClusters } from "./leaving-clusters";
import { planFor, type PlatformTarget } from "./plan-for";
import { countsText } from "./policies/findings-text";
import { judgePlatform, judgePreview } from "./policies/judge-deployment";
import { packArguments } from "./policies/pack-arguments";
import { requireRules } from "./policies/require-rules";
import { readPlanFolder, type ReviewedPlan } from "./reviewed-plan";
import { openSession, type Session } from "./session";
import { ringsOf, type Ring } from "./rings";
import { stackNames, statesOf } from "./stack-operations";
import { stacksOf, type NamedStack } from "./stacks-of";
import { platformSummary } from "./summary/platform-summary";
import { stackHeading } from "./summary/stack-heading";

export interface UpOptions extends PlatformTarget {
  /** Does not ask before changing something on Azure. */
  readonly yes: boolean;
  readonly json: boolean;
  /** Folder of a plan that was reviewed: nothing else than what it says is done. */
  readonly plan?: string;
  /** Hash of that plan, as `preview` gave it. */
  readonly planHash?: string;
}

/**
 * `deltawerk up`: brings all layers of a platform up in order, cells in rings, and stops at the first failure. Rules are
 * judged before a layer is changed (a new local one: before the next), and over the whole platform at the end.
 */
export async function up(context: Context, options: UpOptions): Promise<ExitStatus> {
  const started = Date.now();
  const plan = planFor(context.projectFolder, options);
  const session = await openSession(context.projectFolder, options.environment, context.note);
  const rings = ringsOf(stacksOf(plan));
  const stacks = rings.flatMap((ring) => ring.stacks);
  const existing = await stackNames(session);
  const reviewed = reviewedPlan(options, stacks, existing);
  const deployments = await resumable(options, upToDate(context, session, stacks, existing));
  for (const [index, stack] of stacks.entries()) {
    const { name } = stack;
    if (index < deployments.length) continue;
    const ring = rings.findIndex((one) => one.stacks.some((stack) => stack.name === name));
    context.note(stackHeading(name, index + 1, stacks.length));
    const others = stacks.map((one) => one.name).filter((other) => other !== name);
    const known = session.environment !== "local" && others.every((other) => existing.has(other));
    const states = known ? await statesOf(session, others) : undefined;
    const policyArguments = packArguments(context.projectFolder, `${options.platform}-${options.environment}`, states);
    const file = reviewed?.fileOf(name);
    const { yes, json } = options;
    const display = json ? "stderr" : "terminal";
    const how = { yes, existing, note: context.note, display, ...(states && { states }) } as const;
    const deployment = deployNamed(context, session, name, {
      ...{ yes, json, exists: existing.has(name), policyArguments },
      // A reviewed plan says what is removed, and in which stack; it is held to the letter.
      ...(file === undefined ? { before: () => emptyLeavingClusters(session, plan, stack, how) } : { plan: file }),
    });
    deployments.push(await resumable(options, deployment, rings.slice(ring + 1)));
  }
  const states = await statesOf(
    session,
    stacks.map(({ name }) => name),
  );
  const report = judgePlatform(context.projectFolder, states);
  const seconds = Math.round((Date.now() - started) / 1000);
  context.print(await platformSummary(session, plan, deployments, states, { seconds, json: options.json }));
  context.note(countsText(report));
  requireRules(report);
  return exitStatus.done;
}

/** The plan to which this run is held, where one is given. */
function reviewedPlan(
  { plan, planHash }: UpOptions,
  stacks: readonly NamedStack[],
  existing: ReadonlySet<string>,
): ReviewedPlan | undefined {
  if (plan === undefined && planHash === undefined) return undefined;
  if (plan === undefined || planHash === undefined) {
    throw new CommandFailure(
      "--plan and --plan-hash belong together: the folder, and the hash that `deltawerk preview --save-plan` gave.",
      exitStatus.invalidInput,
    );
  }
  const names = stacks.map(({ name }) => name);
  return readPlanFolder(plan, planHash, names, existing);
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
  {
    yes,
    json,
    exists,
    policyArguments,
    ...more
  }: Pick<UpOptions, "yes" | "json"> & Pick<DeployOptions, "exists" | "policyArguments" | "plan" | "before">,
): Promise<Deployment> {
  const { projectFolder } = context;
  const deployment = await deployStack(session, name, {
    exists,
    yes,
    display: json ? "stderr" : "terminal",
    note: context.note,
    policyArguments,
    ...more,
    judge: (stack, events) => requireRules(judgePreview(projectFolder, stack, events)),
  });
  if (deployment.unchanged) context.note(`${name}: unchanged`);
  return deployment;
}

/** Says with a failure how to go on, and which rings it has not reached. */
async function resumable<T>(
  { platform, environment }: PlatformTarget,
  work: Promise<T>,
  later: readonly Ring[] = [],
): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error;
    const resume = `npx deltawerk up ${platform}${environment === "local" ? "" : ` -e ${environment}`}`;
    const untouched = later.length === 0 ? "" : `\nNot touched: ${later.map(({ label }) => label).join("; ")}.`;
    throw new CommandFailure(`${error.message}${untouched}\nWhat is there stays. Go on with: ${resume}`, error.status);
  }
}
