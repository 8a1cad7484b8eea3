"use strict";

/** Builds the pinned linter of workflows from its Go module into the user's cache, once for all checkouts. */
const { goBuilder } = require("../../operations/engine/cli/build-go-program.js");

const modulePath = "github.com/rhysd/actionlint";

const builder = goBuilder({
  folder: __dirname,
  title: "actionlint",
  prefix: "actionlint",
  module: modulePath,
  programs: [{ name: "actionlint", package: `${modulePath}/cmd/actionlint`, version: ["-version"] }],
  // Built from its module, it does not know its own version unless the linker is told.
  linkerFlags: (version) => `-s -w -X ${modulePath}.version=v${version}`,
  help: () => "Install it from https://go.dev/dl.",
});

/** Gives the file of the linter, building it where the cache lacks it (less than a minute). */
const buildActionlint = builder.build;

module.exports = { buildActionlint };
