"use strict";

/**
 * Everything that has to be there before the command or the tests can run: the dependencies of the lockfile and the
 * Pulumi engine. Both are made at the same time. Plain JavaScript, because it runs on a fresh clone.
 */
const path = require("node:path");
const cli = require("../engine/cli/build-cli.js");
const dependencies = require("./dependencies");
const { engineIsThere } = require("./engine-presence");
const { withElapsed } = require("./progress");

const logs = path.join(__dirname, "..", "..", ".deltawerk", "logs");

/** What is missing, each with the time that it usually takes. */
function missingSteps() {
  return [
    ...(dependencies.areCurrent() ? [] : [{ name: "dependencies", expected: "about 1 minute" }]),
    ...(engineIsThere() ? [] : [{ name: "engine", expected: "about 4 minutes, once for this machine" }]),
  ];
}

/** Installs what is missing. Rejects with a text for the user; a repetition goes on where it stopped. */
async function prepare() {
  const missing = missingSteps().map((step) => step.name);
  if (missing.length === 0) return;
  const work = {
    dependencies: () => dependencies.install(path.join(logs, "npm-ci.log")),
    engine: () => cli.buildCli(),
  };
  // Nothing that was begun is left running when the other step fails.
  const begun = Promise.allSettled(missing.map((name) => work[name]()));
  const results = await withElapsed(`Installing ${missing.join(" and ")}`, begun);
  const failed = results.find((result) => result.status === "rejected");
  if (failed !== undefined) throw failed.reason;
}

module.exports = { missingSteps, prepare };
