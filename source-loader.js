"use strict";

/**
 * Lets plain Node (and so plain `pulumi`) run the project's TypeScript without type-checking at run time and
 * without ever running stale code: a bundle below `.deltawerk/build` is reused while the contents of every source
 * it was made from are unchanged, and rebuilt in place otherwise. Types are checked by `npm test`.
 */
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

/**
 * Gives the file of an up-to-date bundle of a source file, building it where needed.
 *
 * @param {string} entry path of the TypeScript entry, relative to the project's folder, with forward slashes
 * @returns {string} the absolute path of a CommonJS bundle
 */
function bundleOf(entry) {
  const bundle = path.join(buildFolder, `${entry.replace(/\.ts$/, "").replaceAll("/", "-")}.js`);
  if (!isCurrent(bundle)) {
    try {
      build(entry, bundle);
    } catch (error) {
      const text = explain(entry, error);
      if (text === undefined) throw error;
      process.stderr.write(text);
      process.exit(1);
    }
  }
  return bundle;
}

/** Runs a source file as this process's module and gives its exports. Syntax errors end the process with status 1. */
function load(entry) {
  return require(bundleOf(entry));
}

module.exports = { bundleOf, load };
