"use strict";

/**
 * Builds the pinned Pulumi CLI from its Go module into the user's cache, once for all checkouts.
 *
 * Plain JavaScript on Node's own modules, because it runs beside the installation of the dependencies, before any of
 * them is there. Safe to interrupt and to repeat: the finished binary is renamed into place, and everything before
 * that happens in a folder of this process's own.
 */
const { spawn, spawnSync } = require("node:child_process");
const { createHash } = require("node:crypto");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { setTimeout: sleep } = require("node:timers/promises");

const modulePath = "github.com/pulumi/pulumi/pkg/v3";
const program = `${modulePath}/cmd/pulumi`;
const goMod = fs.readFileSync(path.join(__dirname, "go.mod"), "utf8");

function pinned(pattern, what) {
  const match = pattern.exec(goMod);
  if (match === null) throw new Error(`${path.join(__dirname, "go.mod")} does not name ${what}`);
  return match[1];
}

/** The version of the Pulumi CLI that go.mod pins, without the leading "v". */
const version = pinned(new RegExp(`^\\s*(?:require )?${modulePath} v(\\S+)`, "m"), modulePath);
/** The oldest Go that can build it. */
const goVersion = pinned(/^go (\S+)/m, "a Go version");

// A CLI built from its module does not know its own version unless the linker is told.
const ldflags = `-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${version}`;
// readonly: the committed go.sum alone decides what may be compiled, and no checksum server has to know every version.
const buildArguments = ["build", "-v", "-mod=readonly", "-buildvcs=false", `-ldflags=${ldflags}`];

/** A failure that its text explains to the user. */
class CliBuildError extends Error {
  name = "CliBuildError";
}

/** Where all checkouts of one user keep what is expensive to make. */
function cacheFolder(environment = process.env) {
  const base = environment.XDG_CACHE_HOME || path.join(os.homedir(), ".cache");
  return path.join(base, "deltawerk", "engine");
}

function placeOf(cache) {
  const hash = createHash("sha256")
    .update(goMod)
    .update(fs.readFileSync(path.join(__dirname, "go.sum")));
  hash.update(JSON.stringify([buildArguments, process.platform, process.arch]));
  return path.join(cache, `cli-${version}-${hash.digest("hex").slice(0, 12)}`);
}

/** The file of the built CLI in a cache folder, whether or not it is there yet. */
function cliFile(cache = cacheFolder()) {
  return path.join(placeOf(cache), "pulumi");
}

/** What Go says of itself in the module's folder, where a newer toolchain is fetched if Go is set up to do so. */
function checkGo(environment = process.env) {
  const need = `Go ${goVersion} or newer is needed to build the Pulumi CLI ${version}`;
  const help = `Install it from https://go.dev/dl, or put Pulumi ${version} or newer (below 4) on PATH: https://www.pulumi.com/docs/install`;
  const answer = spawnSync("go", ["version"], { cwd: __dirname, env: environment, encoding: "utf8" });
  if (answer.error !== undefined)
    return { usable: false, found: "no `go` on PATH", problem: `${need}, but there is no \`go\` on PATH.\n${help}` };
  const found = answer.stdout.trim() || answer.stderr.trim();
  if (answer.status !== 0)
    return { usable: false, found, problem: `${need}, but \`go version\` says: ${found}\n${help}` };
  return { usable: true, found };
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
async function compile(draft, log, report) {
  const output = fs.createWriteStream(log);
  const go = spawn("go", [...buildArguments, "-o", path.join(draft, "pulumi"), program], {
    cwd: __dirname,
    stdio: ["ignore", "pipe", "pipe"],
  });
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
  throw new CliBuildError(
    `building the Pulumi CLI ${version} failed: ${problem}\n${lastLines(log)}\n` +
      `The whole output is in ${log}. Run the same command again to resume.`,
  );
}

function checkBuilt(file) {
  const answer = spawnSync(file, ["version"], {
    encoding: "utf8",
    env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" },
  });
  if (answer.stdout?.trim() !== `v${version}`) {
    const said = answer.error?.message ?? (answer.stdout.trim() || answer.stderr.trim());
    throw new CliBuildError(`the built Pulumi CLI should say it is v${version}, but says: ${said}`);
  }
}

async function buildInto(cache, file, log, report) {
  const draft = path.join(cache, `draft.${process.pid}`);
  fs.mkdirSync(draft, { recursive: true });
  try {
    await compile(draft, log, report);
    checkBuilt(path.join(draft, "pulumi"));
    try {
      fs.renameSync(draft, path.dirname(file));
    } catch (error) {
      if (!fs.existsSync(file)) throw error; // otherwise another process was first, with the same result
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
  return `building the Pulumi CLI ${version}, once for this user: ${done[step]} (${elapsed})`;
}

/**
 * Gives the file of the pinned CLI, building it where the cache lacks it (minutes; up to 2 GB of Go's own caches).
 *
 * @param {{cache?: string, onProgress?: (progress: {step: string, count: number, seconds: number}) => void}} [options]
 * @throws {CliBuildError} where Go is missing or too old, or the build fails; the text names the log
 */
async function buildCli({ cache = cacheFolder(), onProgress = () => undefined } = {}) {
  const file = cliFile(cache);
  if (fs.existsSync(file)) return file;
  const started = Date.now();
  const report = (step, count) => onProgress({ step, count, seconds: Math.round((Date.now() - started) / 1000) });
  const go = checkGo();
  if (!go.usable) throw new CliBuildError(go.problem);
  fs.mkdirSync(cache, { recursive: true });
  removeAbandoned(cache);
  const lock = `${path.dirname(file)}.lock`;
  if (await waitForOtherBuilder(file, lock, report)) return file;
  fs.writeFileSync(lock, String(process.pid));
  try {
    await buildInto(cache, file, `${path.dirname(file)}.log`, report);
  } finally {
    fs.rmSync(lock, { force: true });
  }
  return file;
}

module.exports = {
  CliBuildError,
  buildCli,
  cacheFolder,
  checkGo,
  cliFile,
  goVersion,
  progressText,
  removeAbandoned,
  version,
};
