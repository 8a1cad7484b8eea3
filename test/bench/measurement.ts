import { spawn } from "node:child_process";
import { bytesOfTree } from "./process-tree";

/** A command that is measured, or run to prepare a measurement. */
export interface MeasuredCommand {
  readonly command: string;
  readonly arguments: readonly string[];
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Looking at the memory of a process stops it for up to 30 ms, so times come from runs without it. @default false */
  readonly watchesMemory?: boolean;
  /** Time counts from where this stands in the output. @default from the start */
  readonly from?: string;
  /** Ends the command, and with it the measurement. */
  readonly signal: AbortSignal;
}

/** One run of a command with everything it started. */
export interface Measurement {
  readonly seconds: number;
  /** Highest memory of all processes of the run together; 0 where it was not watched. */
  readonly peakBytes: number;
  /** What it wrote on stdout and stderr. */
  readonly output: string;
}

const samplingMilliseconds = 50;

/**
 * Runs a command to its end and measures it.
 *
 * @throws Error with the command's output where it ends with another status than 0, or is interrupted
 */
export async function measure(run: MeasuredCommand): Promise<Measurement> {
  run.signal.throwIfAborted();
  const output: Buffer[] = [];
  let peakBytes = 0;
  let started = process.hrtime.bigint();
  let begun = run.from === undefined;
  const child = spawn(run.command, run.arguments, {
    cwd: run.folder,
    env: run.environment,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const interrupt = (): void => void child.kill("SIGINT");
  run.signal.addEventListener("abort", interrupt);
  const sampler = setInterval(() => {
    if (child.pid !== undefined && run.watchesMemory === true) peakBytes = Math.max(peakBytes, bytesOfTree(child.pid));
  }, samplingMilliseconds);
  const collect = (data: Buffer): void => {
    output.push(data);
    if (
      begun ||
      !Buffer.concat(output)
        .toString()
        .includes(run.from ?? "")
    )
      return;
    begun = true;
    started = process.hrtime.bigint();
  };
  child.stdout.on("data", collect);
  child.stderr.on("data", collect);
  try {
    const status = await new Promise<number | null>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", resolve);
    });
    const seconds = Number(process.hrtime.bigint() - started) / 1e9;
    run.signal.throwIfAborted();
    const text = Buffer.concat(output).toString();
    if (status !== 0) throw new Error(`${[run.command, ...run.arguments].join(" ")}: status ${status}\n${text.trim()}`);
    if (!begun)
      throw new Error(`"${run.from}" is not in the output, so there is nothing to count from:\n${text.trim()}`);
    return { seconds, peakBytes, output: text };
  } finally {
    clearInterval(sampler);
    run.signal.removeEventListener("abort", interrupt);
  }
}
