import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { planRecovery, stateDocumentSchema, toRefresh, type StateDocument, type TraceOf } from "./pending-operations";
import { askEngine, type EngineCall } from "./run-engine";
import { hasPendingOperations, removeEmptyMetadata, type LocalStack } from "./stack-files";
import { breakStaleLocks } from "./stack-lock";

/** What a recovery found and did, by URN where it concerns resources. */
export interface Recovery {
  /** Locks and empty files of killed runs that were removed. */
  readonly removedFiles: readonly string[];
  /** Creations that had happened and are in the state now. */
  readonly adopted: readonly string[];
  /** Creations that had not happened, or left nothing: the next run makes them. */
  readonly cleared: readonly string[];
  /** Updates and deletions whose outcome was read from the cloud. */
  readonly refreshed: readonly string[];
  /** Creations of which nobody can say whether they happened: not in the state any more, so look for them. */
  readonly undetermined: readonly string[];
}

const nothing: Recovery = { removedFiles: [], adopted: [], cleared: [], refreshed: [], undetermined: [] };

/**
 * Puts a local stack right after a run that was killed, so that the next run goes on where that one stopped.
 * Does almost nothing where no run was killed. The providers have to be attached.
 *
 * @param call how to call the CLI for the stack; its arguments are not used
 * @throws {StackLockedError} where another run works on the stack
 */
export async function recoverStack(
  stack: LocalStack,
  call: Omit<EngineCall, "arguments">,
  traceOf: TraceOf,
): Promise<Recovery> {
  const removedFiles = [...(await breakStaleLocks(stack)), ...(await removeEmptyMetadata(stack))];
  if (!(await hasPendingOperations(stack))) {
    return { ...nothing, removedFiles };
  }
  const ask = (...words: string[]): Promise<string> => askEngine({ ...call, arguments: [...words, "-s", stack.stack] });
  const plan = planRecovery(await exportState(ask), traceOf);
  await importState(ask, plan.state);
  const targets = toRefresh(plan);
  if (targets.length > 0) {
    await ask("refresh", "--yes", "--skip-preview", ...targets.flatMap((urn) => ["--target", urn]));
  }
  const present = new Set((await exportState(ask)).deployment.resources?.map(({ urn }) => urn));
  return {
    removedFiles,
    adopted: plan.adopted.filter((urn) => present.has(urn)),
    cleared: [...plan.cleared, ...plan.adopted.filter((urn) => !present.has(urn))],
    refreshed: plan.interrupted,
    undetermined: plan.undetermined,
  };
}

type Ask = (...words: string[]) => Promise<string>;

async function exportState(ask: Ask): Promise<StateDocument> {
  return stateDocumentSchema.parse(JSON.parse(await ask("stack", "export")));
}

async function importState(ask: Ask, state: StateDocument): Promise<void> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "deltawerk-state-"));
  try {
    const file = path.join(folder, "state.json");
    await writeFile(file, JSON.stringify(state), { mode: 0o600 });
    await ask("stack", "import", "--file", file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
