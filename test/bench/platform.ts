import { localFolderOf } from "../../operations/session";
import { PrivateCheckout } from "../private-checkout";
import { BenchProject, type Bench } from "./bench-project";
import { measuredOr, missing } from "./measured-or";
import { measure } from "./measurement";
import { benchBudgets, budgetRows } from "./platform-budgets";
import { benchStacks } from "./platform-stacks";
import type { ResultRow } from "./result-table";

/** A private checkout with a cloud of its own. */
export function privateProject(bench: Bench): BenchProject {
  const { folder } = new PrivateCheckout(bench.projectFolder);
  return new BenchProject(bench, { folder, localFolder: localFolderOf(folder), checkout: folder });
}

/** What a person waits for who brings a platform up, and again where nothing has changed. */
export async function benchUp(bench: Bench, platform: string): Promise<readonly ResultRow[]> {
  const checkout = privateProject(bench);
  try {
    return await measuredOr(bench, budgetRows(platform, { missing }), async () => {
      bench.note(`${platform}: one \`up\` that is not counted, to fill the file cache`);
      await measure(checkout.deltawerk("up", platform));
      return benchBudgets(bench, checkout, platform);
    });
  } finally {
    await checkout.remove();
  }
}

/** The stacks of a platform against programs without logic. */
export async function benchAgainstOthers(bench: Bench, platform: string): Promise<readonly ResultRow[]> {
  const checkout = privateProject(bench);
  try {
    const without = { what: `stacks of ${platform}`, against: "other programs", missing };
    return await measuredOr(bench, [without], async () => {
      await measure(checkout.deltawerk("up", platform));
      return benchStacks(bench, checkout);
    });
  } finally {
    await checkout.remove();
  }
}
