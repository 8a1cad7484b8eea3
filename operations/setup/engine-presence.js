"use strict";

const { existsSync } = require("node:fs");
const path = require("node:path");
const cli = require("../engine/cli/build-cli.js");

/**
 * Whether a Pulumi CLI is at hand: one on PATH, or ours in the cache. Only a guess at what will be used, so that the
 * build can start before anything is installed; `findEngine` judges versions and language hosts afterwards.
 */
function engineIsThere() {
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  return existsSync(cli.cliFile()) || folders.some((folder) => existsSync(path.join(folder, "pulumi")));
}

module.exports = { engineIsThere };
