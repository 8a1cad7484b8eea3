"use strict";

/**
 * `npm start [-- <platform>]`: installs what is missing, then brings a platform up in environment `local`.
 * Plain JavaScript, because it runs on a fresh clone.
 */
const { spawnSync } = require("node:child_process");
const path = require("node:path");
const { missingSteps, prepare } = require("./setup/prepare");

const words = process.argv.slice(2);
const up = words.some((word) => !word.startsWith("-")) ? words : ["superoffice", ...words];

async function main() {
  const steps = [...missingSteps(), { name: `deltawerk up ${up.join(" ")}`, expected: "about 1 minute" }];
  process.stdout.write(`Steps: ${steps.map(({ name, expected }) => `${name} (${expected})`).join(" → ")}\n`);
  await prepare();
  const { status, signal } = spawnSync(process.execPath, [path.join(__dirname, "deltawerk.js"), "up", ...up], {
    stdio: "inherit",
  });
  process.exitCode = status ?? (signal === "SIGINT" ? 130 : 1);
}

main().catch((error) => {
  process.stderr.write(`\n${error.message}\n\nRun the same command again to go on where it stopped.\n`);
  process.exitCode = 1;
});
