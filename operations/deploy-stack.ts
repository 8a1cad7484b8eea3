import type { EngineEvent } from "@pulumi/pulumi/automation/events";
import { isInterruption } from "./command-failure";
import { recoverStack, type Recovery } from "./engine/recover-stack";
import type { EngineDisplay } from "./engine/run-engine";
import { creationTrace } from "./creation-trace";
import { callIn, localStack, type Session } from "./session";
import { changesText, createStack, operate } from "./stack-operations";

/** What bringing a stack up did. */
export interface Deployment {
  readonly stack: string;
  /** Numbers of resources by what was done to them, in the engine's words: `create`, `update`, `same`. */
  readonly changes: Readonly<Record<string, number>>;
  readonly unchanged: boolean;
  /** What the engine reported, step by step; empty where nothing had to be done. */
  readonly events: readonly EngineEvent[];
}

export interface DeployOptions {
  /** Whether the backend has the stack already. */
  readonly exists: boolean;
  /** Does not ask before changing something on Azure. */
  readonly yes: boolean;
  readonly display: EngineDisplay;
  readonly note: (line: string) => void;
  /** Arguments with which the engine judges the stack by all rules before it changes anything on Azure. */
  readonly policyArguments: readonly string[];
  /** File of the engine's plan that was reviewed: the engine refuses to do anything else. */
  readonly plan?: string;
  /** What has to be done first, where the stack is there already. */
  readonly before?: () => Promise<void>;
  /** Refuses what breaks rules, from the events of a local preview or of what was made. */
  readonly judge: (stack: string, events: readonly EngineEvent[]) => void;
}

/**
 * Brings a stack to what the program says: recovers it from a killed run, previews, has the preview judged by the rules,
 * and updates where it found something to do. On Azure the engine runs the rules and asks the user between the two,
 * unless `yes`. A local stack that is not there yet is made without a preview, which would take a third of the time and
 * has nothing to protect: it is judged as soon as it is made, before anything is built upon it.
 *
 * @throws CommandFailure where the engine fails; what was made so far is in the state, and a repetition goes on there
 */
export async function deployStack(session: Session, stack: string, options: DeployOptions): Promise<Deployment> {
  if (!options.exists) await createStack(session, stack);
  if (session.environment !== "local") {
    if (options.exists) await options.before?.();
    const { changes, unchanged, events } = await operate(session, {
      verb: "up",
      stack,
      arguments: [...(options.yes ? ["--yes"] : []), ...options.policyArguments, ...planArguments(options)],
      display: options.display,
    });
    return { stack, changes, unchanged, events };
  }
  if (!options.exists) {
    const made = await updateLocally(session, stack, options);
    options.judge(stack, made.events);
    return made;
  }
  await recover(session, stack, options.note);
  const { previewed, ...preview } = await previewLocally(session, stack);
  // What is there already was judged when it was made, and is judged again with the whole platform.
  if (preview.unchanged) return { ...preview, events: [] };
  options.judge(stack, previewed);
  options.note(`Previewed: ${changesText(preview.changes)}`);
  await options.before?.();
  return updateLocally(session, stack, options);
}

type HowToUpdate = Pick<DeployOptions, "display" | "plan">;

const planArguments = ({ plan }: HowToUpdate): readonly string[] => (plan === undefined ? [] : ["--plan", plan]);

/** Updates a local stack without previewing it. */
export async function updateLocally(session: Session, stack: string, options: HowToUpdate): Promise<Deployment> {
  const { changes, unchanged, events } = await operate(session, {
    verb: "up",
    stack,
    arguments: ["--yes", "--skip-preview", ...planArguments(options)],
    display: options.display,
  });
  return { stack, changes, unchanged, events };
}

/**
 * The stacks that need nothing, up to the first that does: what comes after that one depends on its outputs. All are
 * previewed at the same time, because a preview keeps hardly more than one processor busy.
 */
export async function unchangedStacks(
  session: Session,
  stacks: readonly string[],
  note: (line: string) => void,
): Promise<readonly Deployment[]> {
  for (const stack of stacks) await recover(session, stack, note);
  const previews = await Promise.allSettled(stacks.map((stack) => previewLocally(session, stack)));
  throwInterruption(previews);
  const unchanged: Deployment[] = [];
  for (const preview of previews) {
    // A preview that fails is made again in its turn, where its errors are shown.
    if (preview.status === "rejected" || !preview.value.unchanged) break;
    const { stack, changes } = preview.value;
    unchanged.push({ stack, changes, unchanged: true, events: [] });
  }
  return unchanged;
}

/** Whoever interrupts a comparison does not want what would come after it. */
function throwInterruption(previews: readonly PromiseSettledResult<Preview>[]): void {
  for (const preview of previews) {
    const reason: unknown = preview.status === "rejected" ? preview.reason : undefined;
    if (isInterruption(reason)) throw reason;
  }
}

/** What a preview found, with its events: nothing has happened yet that a deployment could tell. */
interface Preview extends Omit<Deployment, "events"> {
  readonly previewed: readonly EngineEvent[];
}

async function previewLocally(session: Session, stack: string): Promise<Preview> {
  const { changes, unchanged, events } = await operate(session, { verb: "preview", stack, display: "none" });
  return { stack, changes, unchanged: unchanged && !outputsChange(events), previewed: events };
}

async function recover(session: Session, stack: string, note: (line: string) => void): Promise<void> {
  const recovery = await recoverStack(localStack(session, stack), callIn(session), creationTrace);
  for (const line of recoveryLines(recovery)) note(line);
}

function recoveryLines(recovery: Recovery): readonly string[] {
  const lines: readonly (readonly [readonly string[], string])[] = [
    [recovery.removedFiles, "left by a killed run and removed"],
    [recovery.adopted, "created by a killed run and taken over"],
    [recovery.cleared, "begun by a killed run and not made"],
    [recovery.refreshed, "read again from the cloud after a killed run"],
    [recovery.undetermined, "begun by a killed run; nobody can say whether it exists: look for it by hand"],
  ];
  return lines.flatMap(([items, text]) => items.map((item) => `${item}: ${text}`));
}

/** Whether the stack's own outputs would change, which the engine does not count as a change of a resource. */
function outputsChange(events: readonly EngineEvent[]): boolean {
  const step = events
    .flatMap((event) => event.resOutputsEvent?.metadata ?? [])
    .find(({ type }) => type === "pulumi:pulumi:Stack");
  return JSON.stringify(step?.old?.outputs ?? {}) !== JSON.stringify(step?.new?.outputs ?? {});
}
