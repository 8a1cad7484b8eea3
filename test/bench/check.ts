import { readFileSync } from "node:fs";
import path from "node:path";
import { PLATFORM_CODES } from "../../azure/names/codes";
import type { Bench, BenchProject } from "./bench-project";
import { measuredOr, missing } from "./measured-or";
import { measure } from "./measurement";
import { privateProject } from "./platform";
import type { ResultRow } from "./result-table";

const one = "superoffice";
const all = Object.keys(PLATFORM_CODES);
/** A setting of every environment that reaches every tenant's firewall policy. */
const SETTING = /^( +requestsPerMinute: )\d+$/m;

/** What a reviewer waits for: a change of something deployed, against a base that was brought up before. */
export async function benchCheck(bench: Bench): Promise<readonly ResultRow[]> {
  const rows = {
    one: { what: `deltawerk check ${one}, base kept`, against: "-", target: 60 },
    all: { what: `deltawerk check, all ${all.length} platforms, bases kept`, against: "-", target: 240 },
  };
  const without = Object.values(rows).map((row) => ({ ...row, missing }));
  const checkout = privateProject(bench);
  try {
    return await measuredOr(bench, without, async () => {
      bench.note("check: one run that is not counted, to bring the bases up");
      await measure(checkout.deltawerk("check", "--base", "HEAD"));
      const seconds = { one: [] as number[], all: [] as number[] };
      for (let run = 1; run <= bench.runs; run += 1) {
        bench.note(`check: run ${run} of ${bench.runs}`);
        // Another value each time: what was brought up once is kept.
        for (const platform of all) change(checkout, platform, 600 + 2 * run);
        seconds.one.push(await checked(checkout, one));
        for (const platform of all) change(checkout, platform, 601 + 2 * run);
        seconds.all.push(await checked(checkout));
      }
      return [
        { ...rows.one, unit: "s", values: seconds.one },
        { ...rows.all, unit: "s", values: seconds.all },
      ];
    });
  } finally {
    await checkout.remove();
  }
}

function change(checkout: BenchProject, platform: string, requests: number): void {
  const file = path.join("stacks", "environments", `${platform}.local.yaml`);
  const text = readFileSync(path.join(checkout.folder, file), "utf8");
  if (!SETTING.test(text)) throw new Error(`${file} has no requestsPerMinute to change`);
  checkout.write(file, text.replace(SETTING, `$1${requests}`));
}

async function checked(checkout: BenchProject, ...platforms: readonly string[]): Promise<number> {
  const { seconds, output } = await measure(
    checkout.deltawerk("check", ...platforms, "--base", "HEAD", "--format", "markdown"),
  );
  // A check that finds nothing to do would be quick for nothing.
  if (!/\*\*Resources:\*\* \d+ update/.test(output)) throw new Error(`the check saw no change:\n${output}`);
  return seconds;
}
