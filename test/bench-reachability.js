"use strict";

/** `npm run bench:reachability [-- RUNS]`: the costs of the reachability analysis alone. */
const path = require("node:path");

const root = path.join(__dirname, "..");

async function main() {
  const { benchReachability } = require("../source-loader").load("test/bench/reachability.ts");
  const { renderTable, targetsAreMet } = require("../source-loader").load("test/bench/result-table.ts");
  const rows = await benchReachability(root, Number(process.argv[2] ?? 3));
  process.stdout.write(`${renderTable(rows)}\n`);
  process.exitCode = targetsAreMet(rows) ? 0 : 1;
}

main().catch((error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
