import type { Bench } from "./bench-project";
import type { ResultRow } from "./result-table";

/** What rows say that could not be measured. */
export const missing = "failed, see the text above";

/**
 * Measured rows, or else the rows that say they are missing, after the failure was told in full: one part that does not
 * work must not take the figures of the others away. An interruption ends everything.
 */
export async function measuredOr(
  bench: Pick<Bench, "note" | "signal">,
  without: readonly ResultRow[],
  work: () => Promise<readonly ResultRow[]>,
): Promise<readonly ResultRow[]> {
  try {
    return await work();
  } catch (error) {
    bench.signal.throwIfAborted();
    bench.note(error instanceof Error ? error.message : String(error));
    bench.note(`Not measured, because of the failure above: ${without.map(({ what }) => what).join("; ")}`);
    return without;
  }
}
