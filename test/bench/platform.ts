import { localFolderOf } from "../../operations/session";
import { PrivateCheckout } from "../private-checkout";
import { BenchProject, type Bench } from "./bench-project";
import { benchBudgets, budgetRows, deltawerkUp } from "./platform-budgets";
import { benchStacks } from "./platform-stacks";
import type { ResultRow } from "./result-table";

const platform = "superoffice";
const missing = "failed, see the text above";

/**
 * The budgets of a whole platform, and its stacks against programs without logic, in a private checkout. What does not
 * work is told in full, and in a row of its own; an interruption ends everything.
 */
export async function benchPlatform(bench: Bench): Promise<readonly ResultRow[]> {
  const { folder } = new PrivateCheckout(bench.projectFolder);
  const checkout = new BenchProject(bench, { folder, localFolder: localFolderOf(folder), checkout: folder });
  try {
    const budgets = await measuredOr(bench, budgetRows(platform, { missing }), async () => {
      bench.note(`${platform}: one \`up\` that is not counted, to fill the file cache`);
      await deltawerkUp(bench, checkout, platform);
      return benchBudgets(bench, checkout, platform);
    });
    const without = { what: `stacks of ${platform}`, against: "other programs", missing };
    const stacks = await measuredOr(bench, [without], () => benchStacks(bench, checkout));
    return [...budgets, ...stacks];
  } finally {
    await checkout.remove();
  }
}

async function measuredOr(
  bench: Bench,
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
