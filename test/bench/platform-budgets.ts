import type { Bench, BenchProject } from "./bench-project";
import { measure } from "./measurement";
import type { ResultRow } from "./result-table";

/** What a person waits for, in seconds on two cores, for the platform that `npm start` brings up. */
const budgets: Readonly<Record<string, { readonly first: number; readonly unchanged: number }>> = {
  superoffice: { first: 60, unchanged: 20 },
};

/** A warm first `up` (engine, dependencies and bundles are there; no cloud, no state) and an unchanged one after it. */
export async function benchBudgets(
  bench: Bench,
  checkout: BenchProject,
  platform: string,
): Promise<readonly ResultRow[]> {
  const first: number[] = [];
  const unchanged: number[] = [];
  for (let run = 1; run <= bench.runs; run += 1) {
    bench.note(`${platform}, budgets: run ${run} of ${bench.runs}`);
    await checkout.reset();
    first.push((await measure(checkout.deltawerk("up", platform))).seconds);
    const again = await measure(checkout.deltawerk("up", platform));
    if (/^Previewed:/m.test(again.output)) throw new Error(`the second \`up\` changes something:\n${again.output}`);
    unchanged.push(again.seconds);
  }
  return budgetRows(platform, { first, unchanged });
}

/** The rows of the budgets: measured seconds, or why there are none. */
export function budgetRows(
  platform: string,
  result: { readonly first: readonly number[]; readonly unchanged: readonly number[] } | { readonly missing: string },
): readonly ResultRow[] {
  const row = (kind: "first" | "unchanged", what: string): ResultRow => ({
    what: `deltawerk up ${platform}, ${what}`,
    against: "-",
    ...(budgets[platform] !== undefined && { target: budgets[platform][kind] }),
    ...("missing" in result ? result : { unit: "s" as const, values: result[kind] }),
  });
  return [row("first", "warm first"), row("unchanged", "unchanged")];
}
