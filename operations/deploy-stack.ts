import type { EngineEvent } from "@pulumi/pulumi/automation/events";
import { recoverStack, type Recovery } from "./engine/recover-stack";
import type { EngineDisplay } from "./engine/run-engine";
import { creationTrace } from "./creation-trace";
import { callIn, localStack, type Session } from "./session";
import { changesText, ensureStack, operate } from "./stack-operations";

/** What bringing a stack up did. */
export interface Deployment {
  readonly stack: string;
  /** Numbers of resources by what was done to them, in the engine's words: `create`, `update`, `same`. */
  readonly changes: Readonly<Record<string, number>>;
  readonly unchanged: boolean;
}

export interface DeployOptions {
  /** Does not ask before changing something on Azure. */
  readonly yes: boolean;
  readonly display: EngineDisplay;
  readonly note: (line: string) => void;
}

/**
 * Brings a stack to what the program says: recovers it from a killed run, previews, and updates where the preview
 * found something to do. On Azure the engine asks the user between the two, unless `yes`.
 *
 * @throws CommandFailure where the engine fails; what was made so far is in the state, and a repetition goes on there
 */
export async function deployStack(session: Session, stack: string, options: DeployOptions): Promise<Deployment> {
  await ensureStack(session, stack);
  if (session.environment !== "local") {
    const { changes, unchanged } = await operate(session, {
      verb: "up",
      stack,
      arguments: options.yes ? ["--yes"] : [],
      display: options.display,
    });
    return { stack, changes, unchanged };
  }
  const recovery = await recoverStack(localStack(session, stack), callIn(session), creationTrace);
  for (const line of recoveryLines(recovery)) options.note(line);
  const preview = await operate(session, { verb: "preview", stack, display: "none" });
  if (preview.unchanged && !outputsChange(preview.events)) return { stack, changes: preview.changes, unchanged: true };
  options.note(`Previewed: ${changesText(preview.changes)}`);
  const { display } = options;
  const update = await operate(session, { verb: "up", stack, arguments: ["--yes", "--skip-preview"], display });
  return { stack, changes: update.changes, unchanged: update.unchanged };
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
