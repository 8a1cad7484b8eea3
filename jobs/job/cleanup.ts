/** Long enough to remove a database, short enough for the grace period of `jobs/README.md`. */
const CLEANUP_MS = 150_000;

/**
 * A signal for what has to be done at the end although the job was stopped: not that of the job, but one with a deadline
 * of its own.
 */
export function cleanupSignal(): AbortSignal {
  return AbortSignal.timeout(CLEANUP_MS);
}
