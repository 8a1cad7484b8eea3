"use strict";

/**
 * `npm test`: types, lint, then unit, property and engine tests. Installs what it needs first. Ends with one line of
 * counts; types and lint count as one check each. `npm run test:ci`, `test:cluster` and `test:long` run slower checks instead.
 */
const { spawn } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");
const { prepare } = require("../operations/setup/prepare");

const root = path.join(__dirname, "..");
const bin = (name) => path.join(root, "node_modules", ".bin", name);

/** Runs a check and shows its output in one piece, so that two at a time stay readable. */
function check(title, command, args) {
  const started = Date.now();
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
    const output = [];
    child.stdout.on("data", (data) => output.push(data));
    child.stderr.on("data", (data) => output.push(data));
    child.on("error", (error) => output.push(Buffer.from(`${error.message}\n`)));
    child.on("close", (status) => {
      process.stdout.write(Buffer.concat(output));
      process.stdout.write(
        `${title}: ${status === 0 ? "ok" : "failed"} (${Math.round((Date.now() - started) / 1000)} s)\n`,
      );
      resolve(status === 0);
    });
  });
}

/** Runs vitest and reads its counts from its own report, so that a run that died counts as failed. */
async function vitest(config) {
  const report = path.join(root, ".deltawerk", "logs", `${path.basename(config, ".mts")}.json`);
  fs.rmSync(report, { force: true });
  const status = await new Promise((resolve) => {
    const args = ["run", "--config", config, "--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
    const child = spawn(bin("vitest"), args, { cwd: root, stdio: ["ignore", "inherit", "inherit"] });
    child.on("error", () => resolve(1));
    child.on("close", resolve);
  });
  try {
    const { numPassedTests, numFailedTests, numPendingTests, numFailedTestSuites } = JSON.parse(
      fs.readFileSync(report, "utf8"),
    );
    const failed = numFailedTests + (numFailedTests === 0 && (numFailedTestSuites > 0 || status !== 0) ? 1 : 0);
    return { passed: numPassedTests, failed, skipped: numPendingTests };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

async function main() {
  const config = ["ci", "cluster", "long"].find((name) => process.argv.includes(`--${name}`));
  await prepare();
  const statics =
    config !== undefined
      ? []
      : await Promise.all([
          check("types", bin("tsc"), ["-p", "."]),
          check("lint", bin("eslint"), [".", "--max-warnings", "0"]),
          check("format", bin("prettier"), ["--check", "--log-level", "warn", "**/*.{ts,js,mjs}"]),
        ]);
  const tests = await vitest(config === undefined ? "vitest.config.mts" : `vitest.${config}.config.mts`);
  const passed = tests.passed + statics.filter(Boolean).length;
  const failed = tests.failed + statics.filter((ok) => !ok).length;
  process.stdout.write(
    `\n${passed} passed, ${failed} failed${tests.skipped > 0 ? `, ${tests.skipped} skipped` : ""}\n`,
  );
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}

main().catch((error) => {
  process.stderr.write(`${error.message}\n`);
  process.stdout.write("\n0 passed, 1 failed\n");
  process.exitCode = 1;
});
