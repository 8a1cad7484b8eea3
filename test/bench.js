"use strict";

/** `npm run bench [-- --runs N]`: installs what is missing, then measures. */
const path = require("node:path");
const { prepare } = require("../operations/setup/prepare");

async function main() {
  await prepare();
  await require("../source-loader").load("test/bench/bench.ts").main(path.join(__dirname, ".."), process.argv.slice(2));
}

main().catch((error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
