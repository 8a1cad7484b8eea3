import { localFolderOf } from "../../operations/session";
import { planFor } from "../../operations/plan-for";
import { stacksOf } from "../../operations/stacks-of";
import { PrivateCheckout } from "../private-checkout";
import { BenchProject, type Bench } from "./bench-project";
import { benchBudgets, budgetRows, deltawerkUp } from "./platform-budgets";
import { benchStacks } from "./platform-stacks";
import type { ResultRow } from "./result-table";

const platform = "superoffice";

/**
 * The budgets of a whole platform, and its stacks against programs without logic, in a private checkout. What does not
 * work is told in full, and in a row of its own; an interruption ends everything.
 */
export async function benchPlatform(bench: Bench): Promise<readonly ResultRow[]> {
  const { folder } = new PrivateCheckout(bench.projectFolder);
  const checkout = new BenchProject(bench, { folder, localFolder: localFolderOf(folder), checkout: folder });
  try {
    bench.note(`${platform}: one \`up\` that is not counted, to fill the file cache`);
    await deltawerkUp(bench, checkout, platform);
    const budgets = await benchBudgets(bench, checkout, platform);
    return [...budgets, ...(await stackRows(bench, checkout))];
  } catch (error) {
    tell(bench, `${platform} does not come up: neither its budgets nor its stacks are measured`, error);
    return budgetRows(platform, { missing: `${platform} does not come up` });
  } finally {
    await checkout.remove();
  }
}

async function stackRows(bench: Bench, checkout: BenchProject): Promise<readonly ResultRow[]> {
  const stacks = stacksOf(planFor(checkout.folder, { platform, environment: "local" })).map(({ name }) => name);
  try {
    return await benchStacks(bench, checkout, stacks);
  } catch (error) {
    tell(bench, `${platform}'s stacks are not measured against other programs`, error);
    return [{ what: `stacks of ${platform}`, against: "other programs", missing: "failed, see the text above" }];
  }
}

function tell(bench: Bench, consequence: string, error: unknown): void {
  bench.signal.throwIfAborted();
  bench.note(`${error instanceof Error ? error.message : String(error)}\n${consequence}`);
}
