"use strict";

/** Builds the pinned Pulumi CLI from its Go module into the user's cache, once for all checkouts. */
const { GoBuildError, cacheFolder, goBuilder, removeAbandoned } = require("./build-go-program.js");

const modulePath = "github.com/pulumi/pulumi/pkg/v3";

const builder = goBuilder({
  folder: __dirname,
  title: "the Pulumi CLI",
  prefix: "cli",
  module: modulePath,
  programs: [{ name: "pulumi", package: `${modulePath}/cmd/pulumi`, version: ["version"] }],
  // A CLI built from its module does not know its own version unless the linker is told.
  linkerFlags: (version) => `-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${version}`,
  help: (version) =>
    `Install it from https://go.dev/dl, or put Pulumi ${version} or newer (below 4) on PATH: https://www.pulumi.com/docs/install`,
});

/**
 * Gives the file of the pinned CLI, building it where the cache lacks it (minutes; up to 2 GB of Go's own caches).
 *
 * @param {{cache?: string, onProgress?: (progress: {step: string, count: number, seconds: number}) => void}} [options]
 * @throws {GoBuildError} where Go is missing or too old, or the build fails; the text names the log
 */
const buildCli = builder.build;
/** The file of the built CLI in a cache folder, whether or not it is there yet. */
const cliFile = (cache = cacheFolder()) => builder.file(cache);
/** The version of the Pulumi CLI that go.mod pins, without the leading "v", and the oldest Go that can build it. */
const { checkGo, goVersion, progressText, version } = builder;

module.exports = {
  GoBuildError,
  buildCli,
  cacheFolder,
  checkGo,
  cliFile,
  goVersion,
  progressText,
  removeAbandoned,
  version,
};
