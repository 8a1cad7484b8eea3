import { spawn, type ChildProcess, type SpawnOptions } from "node:child_process";
import path from "node:path";

// Beside the host's own bundle. In this form, because the SDK takes a separate "--require" for a custom loader.
const preload = `--require=${path.join(__dirname, "legible-errors.js")}`;

/** How long a program may take to end by itself before it is killed. */
const graceMilliseconds = 2_000;

/** How a process ended: its exit code, or the signal that ended it. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** The processes that the host has started, so that none of them outlives it. */
export class ChildProcesses {
  private readonly running = new Set<ChildProcess>();

  /** Starts Node with the given arguments. */
  startNode(nodeArguments: readonly string[], options: SpawnOptions): ChildProcess {
    return this.start(process.execPath, [preload, ...nodeArguments], options);
  }

  /** Starts a program. A program that cannot be started reports it by the `error` event. */
  start(file: string, programArguments: readonly string[], options: SpawnOptions): ChildProcess {
    const child = spawn(file, programArguments, options);
    this.running.add(child);
    child.once("close", () => this.running.delete(child));
    child.once("error", () => this.running.delete(child));
    return child;
  }

  /** Asks every process to end, and kills those that have not done so in time. */
  async stopAll(): Promise<void> {
    await Promise.all([...this.running].map(stop));
  }
}

/** Asks a process to end, kills it where it does not, and waits until it is gone. */
export async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) {
    return;
  }
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const killer = setTimeout(() => child.kill("SIGKILL"), graceMilliseconds);
  child.kill("SIGTERM");
  await gone;
  clearTimeout(killer);
}

/** Waits until a process has ended and its output is read. Rejects where it could not be started. */
export function ending(child: ChildProcess): Promise<Ending> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve({ code, signal }));
  });
}
