"use strict";

/**
 * Builds pinned programs from their Go modules into the user's cache, once for all checkouts.
 *
 * Plain JavaScript on Node's own modules, because it runs beside the installation of the dependencies, before any of
 * them is there. Safe to interrupt and to repeat: finished binaries are renamed into place, and everything before that
 * happens in a folder of this process's own.
 */
const { spawn, spawnSync } = require("node:child_process");
const { createHash } = require("node:crypto");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { setTimeout: sleep } = require("node:timers/promises");

/** A failure that its text explains to the user. */
class GoBuildError extends Error {
  name = "GoBuildError";
}

/** Where all checkouts of one user keep what is expensive to make. */
function cacheFolder(environment = process.env) {
  const base = environment.XDG_CACHE_HOME || path.join(os.homedir(), ".cache");
  return path.join(base, "deltawerk", "engine");
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

function processOf(name) {
  const match = /\.(\d+)$/.exec(name);
  return match === null ? undefined : Number(match[1]);
}

/** Takes away the drafts ("draft….<process id>") that killed processes have left in the cache. */
function removeAbandoned(cache) {
  if (!fs.existsSync(cache)) return;
  for (const name of fs.readdirSync(cache)) {
    const pid = name.startsWith("draft") ? processOf(name) : undefined;
    if (pid !== undefined && pid !== process.pid && !isAlive(pid)) {
      fs.rmSync(path.join(cache, name), { recursive: true, force: true });
    }
  }
}

/** The process that is building the same thing now, if it lives. Only saves work: two builds at once are safe too. */
function otherBuilder(lock) {
  try {
    const pid = Number(fs.readFileSync(lock, "utf8"));
    if (pid !== process.pid && Number.isInteger(pid) && pid > 0 && isAlive(pid)) return pid;
    fs.rmSync(lock, { force: true });
  } catch (error) {
    if (error.code !== "ENOENT") throw error;
  }
  return undefined;
}

async function waitForOtherBuilder(file, lock, report) {
  let pid = otherBuilder(lock);
  while (pid !== undefined && !fs.existsSync(file)) {
    report("waiting", 0);
    await sleep(500);
    pid = otherBuilder(lock);
  }
  return fs.existsSync(file);
}

function lastLines(log) {
  return fs
    .readFileSync(log, "utf8")
    .trimEnd()
    .split("\n")
    .slice(-5)
    .map((line) => `  ${line}`)
    .join("\n");
}

/** Counts what the compiler reports, for the progress. */
function counter() {
  const counts = { downloading: 0, compiling: 0 };
  return {
    read(output) {
      for (const line of String(output).split("\n")) {
        if (line.startsWith("go: downloading")) counts.downloading += 1;
        else if (/^\S+\/\S+$/.test(line)) counts.compiling += 1;
      }
    },
    tell(report) {
      const step = counts.compiling > 0 ? "compiling" : "downloading";
      report(step, counts[step]);
    },
  };
}

/** Runs the compiler, its whole output going to the log. */
async function compile({ folder, title, args, log, report }) {
  const output = fs.createWriteStream(log, { flags: "a" });
  const go = spawn("go", args, { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
  const counts = counter();
  const ticker = setInterval(() => counts.tell(report), 1000);
  go.stderr.on("data", counts.read);
  for (const stream of [go.stdout, go.stderr]) stream.pipe(output, { end: false });
  let problem;
  output.once("error", (error) => {
    problem = `cannot write the log: ${error.message}`;
    go.kill();
  });
  go.once("error", (error) => (problem = `cannot start the Go compiler: ${error.message}`));
  const [code, signal] = await new Promise((resolve) => go.once("close", (...ending) => resolve(ending)));
  clearInterval(ticker);
  await new Promise((resolve) => output.end(resolve));
  if (code === 0 && problem === undefined) return;
  problem ??= `\`go build\` ended with ${signal ?? `status ${code}`}`;
  throw new GoBuildError(
    `building ${title} failed: ${problem}\n${lastLines(log)}\n` +
      `The whole output is in ${log}. Run the same command again to resume.`,
  );
}

function pinned(goMod, pattern, what, folder) {
  const match = pattern.exec(goMod);
  if (match === null) throw new Error(`${path.join(folder, "go.mod")} does not name ${what}`);
  return match[1];
}

/**
 * A builder of the programs of one module whose go.mod and go.sum pin everything that is compiled.
 *
 * @param {{
 *   folder: string, title: string, prefix: string, module: string, help: (version: string) => string,
 *   programs: { name: string, package: string, version: readonly string[] }[],
 *   linkerFlags: (version: string) => string,
 * }} recipe `module` gives the version; `version` are the arguments with which a program says its own
 */
function goBuilder(recipe) {
  const { folder, prefix, module, programs, linkerFlags } = recipe;
  const goMod = fs.readFileSync(path.join(folder, "go.mod"), "utf8");
  const version = pinned(goMod, new RegExp(`^\\s*(?:require )?${module} v(\\S+)`, "m"), module, folder);
  const goVersion = pinned(goMod, /^go (\S+)/m, "a Go version", folder);
  const title = `${recipe.title} ${version}`;
  // readonly: the committed go.sum alone decides what may be compiled, and no checksum server has to know every version.
  const buildArguments = ["build", "-v", "-mod=readonly", "-buildvcs=false", `-ldflags=${linkerFlags(version)}`];

  function placeOf(cache) {
    const hash = createHash("sha256")
      .update(goMod)
      .update(fs.readFileSync(path.join(folder, "go.sum")));
    hash.update(JSON.stringify([buildArguments, process.platform, process.arch]));
    return path.join(cache, `${prefix}-${version}-${hash.digest("hex").slice(0, 12)}`);
  }

  /** The file of a built program in a cache folder, whether or not it is there yet. */
  function file(cache = cacheFolder(), name = programs[0].name) {
    return path.join(placeOf(cache), name);
  }

  /** What Go says of itself in the module's folder, where a newer toolchain is fetched if Go is set up to do so. */
  function checkGo(environment = process.env) {
    const need = `Go ${goVersion} or newer is needed to build ${title}`;
    const answer = spawnSync("go", ["version"], { cwd: folder, env: environment, encoding: "utf8" });
    if (answer.error !== undefined) {
      const problem = `${need}, but there is no \`go\` on PATH.\n${recipe.help(version)}`;
      return { usable: false, found: "no `go` on PATH", problem };
    }
    const found = answer.stdout.trim() || answer.stderr.trim();
    if (answer.status !== 0)
      return { usable: false, found, problem: `${need}, but \`go version\` says: ${found}\n${recipe.help(version)}` };
    return { usable: true, found };
  }

  function checkBuilt(draft) {
    for (const { name, version: asking } of programs) {
      const answer = spawnSync(path.join(draft, name), asking, {
        encoding: "utf8",
        env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" },
      });
      const said = answer.stdout?.trim() ?? "";
      if (answer.status !== 0 || (name === programs[0].name && !said.split(/\s+/).includes(`v${version}`))) {
        throw new GoBuildError(
          `the built ${title} should say it is v${version}, but says: ${answer.error?.message ?? (said || answer.stderr.trim())}`,
        );
      }
    }
  }

  async function buildInto(cache, log, report) {
    const draft = path.join(cache, `draft.${prefix}.${process.pid}`);
    fs.mkdirSync(draft, { recursive: true });
    fs.rmSync(log, { force: true });
    try {
      for (const program of programs) {
        const args = [...buildArguments, "-o", path.join(draft, program.name), program.package];
        await compile({ folder, title, args, log, report });
      }
      checkBuilt(draft);
      try {
        fs.renameSync(draft, placeOf(cache));
      } catch (error) {
        if (!fs.existsSync(file(cache))) throw error; // otherwise another process was first, with the same result
      }
    } finally {
      fs.rmSync(draft, { recursive: true, force: true });
    }
  }

  /** One line for the user about how far a build is. */
  function progressText({ step, count, seconds }) {
    const elapsed = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    const done = {
      waiting: "another process is building it",
      downloading: count > 0 ? `${count} modules downloaded` : "looking into Go's caches",
      compiling: `${count} packages compiled`,
    };
    return `building ${title}, once for this user: ${done[step]} (${elapsed})`;
  }

  /** Gives the file of the first program, building all of them where the cache lacks them. */
  async function build({ cache = cacheFolder(), onProgress = () => undefined } = {}) {
    if (fs.existsSync(file(cache))) return file(cache);
    const started = Date.now();
    const report = (step, count) => onProgress({ step, count, seconds: Math.round((Date.now() - started) / 1000) });
    const go = checkGo();
    if (!go.usable) throw new GoBuildError(go.problem);
    fs.mkdirSync(cache, { recursive: true });
    removeAbandoned(cache);
    const lock = `${placeOf(cache)}.lock`;
    if (await waitForOtherBuilder(file(cache), lock, report)) return file(cache);
    fs.writeFileSync(lock, String(process.pid));
    try {
      await buildInto(cache, `${placeOf(cache)}.log`, report);
    } finally {
      fs.rmSync(lock, { force: true });
    }
    return file(cache);
  }

  return { build, checkGo, file, goVersion, progressText, version };
}

module.exports = { GoBuildError, cacheFolder, goBuilder, removeAbandoned };
