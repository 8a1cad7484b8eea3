import type { Plan } from "../infra/plan/plan";
import { CLUSTER_PATIENCE } from "./cluster-patience";
import { CommandFailure } from "./command-failure";
import type { Context } from "./context";
import { recoverStack } from "./engine/recover-stack";
import { askEngine, type EngineDisplay } from "./engine/run-engine";
import { creationTrace } from "./creation-trace";
import { exitStatus, type ExitStatus } from "./exit-status";
import { parseStackName } from "../azure/names/stack-name";
import { isTimedOut } from "./operation-failure";
import { planFor, type PlatformTarget } from "./plan-for";
import { callIn, localStack, openSession, type Session } from "./session";
import { operate, stackNames, stackResources, type StateResource } from "./stack-operations";
import { stacksOf } from "./stacks-of";
import { stackHeading } from "./summary/stack-heading";

export interface DownOptions extends PlatformTarget {
  /** Removes protected data too; only in environments that are made to be thrown away. */
  readonly destroyData: boolean;
  readonly yes: boolean;
}

/** Environments whose data is nobody's. */
const disposable: readonly string[] = ["local", "test"];

/**
 * `deltawerk down`: removes a platform, the last layer first. Protected data stays, with what it needs, is listed, and
 * the next `up` takes it over; with `destroyData` nothing stays.
 */
export async function down(context: Context, options: DownOptions): Promise<ExitStatus> {
  if (options.destroyData && !disposable.includes(options.environment)) {
    throw new CommandFailure(
      `--destroy-data is given for environment ${options.environment}; it is allowed for ${disposable.join(" and ")} only.\n` +
        `Without it, \`down\` removes everything but protected data.`,
      exitStatus.invalidInput,
    );
  }
  const plan = planFor(context.projectFolder, options);
  const session = await openSession(context.projectFolder, options.environment, context.note);
  const existing = await stackNames(session);
  const stacks = stacksOf(plan)
    .map(({ name }) => name)
    .filter((name) => existing.has(name))
    .reverse();
  if (stacks.length === 0) {
    await purge(context, session, plan, options);
    context.print(`${options.platform} has no stacks in environment ${options.environment}: nothing to remove.`);
    return exitStatus.done;
  }
  const kept: string[] = [];
  const postponed: string[] = [];
  for (const [index, stack] of stacks.entries()) {
    context.note(stackHeading(stack, index + 1, stacks.length));
    const removed = await removeOrPostpone(context, session, stack, options);
    if (removed === undefined) postponed.push(stack);
    else kept.push(...removed);
  }
  // Their clusters are gone, and with them what was inside: only the record of it is left.
  for (const stack of postponed) kept.push(...(await removeStack(session, stack, options)));
  await purge(context, session, plan, options);
  return report(context, options, kept);
}

/**
 * Removes a stack as `removeStack` does; nothing for what is inside of clusters that do not answer in their time: they
 * must not keep a platform from going, and what is inside goes with them.
 */
async function removeOrPostpone(
  { note }: Context,
  session: Session,
  stack: string,
  options: Pick<DownOptions, "destroyData" | "yes">,
): Promise<readonly string[] | undefined> {
  if (parseStackName(stack).layer !== "workload") return removeStack(session, stack, options);
  try {
    return await removeStack(session, stack, options, "terminal", CLUSTER_PATIENCE.workloadMinutes);
  } catch (error) {
    if (!isTimedOut(error)) throw error;
    note(`${error.message}\nWhat is left in its clusters goes with them.`);
    return undefined;
  }
}

/** Makes the names of what is gone free for the next `up`, as its owner can; says what Azure holds on to. */
async function purge(context: Context, { cloud }: Session, plan: Plan, { destroyData }: DownOptions): Promise<void> {
  if (cloud === undefined || !destroyData) return;
  const held = await cloud.purgeSoftDeleted(Object.values(plan.target.subscriptions));
  for (const { id, purgeAt } of held) context.print(`Soft-deleted until ${purgeAt}, and cannot be purged: ${id}`);
}

/** Removes what may go, and gives a line for each thing that is kept. */
export async function removeStack(
  session: Session,
  stack: string,
  options: Pick<DownOptions, "destroyData" | "yes">,
  display: EngineDisplay = "terminal",
  withinMinutes?: number,
): Promise<readonly string[]> {
  const call = callIn(session);
  if (session.cloud !== undefined) await recoverStack(localStack(session, stack), call, creationTrace);
  if (options.destroyData)
    await askEngine({ ...call, arguments: ["state", "unprotect", "--all", "--yes", "-s", stack] });
  const confirmed = session.environment === "local" || options.yes ? ["--yes"] : [];
  await operate(session, {
    verb: "destroy",
    stack,
    display,
    arguments: [
      ...confirmed,
      ...(session.environment === "local" ? ["--skip-preview"] : []),
      ...(options.destroyData ? [] : ["--exclude-protected"]),
    ],
    // Where the engine asks first, nobody knows how long the answer takes.
    ...(withinMinutes !== undefined && confirmed.length > 0 && { withinMinutes }),
  });
  const left = (await stackResources(session, stack)).filter(
    ({ custom, type }) => custom === true && !type.startsWith("pulumi:"),
  );
  if (left.length === 0) {
    await askEngine({
      ...call,
      arguments: ["stack", "rm", stack, "--yes", ...(session.environment === "local" ? [] : ["--preserve-config"])],
    });
  }
  return left.filter(({ protect }) => protect === true).map((resource) => `${stack}  ${shortName(resource)}`);
}

function shortName({ type, id, urn }: StateResource): string {
  return `${type.replace("azure-native:", "")}  ${id?.split("/").at(-1) ?? urn.split("::").at(-1) ?? urn}`;
}

function report(
  context: Context,
  { platform, environment, destroyData }: DownOptions,
  kept: readonly string[],
): ExitStatus {
  if (kept.length === 0) {
    context.print(`\n${platform} is gone from environment ${environment}; nothing is kept.`);
    return exitStatus.done;
  }
  context.print(`\nKept, because it is protected (${kept.length}):`);
  for (const line of kept) context.print(`  ${line}`);
  context.print(`\nThe next \`deltawerk up ${platform}\` takes it over.`);
  if (!destroyData && disposable.includes(environment)) {
    context.print(`To remove it too: npx deltawerk down ${platform} -e ${environment} --destroy-data`);
  }
  return exitStatus.dataKept;
}
