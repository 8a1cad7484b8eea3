import type { DrillStatus, JournalStep, Result, Tolerance } from "./journal";

/** A tolerance with what was measured; undefined where it could not be. */
export function judge(tolerance: Tolerance, measured: number | undefined): Result {
  if (measured === undefined) return { ...tolerance, verdict: "undetermined" };
  const { agreed } = tolerance;
  if (agreed === undefined) return { ...tolerance, measured, verdict: "reported" };
  const margin = Math.round((agreed - measured) * 100) / 100;
  return { ...tolerance, measured, margin, verdict: margin >= 0 ? "kept" : "not kept" };
}

/**
 * The status of a drill that came to its end: failed where a step failed, deviated where what was measured is not what
 * was agreed or could not be measured, passed otherwise. A rollback that failed is a failure whatever was measured.
 */
export function statusOf(steps: readonly JournalStep[], results: readonly Result[]): DrillStatus {
  if (steps.some(({ status }) => status === "failed")) return "failed";
  const isKept = results.every(({ verdict }) => verdict === "kept" || verdict === "reported");
  return isKept && results.length > 0 ? "passed" : "deviated";
}
