import { spawn, type ChildProcess, type StdioOptions } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { EngineEvent } from "@pulumi/pulumi/automation/events";
import type { Engine } from "./find-engine";

/** A call of the Pulumi CLI. */
export interface EngineCall {
  readonly engine: Pick<Engine, "cli">;
  /** The CLI's arguments, such as `["up", "--yes", "-s", "superoffice-local"]`. */
  readonly arguments: readonly string[];
  /** The folder of Pulumi.yaml. */
  readonly folder: string;
  /** Set on top of this process's environment. */
  readonly variables: Readonly<Record<string, string>>;
}

export interface EngineResult {
  /** As a shell gives it: 128 and the signal's number where a signal ended the CLI or asked this process to end. */
  readonly exitCode: number;
  /** What the engine reported, in order, without its debug messages. */
  readonly events: readonly EngineEvent[];
}

/** The CLI ended with an error where its answer was needed. The text is what it wrote on stderr. */
export class EngineError extends Error {
  override readonly name = "EngineError";

  constructor(
    command: string,
    readonly exitCode: number,
    stderr: string,
  ) {
    super(`\`pulumi ${command}\` ended with exit code ${exitCode}:\n${stderr.trim()}`);
  }
}

/** Where the CLI's display goes: to the terminal, to stderr where stdout belongs to a result, or nowhere. */
export type EngineDisplay = "terminal" | "stderr" | "none";

const standardStreams: Readonly<Record<EngineDisplay, StdioOptions>> = {
  terminal: "inherit",
  stderr: ["inherit", 2, 2],
  none: "ignore",
};

/**
 * Runs an operation (`up`, `preview`, `destroy`, `refresh`, `import`) with the CLI's own display, and gives the
 * engine's events.
 *
 * @param stop asks the CLI to end in order, as an interruption does
 */
export async function runEngine(
  call: EngineCall,
  display: EngineDisplay = "terminal",
  stop?: AbortSignal,
): Promise<EngineResult> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "deltawerk-events-"));
  const log = path.join(folder, "events.jsonl");
  try {
    const child = start({ ...call, arguments: [...call.arguments, "--event-log", log] }, standardStreams[display], {
      PULUMI_DEBUG_COMMANDS: "true", // where the CLI hides --event-log
    });
    const exitCode = await withForwardedSignals(child, stop);
    return { exitCode, events: await readEvents(log) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Asks the CLI for something and gives what it writes on stdout. It asks nothing back.
 *
 * @throws {EngineError} where it ends with an error
 */
export async function askEngine(call: EngineCall): Promise<string> {
  const child = start({ ...call, arguments: [...call.arguments, "--non-interactive"] }, ["ignore", "pipe", "pipe"]);
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout?.on("data", (chunk: Buffer) => stdout.push(chunk));
  child.stderr?.on("data", (chunk: Buffer) => stderr.push(chunk));
  const exitCode = await exitCodeOf(child);
  if (exitCode !== 0) {
    throw new EngineError(call.arguments.join(" "), exitCode, Buffer.concat(stderr).toString());
  }
  return Buffer.concat(stdout).toString();
}

function start(call: EngineCall, stdio: StdioOptions, more: Readonly<Record<string, string>> = {}): ChildProcess {
  return spawn(call.engine.cli, call.arguments, {
    cwd: call.folder,
    env: { ...process.env, ...call.variables, ...more },
    stdio,
  });
}

/**
 * Stays alive while the CLI ends in order. A terminal sends Ctrl-C to the CLI itself, and a second SIGINT would make
 * the CLI give up its state, so SIGINT is passed on only where no terminal does so.
 */
async function withForwardedSignals(child: ChildProcess, stop?: AbortSignal): Promise<number> {
  let asked: NodeJS.Signals | undefined;
  const onInterrupt = (): void => {
    asked = "SIGINT";
    if (!process.stdin.isTTY) child.kill(asked);
  };
  const onTerminate = (): void => {
    asked = "SIGTERM";
    child.kill(asked);
  };
  process.on("SIGINT", onInterrupt).on("SIGTERM", onTerminate);
  stop?.addEventListener("abort", () => child.kill("SIGINT"), { once: true });
  try {
    // The CLI ends with 1 where it was interrupted, as with any error, and with 0 where it had nothing left to do.
    const exitCode = await exitCodeOf(child);
    return asked === undefined ? exitCode : codeOfSignal(asked);
  } finally {
    process.off("SIGINT", onInterrupt).off("SIGTERM", onTerminate);
  }
}

function exitCodeOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve(code ?? (signal === null ? 128 : codeOfSignal(signal))));
  });
}

function codeOfSignal(signal: NodeJS.Signals): number {
  return 128 + os.constants.signals[signal];
}

async function readEvents(log: string): Promise<EngineEvent[]> {
  const text = await readFile(log, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") {
      return ""; // the CLI ended before the operation began
    }
    throw error;
  });
  return parseEvents(text);
}

/** Reads an event log; what follows its last line feed is a torn line of a killed run. */
export function parseEvents(text: string): EngineEvent[] {
  const events = text
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line) as EngineEvent);
  return events.filter((event) => !isDebugMessage(event));
}

/** The log has a severity that the SDK's type leaves out, because the SDK never asks for it. */
function isDebugMessage({ diagnosticEvent }: EngineEvent): boolean {
  const severity: string | undefined = diagnosticEvent?.severity;
  return severity === "debug";
}
