import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { EngineEvent } from "@pulumi/pulumi/automation/events";
import { CommandFailure } from "./command-failure";
import { askEngine, runEngine, type EngineDisplay } from "./engine/run-engine";
import { summarize, type RunSummary } from "./engine/run-summary";
import { whileSpaceLasts } from "./disk-space";
import { exitStatus } from "./exit-status";
import { OperationFailure } from "./operation-failure";
import { callIn, type Session } from "./session";

/** Exit codes of a run that SIGINT or SIGTERM ended. */
const interruptions: ReadonlySet<number> = new Set([130, 143]);

/** Makes an empty stack in the backend. */
export async function createStack(session: Session, stack: string): Promise<void> {
  await askEngine({ ...callIn(session), arguments: ["stack", "init", stack, "--no-select"] });
}

/** Names of the project's stacks in the backend. */
export async function stackNames(session: Session): Promise<ReadonlySet<string>> {
  const text = await askEngine({ ...callIn(session), arguments: ["stack", "ls", "--json"] });
  return new Set(
    (JSON.parse(text) as readonly { readonly name: string }[]).map(({ name }) => name.replace(/^.*\//, "")),
  );
}

/** What a stack exported for the layers above it and for people. */
export async function stackOutputs(session: Session, stack: string): Promise<Readonly<Record<string, unknown>>> {
  const text = await askEngine({ ...callIn(session), arguments: ["stack", "output", "--json", "-s", stack] });
  return JSON.parse(text) as Record<string, unknown>;
}

export interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly custom?: boolean;
  readonly protect?: boolean;
  readonly parent?: string;
  readonly provider?: string;
  readonly delete?: boolean;
  readonly external?: boolean;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly dependencies?: readonly string[];
  readonly propertyDependencies?: Readonly<Record<string, readonly string[]>>;
}

/** Everything that a stack's state holds, the stack itself with its outputs included; secrets stay encrypted. */
export async function stackResources(session: Session, stack: string): Promise<readonly StateResource[]> {
  const text = await askEngine({ ...callIn(session), arguments: ["stack", "export", "-s", stack] });
  const state = JSON.parse(text) as { readonly deployment: { readonly resources?: readonly StateResource[] } };
  return state.deployment.resources ?? [];
}

/** Something that the engine began and did not see to its end. */
export interface PendingOperation {
  readonly type: string;
  readonly resource: StateResource;
}

/** What an engine that was killed had begun; none where it came to its end. */
export async function pendingOperations(session: Session, stack: string): Promise<readonly PendingOperation[]> {
  const text = await askEngine({ ...callIn(session), arguments: ["stack", "export", "-s", stack] });
  const { deployment } = JSON.parse(text) as {
    readonly deployment: { readonly pending_operations?: readonly PendingOperation[] };
  };
  return deployment.pending_operations ?? [];
}

/** The states of some stacks, by their names and in their order. */
export async function statesOf(
  session: Session,
  stacks: readonly string[],
): Promise<ReadonlyMap<string, readonly StateResource[]>> {
  const states = await Promise.all(stacks.map((stack) => stackResources(session, stack)));
  return new Map(stacks.map((stack, index) => [stack, states[index] ?? []]));
}

/** An operation of the engine with its own display on the terminal. */
export interface StackOperation {
  readonly verb: "preview" | "up" | "destroy" | "refresh";
  readonly stack: string;
  readonly arguments?: readonly string[];
  /** @default "terminal" */
  readonly display?: EngineDisplay;
  /** After so long the engine is asked to stop, which is a failure. @default as long as it takes */
  readonly withinMinutes?: number;
}

export interface StackResult extends RunSummary {
  readonly events: readonly EngineEvent[];
}

/**
 * Runs an operation on a stack.
 *
 * @throws OperationFailure where the engine fails, CommandFailure where it is interrupted
 */
export async function operate(session: Session, operation: StackOperation): Promise<StackResult> {
  const { verb, stack, arguments: more = [], display = "terminal" } = operation;
  const call = { ...callIn(session), arguments: [verb, "-s", stack, ...more] };
  const { withinMinutes } = operation;
  const late = withinMinutes === undefined ? undefined : AbortSignal.timeout(withinMinutes * 60_000);
  const { exitCode, events } = await (session.cloud === undefined
    ? runEngine(call, display, late)
    : whileSpaceLasts(session.localFolder, (full) =>
        runEngine(call, display, late === undefined ? full : AbortSignal.any([full, late])),
      ));
  const summary = summarize(events);
  if (interruptions.has(exitCode)) throw new CommandFailure(`${stack}: interrupted`, exitStatus.interrupted);
  if (exitCode !== 0) {
    const unseen = display === "none" ? [...summary.programOutput, ...summary.errors] : [];
    const shown = unseen.map((text) => `${text}\n`).join("");
    const log = writeEventLog(session, operation, events);
    const timedOut = late?.aborted === true;
    const how = timedOut
      ? `did not end within ${withinMinutes ?? 0} minutes and was stopped`
      : `ended with status ${exitCode}`;
    const message = `${shown}${stack}: \`pulumi ${verb}\` ${how}. Log: ${log}`;
    throw new OperationFailure(message, events, summary.errors, timedOut);
  }
  return { ...summary, events };
}

/** Keeps the engine's account of an operation that failed; the engine has masked secrets in it. */
function writeEventLog(session: Session, { stack, verb }: StackOperation, events: readonly EngineEvent[]): string {
  const log = path.join(session.projectFolder, ".deltawerk", "logs", `${stack}.${verb}.jsonl`);
  mkdirSync(path.dirname(log), { recursive: true });
  writeFileSync(log, events.map((event) => `${JSON.stringify(event)}\n`).join(""));
  return path.relative(process.cwd(), log);
}

/** Numbers of resources by what is or was done to them: `12 create, 3 same`. */
export function changesText(changes: Readonly<Record<string, number>>): string {
  return Object.entries(changes)
    .map(([operation, count]) => `${count} ${operation}`)
    .join(", ");
}
