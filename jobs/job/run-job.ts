import { randomUUID } from "node:crypto";
import { InvalidInputError } from "../../azure/invalid-input";
import { EXIT_STATUS, type Outcome } from "./exit-status";
import { jsonLines, type Records } from "./records";
import { KINDS, Variables, type ProcessVariables } from "./variables";

/** What a job gets from the outside of its own variables. */
export interface JobContext {
  readonly platform: string;
  readonly environment: string;
  readonly records: Records;
  /** Aborted when the job is to stop. What it made in Azure is still to be removed, without this signal. */
  readonly signal: AbortSignal;
  readonly now: () => Date;
  /** The same for all records of this run. */
  readonly run: string;
}

/** A container program: its variables, and what it does with them. */
export interface Job<Orders> {
  readonly name: string;
  /** Reads the job's own variables; problems are remembered by `variables`. */
  read(variables: Variables, given: ProcessVariables): Orders;
  /** The tenant that the orders are about, if any. */
  tenantOf(orders: Orders): string | undefined;
  run(orders: Orders, context: JobContext): Promise<Outcome>;
}

/** What a process gives to a job; a test gives its own. */
export interface JobProcess {
  readonly variables: ProcessVariables;
  readonly signal: AbortSignal;
  readonly now: () => Date;
  writeRecord(line: string): void;
  writeProblem(line: string): void;
}

function problemsOf(error: unknown): readonly string[] | undefined {
  return error instanceof InvalidInputError ? error.problems : undefined;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Runs a job to its end, whatever happens on the way, and says how it ended. */
export async function runJob<Orders>(job: Job<Orders>, process: JobProcess): Promise<Outcome> {
  const variables = new Variables(process.variables);
  const platform = variables.required("PLATFORM", KINDS.platform);
  const environment = variables.required("ENVIRONMENT", KINDS.environment);
  let orders: Orders;
  try {
    orders = job.read(variables, process.variables);
    variables.check();
  } catch (error) {
    const problems = problemsOf(error);
    if (problems === undefined) throw error;
    for (const problem of problems) process.writeProblem(`${job.name}: ${problem}\n`);
    return "unusable";
  }
  const tenant = job.tenantOf(orders);
  const run = randomUUID();
  const records = jsonLines(
    { job: job.name, platform, environment, run, ...(tenant !== undefined && { tenant }) },
    (line) => {
      process.writeRecord(line);
    },
    process.now,
  );
  const started = process.now();
  const end = (outcome: Outcome, details: Readonly<Record<string, string>> = {}): Outcome => {
    records.log({
      severity: outcome === "done" ? "information" : outcome === "failed" ? "error" : "warning",
      event: "job.ended",
      message: `The job ended: ${outcome}.`,
      details: {
        ...details,
        status: EXIT_STATUS[outcome],
        seconds: (process.now().getTime() - started.getTime()) / 1000,
      },
    });
    return outcome;
  };
  try {
    const context = { platform, environment, records, signal: process.signal, now: process.now, run };
    const outcome = await job.run(orders, context);
    return end(process.signal.aborted ? "interrupted" : outcome);
  } catch (error) {
    if (process.signal.aborted) return end("interrupted");
    const problems = problemsOf(error);
    return problems === undefined
      ? end("failed", { reason: messageOf(error) })
      : end("unusable", { reason: problems.join(" ") });
  }
}
