"use strict";

/**
 * Lets plain Node (and so plain `pulumi`) run the project's TypeScript without type-checking at run time and
 * without ever running stale code: a bundle below `.deltawerk/build` is reused while the contents of every source
 * it was made from are unchanged, and rebuilt in place otherwise. Types are checked by `npm test`.
 */
const { spawnSync } = require("node:child_process");
const { createHash } = require("node:crypto");
const fs = require("node:fs");
const path = require("node:path");

const root = __dirname;
const buildFolder = path.join(root, ".deltawerk", "build");

/** Anything that changes what the bundler makes of the same sources. */
const recipe = "2";

function hashOf(files) {
  const hash = createHash("sha256").update(recipe);
  for (const file of files)
    hash
      .update(file)
      .update("\0")
      .update(fs.readFileSync(path.join(root, file)))
      .update("\0");
  return hash.digest("hex");
}

function isCurrent(bundle) {
  try {
    const { inputs, hash } = JSON.parse(fs.readFileSync(`${bundle}.json`, "utf8"));
    return fs.existsSync(bundle) && hashOf(inputs) === hash;
  } catch {
    return false; // no build yet, a source that has gone, or a torn record: build again
  }
}

/** A rename is atomic, so a run that is killed here leaves either the old bundle or the new one. */
function writeWhole(file, text) {
  const draft = `${file}.${process.pid}`;
  fs.writeFileSync(draft, text);
  fs.renameSync(draft, file);
}

function bundleFileOf(entry) {
  return path.join(buildFolder, `${entry.replace(/\.ts$/, "").replaceAll("/", "-")}.js`);
}

function build(entry, bundle) {
  const started = Date.now();
  const result = require("esbuild").buildSync({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    packages: "external",
    sourcemap: false,
    sourcesContent: false,
    metafile: true,
    write: false,
    outfile: bundle,
    logLevel: "silent",
  });
  const inputs = Object.keys(result.metafile.inputs).sort();
  fs.mkdirSync(buildFolder, { recursive: true });
  writeWhole(bundle, result.outputFiles[0].text);
  writeWhole(`${bundle}.json`, JSON.stringify({ hash: hashOf(inputs), inputs }));
  process.stderr.write(`deltawerk: built ${entry} (${Date.now() - started} ms)\n`);
}

/** What the bundler found wrong, one line a place, without its stack. */
function explain(entry, error) {
  const places = (error.errors ?? []).map(({ location, text }) =>
    location ? `  ${location.file}:${location.line}:${location.column + 1}: ${text}` : `  ${text}`,
  );
  return places.length > 0 ? `deltawerk: ${entry} does not compile:\n${places.join("\n")}\n` : undefined;
}

/** Builds an entry in this process, and ends it with status 1 where the sources do not compile. */
function buildHere(entry) {
  try {
    build(entry, bundleFileOf(entry));
  } catch (error) {
    const text = explain(entry, error);
    if (text === undefined) throw error;
    process.stderr.write(text);
    process.exitCode = 1;
  }
}

/**
 * Gives the file of an up-to-date bundle of a source file, building it where needed: in a process of its own, because
 * what the bundler leaves in memory would stay for as long as the program runs.
 *
 * @param {string} entry path of the TypeScript entry, relative to the project's folder, with forward slashes
 * @returns {string} the absolute path of a CommonJS bundle
 */
function bundleOf(entry) {
  const bundle = bundleFileOf(entry);
  if (!isCurrent(bundle)) {
    const { error, signal, status } = spawnSync(process.execPath, [__filename, entry], { stdio: ["ignore", 2, 2] });
    if (error !== undefined) throw error;
    if (signal !== null) throw new Error(`building ${entry} was ended by ${signal}`);
    if (status !== 0) process.exit(1);
  }
  return bundle;
}

/**
 * Runs a source file as this process's module and gives its exports. Syntax errors end the process with status 1.
 *
 * The SDK looks at the stack of every resource and every promise, and has each frame looked up in a source map
 * (source-map-support). Bundles have none, so that would find nothing and cost a program a sixth of its time or more: stacks
 * stay as Node gives them.
 */
function load(entry) {
  delete Error.prepareStackTrace;
  return require(bundleOf(entry));
}

module.exports = { bundleOf, load };

if (require.main === module) buildHere(process.argv[2]);
