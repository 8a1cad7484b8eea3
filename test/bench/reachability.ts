import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import type { Platform } from "../../azure/names/codes";
import { fullCells } from "../reachability/full-cells";
import type { AnalysisCost } from "./analyse-union";
import type { ResultRow } from "./result-table";

/** One platform with tenants in namespaces and one with tenants on nodes of their own. */
const PLATFORMS = ["superoffice", "pct"] as const satisfies readonly Platform[];
const CELLS = 10;
const SECONDS = 10;
const MEBIBYTES = 500;

/**
 * Twice the segments may cost at most twice the time and what n log n adds to that: 2 × log 1000 / log 500, with a tenth
 * for noise.
 */
const GROWTH = 2.45;

/** Reachability over unions of full cells: processor time, memory and growth, each analysis in a process of its own. */
export async function benchReachability(projectFolder: string, runs: number): Promise<readonly ResultRow[]> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "deltawerk-reachability-"));
  try {
    const rows: ResultRow[] = [];
    for (const platform of PLATFORMS) {
      const single = await costs(projectFolder, folder, platform, CELLS, runs);
      const double = await costs(projectFolder, folder, platform, 2 * CELLS, runs);
      const { tenantsInEach = 0, segments = 0 } = single[0] ?? {};
      const what = `reachability of ${platform}, ${CELLS} cells of ${tenantsInEach} tenants, ${segments} segments`;
      const seconds = single.map(({ cpuSeconds }) => cpuSeconds);
      const growth = double.map(({ cpuSeconds }, run) => cpuSeconds / (seconds[run] ?? NaN));
      rows.push(
        { what: `${what}, CPU`, against: "-", target: SECONDS, values: seconds, unit: "s" },
        {
          what: `${what}, MiB`,
          against: "-",
          target: MEBIBYTES,
          values: single.map(({ mebibytes }) => mebibytes),
          unit: "",
        },
        {
          what: `reachability of ${platform}, ${2 * CELLS} cells, CPU`,
          against: `${CELLS} cells`,
          target: GROWTH,
          values: growth,
          unit: "×",
        },
      );
    }
    return rows;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function costs(
  projectFolder: string,
  folder: string,
  platform: Platform,
  cells: number,
  runs: number,
): Promise<readonly AnalysisCost[]> {
  const file = path.join(folder, `${platform}-${cells}.json`);
  await writeFile(file, JSON.stringify(await fullCells(platform, cells)));
  const made: AnalysisCost[] = [];
  for (let run = 0; run < runs; run += 1) {
    const script = `require("./source-loader").load("test/bench/analyse-union.ts").main(${JSON.stringify(file)})`;
    const { stdout } = await promisify(execFile)(process.execPath, ["-e", script], {
      cwd: projectFolder,
      maxBuffer: 2 ** 28,
    });
    const cost = JSON.parse(stdout) as AnalysisCost;
    // An analysis that finds something follows packets one by one, so it would measure something else.
    const other = cost.findings.filter((text) => !text.startsWith("missing: jobs have to reach copies"));
    if (other.length > 0)
      throw new Error(`${platform} with ${cells} cells is not exact:\n${other.slice(0, 5).join("\n")}`);
    made.push(cost);
  }
  return made;
}
