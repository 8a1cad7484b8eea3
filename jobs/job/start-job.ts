import { EXIT_STATUS } from "./exit-status";
import { runJob, type Job } from "./run-job";

/** Runs a job as this process: SIGTERM and SIGINT stop it in order, and its outcome is the exit status. */
export async function startJob<Orders>(job: Job<Orders>): Promise<void> {
  const interruption = new AbortController();
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => {
      interruption.abort(new Error(`The job was stopped by ${signal}.`));
    });
  }
  const outcome = await runJob(job, {
    variables: process.env,
    signal: interruption.signal,
    now: () => new Date(),
    writeRecord: (line) => process.stdout.write(line),
    writeProblem: (line) => process.stderr.write(line),
  });
  // Output to a pipe is asynchronous; leaving by itself lets it arrive.
  process.exitCode = EXIT_STATUS[outcome];
}
