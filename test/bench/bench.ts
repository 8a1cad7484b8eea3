import os from "node:os";
import { parseArgs } from "node:util";
import { PLATFORM_CODES } from "../../azure/names/codes";
import { findEngine } from "../../operations/engine/find-engine";
import { benchAddedTenant } from "./added-tenant";
import { benchCheck } from "./check";
import type { Bench } from "./bench-project";
import { benchAgainstOthers, benchUp } from "./platform";
import { measuredOr, missing } from "./measured-or";
import { benchReachability } from "./reachability";
import { benchReport } from "./report";
import { renderTable, targetsAreMet, type ResultRow } from "./result-table";
import { benchRules } from "./rules";
import { benchSmallStack } from "./small-stack";

/** What is measured, part by part. */
const PARTS: Readonly<Record<string, (bench: Bench) => Promise<readonly ResultRow[]>>> = {
  "small-stack": benchSmallStack,
  ...Object.fromEntries(
    Object.keys(PLATFORM_CODES).map((platform) => [platform, (bench: Bench) => benchUp(bench, platform)]),
  ),
  "other-programs": (bench) => benchAgainstOthers(bench, "superoffice"),
  tenant: benchAddedTenant,
  check: benchCheck,
  report: benchReport,
  rules: benchRules,
  reachability: (bench) =>
    measuredOr(bench, [{ what: "reachability", against: "-", target: 0, missing }], () =>
      benchReachability(bench.projectFolder, bench.runs),
    ),
};

/** `npm run bench [-- PART …]`: measures, prints the figures, and sets the exit status to 1 where a target is missed. */
export async function main(projectFolder: string, words: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: { runs: { type: "string", default: "5" } },
  });
  const unknown = positionals.filter((part) => !Object.hasOwn(PARTS, part));
  if (unknown.length > 0) {
    throw new Error(`there is no part "${unknown.join('", "')}"; parts are ${Object.keys(PARTS).join(", ")}`);
  }
  const runs = Number(values.runs);
  if (!Number.isInteger(runs) || runs < 1) {
    throw new Error(`--runs is "${values.runs}"; it has to be a whole number of at least 1`);
  }
  const interruption = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) {
    process.once(name, () => interruption.abort(new Error("interrupted; nothing is left running")));
  }
  const bench: Bench = {
    projectFolder,
    // Without PATH, because a Pulumi from there would bring another language host than the one under test.
    engine: await findEngine({ projectFolder, environment: { ...process.env, PATH: "" } }),
    runs,
    signal: interruption.signal,
    note: (line) => process.stderr.write(`${line}\n`),
  };
  const rows: ResultRow[] = [];
  for (const [part, measure] of Object.entries(PARTS)) {
    if (positionals.length === 0 || positionals.includes(part)) rows.push(...(await measure(bench)));
  }
  process.stdout.write(`\n${machine()}, ${runs} runs\n\n`);
  process.stdout.write(`${renderTable(rows)}\n`);
  process.exitCode = targetsAreMet(rows) ? 0 : 1;
}

/** What the figures depend on; the load is the system's own average of the last minutes. */
function machine(): string {
  const load = os.loadavg().map((value) => value.toFixed(1));
  const memory = Math.round(os.totalmem() / 1024 ** 3);
  return `${os.availableParallelism()} cores, ${memory} GiB, ${os.platform()} ${os.arch()}, Node ${process.versions.node}, load ${load.join(" ")}`;
}
