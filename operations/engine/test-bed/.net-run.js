var __create = Object.create;
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __getProtoOf = Object.getPrototypeOf;
var __hasOwnProp = Object.prototype.hasOwnProperty;
var __copyProps = (to, from, except, desc) => {
  if (from && typeof from === "object" || typeof from === "function") {
    for (let key of __getOwnPropNames(from))
      if (!__hasOwnProp.call(to, key) && key !== except)
        __defProp(to, key, { get: () => from[key], enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable });
  }
  return to;
};
var __toESM = (mod, isNodeMode, target) => (target = mod != null ? __create(__getProtoOf(mod)) : {}, __copyProps(
  // If the importer is in node compatibility mode or this is not an ESM
  // file that has been converted to a CommonJS file using a Babel-
  // compatible transform (i.e. "__esModule" has not been set), then set
  // "default" to the CommonJS "module.exports" for node compatibility.
  isNodeMode || !mod || !mod.__esModule ? __defProp(target, "default", { value: mod, enumerable: true }) : target,
  mod
));

// ../../tmp/team/net/engine/run.ts
var import_node_fs4 = require("node:fs");

// operations/engine/test-bed/tiny-project.ts
var import_node_child_process3 = require("node:child_process");
var import_node_fs = require("node:fs");
var import_node_os2 = __toESM(require("node:os"));
var import_node_path4 = __toESM(require("node:path"));

// operations/engine/engine-environment.ts
var import_node_path = __toESM(require("node:path"));
var import_node_url = require("node:url");
var localPassphrase = "deltawerk-local";
function stateFolderOf(localFolder) {
  return import_node_path.default.join(localFolder, "state");
}
function engineEnvironment(engine, target, environment) {
  return {
    ...searchPath(engine, environment),
    ...target.kind === "local" && {
      PULUMI_HOME: import_node_path.default.join(target.folder, "pulumi"),
      PULUMI_BACKEND_URL: backendUrl(stateFolderOf(target.folder)),
      PULUMI_CONFIG_PASSPHRASE: localPassphrase,
      // Set by some for their own backends; recovery reads the state's file as it is.
      PULUMI_DIY_BACKEND_GZIP: "false",
      PULUMI_DIY_BACKEND_ZSTD: "false",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      // Without it the CLI tries five times to download the plugins that are attached (pulumi/pulumi#10572).
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      PULUMI_DEBUG_PROVIDERS: Object.entries(target.providerPorts).map(([name, port]) => `${name}:${port}`).join(",")
    }
  };
}
function searchPath(engine, environment) {
  const current = (environment["PATH"] ?? "").split(import_node_path.default.delimiter);
  return engine.source === "PATH" || current[0] === engine.folder ? {} : { PATH: [engine.folder, ...current].join(import_node_path.default.delimiter) };
}
function backendUrl(stateFolder) {
  return `${(0, import_node_url.pathToFileURL)(stateFolder).href}?metadata=skip`;
}

// operations/engine/find-engine.ts
var import_node_child_process = require("node:child_process");
var import_promises2 = require("node:fs/promises");
var import_node_module = require("node:module");
var import_node_path3 = __toESM(require("node:path"));
var import_node_util = require("node:util");

// operations/engine/engine-folder.ts
var import_node_crypto = require("node:crypto");
var import_promises = require("node:fs/promises");
var import_node_path2 = __toESM(require("node:path"));
var hostFolder = "operations/engine/language-host";
var hostEntries = { "language-host": "main.ts", "legible-errors": "legible-errors.ts" };
var bundledPackages = ["@grpc/grpc-js", "@pulumi/pulumi", "google-protobuf", "esbuild"];
var launcher = `#!/bin/sh
exec node "$(dirname "$0")/language-host.js" "$@"
`;
async function engineFolder(projectFolder2, cache, cli, version) {
  const hash = await contentHash(projectFolder2, cli);
  const folder = import_node_path2.default.join(cache, `${version}-${hash}`);
  if (await isFolder(folder)) {
    return folder;
  }
  const draft = import_node_path2.default.join(cache, `draft-${(0, import_node_crypto.randomUUID)()}.${process.pid}`);
  await (0, import_promises.mkdir)(draft, { recursive: true });
  try {
    await bundleHost(projectFolder2, draft);
    await (0, import_promises.writeFile)(import_node_path2.default.join(draft, "pulumi-language-nodejs"), launcher, { mode: 493 });
    await placeCli(cli, import_node_path2.default.join(draft, "pulumi"));
    await (0, import_promises.rename)(draft, folder);
  } catch (error) {
    await (0, import_promises.rm)(draft, { recursive: true, force: true });
    if (!await isFolder(folder)) {
      throw error;
    }
  }
  return folder;
}
async function placeCli(cli, place) {
  await (0, import_promises.link)(cli, place).catch(() => (0, import_promises.copyFile)(cli, place));
}
async function bundleHost(projectFolder2, folder) {
  const { build } = await import("esbuild");
  const entries = Object.entries(hostEntries).map(([name, source]) => [name, import_node_path2.default.join(hostFolder, source)]);
  await build({
    absWorkingDir: projectFolder2,
    entryPoints: Object.fromEntries(entries),
    outdir: folder,
    bundle: true,
    minify: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    logLevel: "silent"
  });
}
async function contentHash(projectFolder2, cli) {
  const folder = import_node_path2.default.join(projectFolder2, hostFolder);
  const sources = (await (0, import_promises.readdir)(folder)).filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"));
  const files = [
    ...sources.sort().map((name) => import_node_path2.default.join(folder, name)),
    ...bundledPackages.map((name) => import_node_path2.default.join(projectFolder2, "node_modules", name, "package.json"))
  ];
  const hash = (0, import_node_crypto.createHash)("sha256").update(import_node_path2.default.basename(import_node_path2.default.dirname(cli))).update(launcher);
  for (const file of files) {
    hash.update(await (0, import_promises.readFile)(file)).update("\0");
  }
  return hash.digest("hex").slice(0, 12);
}
async function isFolder(place) {
  return (0, import_promises.stat)(place).then(
    (found) => found.isDirectory(),
    () => false
  );
}

// operations/engine/find-engine.ts
var run = (0, import_node_util.promisify)(import_node_child_process.execFile);
var oldestVersion = "3.248.0";
async function findEngine(options) {
  const { projectFolder: projectFolder2, environment = process.env } = options;
  const builder = cliBuilder(projectFolder2);
  const cache = builder.cacheFolder(environment);
  const onPath = (await enginesOnPath(environment, cache)).find(({ problem }) => problem === void 0);
  if (onPath !== void 0) {
    return { cli: onPath.cli, folder: import_node_path3.default.dirname(onPath.cli), version: onPath.version, source: "PATH" };
  }
  const source = await isExecutable(builder.cliFile(cache)) ? "cache" : "built";
  const { onProgress } = options;
  const built = await builder.buildCli({ cache, ...onProgress !== void 0 && { onProgress } });
  builder.removeAbandoned(cache);
  const folder = await engineFolder(projectFolder2, cache, built, builder.version);
  return { cli: import_node_path3.default.join(folder, "pulumi"), folder, version: builder.version, source };
}
function cliBuilder(projectFolder2) {
  const load = (0, import_node_module.createRequire)(import_node_path3.default.join(projectFolder2, "package.json"));
  return load("./operations/engine/cli/build-cli.js");
}
async function enginesOnPath(environment, cache) {
  const folders = (environment["PATH"] ?? "").split(import_node_path3.default.delimiter).filter((folder) => folder !== "");
  const engines = [];
  for (const folder of folders.filter((place) => !import_node_path3.default.resolve(place).startsWith(cache + import_node_path3.default.sep))) {
    const cli = import_node_path3.default.join(folder, "pulumi");
    if (await isExecutable(cli)) {
      engines.push(await judge(cli, folders, environment));
    }
  }
  return engines;
}
async function judge(cli, folders, environment) {
  const version = await versionOf(cli, environment);
  if (!isAccepted(version)) {
    return { cli, version, problem: `is version ${version}; ${oldestVersion} up to below 4 is accepted` };
  }
  const beside = [import_node_path3.default.dirname(cli), ...folders].map((folder) => import_node_path3.default.join(folder, "pulumi-language-nodejs"));
  const hosts = await Promise.all(beside.map(isExecutable));
  return hosts.includes(true) ? { cli, version } : { cli, version, problem: "has no pulumi-language-nodejs beside it or on PATH" };
}
async function versionOf(cli, environment) {
  try {
    const { stdout } = await run(cli, ["version"], { env: { ...environment, PULUMI_SKIP_UPDATE_CHECK: "true" } });
    return stdout.trim().replace(/^v/, "");
  } catch {
    return "unknown";
  }
}
function isAccepted(version) {
  const numbers = /^(\d+)\.(\d+)\.(\d+)$/.exec(version)?.slice(1).map(Number);
  const oldest = oldestVersion.split(".").map(Number);
  if (numbers === void 0 || numbers[0] !== oldest[0]) {
    return false;
  }
  const different = numbers.findIndex((number, index) => number !== oldest[index]);
  return different === -1 || (numbers[different] ?? 0) > (oldest[different] ?? 0);
}
async function isExecutable(file) {
  return (0, import_promises2.access)(file, import_promises2.constants.X_OK).then(
    () => true,
    () => false
  );
}

// operations/engine/run-engine.ts
var import_node_child_process2 = require("node:child_process");
var import_node_os = __toESM(require("node:os"));
var EngineError = class extends Error {
  constructor(command, exitCode, stderr) {
    super(`\`pulumi ${command}\` ended with exit code ${exitCode}:
${stderr.trim()}`);
    this.exitCode = exitCode;
  }
  exitCode;
  name = "EngineError";
};
async function askEngine(call) {
  const child = start({ ...call, arguments: [...call.arguments, "--non-interactive"] }, ["ignore", "pipe", "pipe"]);
  const stdout = [];
  const stderr = [];
  child.stdout?.on("data", (chunk) => stdout.push(chunk));
  child.stderr?.on("data", (chunk) => stderr.push(chunk));
  const exitCode = await exitCodeOf(child);
  if (exitCode !== 0) {
    throw new EngineError(call.arguments.join(" "), exitCode, Buffer.concat(stderr).toString());
  }
  return Buffer.concat(stdout).toString();
}
function start(call, stdio, more = {}) {
  return (0, import_node_child_process2.spawn)(call.engine.cli, call.arguments, {
    cwd: call.folder,
    env: { ...process.env, ...call.variables, ...more },
    stdio
  });
}
function exitCodeOf(child) {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve(code ?? 128 + (signal === null ? 0 : import_node_os.default.constants.signals[signal])));
  });
}

// operations/engine/test-bed/tiny-project.ts
var projectFolder = import_node_path4.default.resolve(__dirname, "../../..");
var TinyProject = class _TinyProject {
  constructor(folder, call) {
    this.folder = folder;
    this.call = call;
    this.stack = { stateFolder: stateFolderOf(folder), project: "tiny", stack: "dev" };
  }
  folder;
  call;
  stack;
  /** Makes the project and its stack `dev`. The engine is built first where there is none: minutes. */
  static async create(program, providerPorts = {}) {
    const engine = await findEngine({ projectFolder, environment: { ...process.env, PATH: "" } });
    const folder = (0, import_node_fs.realpathSync)((0, import_node_fs.mkdtempSync)(import_node_path4.default.join(import_node_os2.default.tmpdir(), "deltawerk tiny-")));
    const variables = engineEnvironment(engine, { kind: "local", folder, providerPorts }, process.env);
    const project = new _TinyProject(folder, { engine, folder, variables });
    (0, import_node_fs.mkdirSync)(stateFolderOf(folder));
    (0, import_node_fs.symlinkSync)(import_node_path4.default.join(projectFolder, "node_modules"), import_node_path4.default.join(folder, "node_modules"));
    project.write("Pulumi.yaml", "name: tiny\nruntime:\n  name: nodejs\n  options: { typescript: false }\n");
    project.write("package.json", `{ "name": "tiny", "version": "1.0.0" }`);
    project.write("index.js", program);
    await project.pulumi("stack", "init", "dev");
    return project;
  }
  write(file, text) {
    (0, import_node_fs.mkdirSync)(import_node_path4.default.dirname(import_node_path4.default.join(this.folder, file)), { recursive: true });
    (0, import_node_fs.writeFileSync)(import_node_path4.default.join(this.folder, file), text);
  }
  /** Runs the CLI to its end, which has to be a success, and gives what it writes on stdout. */
  pulumi(...words) {
    return askEngine({ ...this.call, arguments: words });
  }
  /** Starts the CLI and does not wait for it. */
  start(...words) {
    const { engine, variables } = this.call;
    return (0, import_node_child_process3.spawn)(engine.cli, [...words, "--non-interactive", "--color=never"], {
      cwd: this.folder,
      env: { ...process.env, ...variables },
      stdio: ["ignore", "pipe", "pipe"]
    });
  }
  /** Runs the CLI to its end, whatever that is. */
  async run(...words) {
    const child = this.start(...words);
    let output = "";
    child.stdout?.on("data", (chunk) => output += String(chunk));
    child.stderr?.on("data", (chunk) => output += String(chunk));
    return new Promise((resolve) => child.once("close", (exitCode) => resolve({ exitCode, output })));
  }
  remove() {
    (0, import_node_fs.rmSync)(this.folder, { recursive: true, force: true });
  }
};

// simulator/client/simulator-process.ts
var import_node_child_process4 = require("node:child_process");
var import_node_fs3 = require("node:fs");
var import_node_module2 = require("node:module");
var import_node_path6 = __toESM(require("node:path"));
var import_promises3 = require("node:timers/promises");

// simulator/wire/endpoint.ts
var import_node_fs2 = require("node:fs");
var import_node_path5 = __toESM(require("node:path"));
function readEndpoint(stateFolder) {
  try {
    return JSON.parse((0, import_node_fs2.readFileSync)(endpointFile(stateFolder), "utf8"));
  } catch {
    return void 0;
  }
}
function endpointFile(stateFolder) {
  return import_node_path5.default.join(stateFolder, "endpoint.json");
}

// simulator/client/connection.ts
var SimulatorError = class extends Error {
  name = "SimulatorError";
};
var SimulatorConnection = class {
  constructor(stateFolder, endpoint) {
    this.stateFolder = stateFolder;
    this.endpoint = endpoint;
  }
  stateFolder;
  endpoint;
  /** The port of each provider on 127.0.0.1. */
  get providerPorts() {
    return this.endpoint.providerPorts;
  }
  /** The value of PULUMI_DEBUG_PROVIDERS with which an engine uses this cloud. */
  providers() {
    return Object.entries(this.providerPorts).map(([name, port]) => `${name}:${port}`).join(",");
  }
  status() {
    return this.ask("GET", "/status");
  }
  coverage() {
    return this.ask("GET", "/coverage");
  }
  grants() {
    return this.ask("GET", "/grants");
  }
  /** Grants something to a subscription or denies it. */
  async setGrant(grant) {
    await this.ask("PUT", "/grant", grant);
  }
  /** @param scope the id of a subscription, group or resource; everything in it is listed @default all */
  resources(scope = "") {
    return this.ask("GET", `/resources?scope=${encodeURIComponent(scope)}`);
  }
  softDeleted() {
    return this.ask("GET", "/soft-deleted");
  }
  /** Everything that was done since the cloud was made, oldest first. */
  operations() {
    return this.ask("GET", "/operations");
  }
  /** Moves the virtual time forward and gives the new one (ISO 8601). */
  async advanceClock(minutes) {
    return (await this.ask("POST", "/clock", { minutes })).now;
  }
  /** Tells the process to end. It may still be there for a moment. */
  async requestStop() {
    await this.ask("POST", "/stop");
  }
  async ask(method, path7, body) {
    const response = await fetch(`http://127.0.0.1:${this.endpoint.controlPort}${path7}`, {
      method,
      headers: { authorization: `Bearer ${this.endpoint.token}`, "content-type": "application/json" },
      ...body !== void 0 && { body: JSON.stringify(body) },
      signal: AbortSignal.timeout(1e4)
    });
    const answer = await response.json();
    if (!response.ok) throw new SimulatorError(answer.error ?? `the local cloud answered ${response.status}`);
    return answer;
  }
};

// simulator/client/simulator-process.ts
var startTimeout = 6e4;
var stopTimeout = 2e4;
var inUseFor = 3e4;
async function startSimulator(place) {
  const { bundle, build } = processBundle(place.projectFolder);
  const running = await connect(place.stateFolder);
  if (running !== void 0) {
    if (running.endpoint.build === build || await isInUse(running)) return running;
    await stopSimulator(place.stateFolder);
  }
  (0, import_node_fs3.mkdirSync)(place.stateFolder, { recursive: true });
  const log = import_node_path6.default.join(place.stateFolder, "simulator.log");
  const output = (0, import_node_fs3.openSync)(log, "w", 384);
  const child = (0, import_node_child_process4.spawn)(process.execPath, [bundle, place.stateFolder, build], {
    cwd: place.projectFolder,
    detached: true,
    stdio: ["ignore", output, output]
  });
  (0, import_node_fs3.closeSync)(output);
  child.unref();
  let ended = false;
  child.once("exit", () => ended = true);
  const deadline = Date.now() + startTimeout;
  while (!ended && Date.now() < deadline) {
    if (readEndpoint(place.stateFolder)?.processId === child.pid) {
      const connection = await connect(place.stateFolder);
      if (connection !== void 0) return connection;
    }
    await (0, import_promises3.setTimeout)(20);
  }
  throw new SimulatorError(`the local cloud did not start; its log is ${log}:
${(0, import_node_fs3.readFileSync)(log, "utf8").trim()}`);
}
async function connect(stateFolder) {
  const endpoint = readEndpoint(stateFolder);
  if (endpoint === void 0 || !isAlive(endpoint.processId)) return void 0;
  const connection = new SimulatorConnection(stateFolder, endpoint);
  try {
    await connection.status();
    return connection;
  } catch {
    return void 0;
  }
}
async function stopSimulator(stateFolder) {
  const running = await connect(stateFolder);
  if (running === void 0) return false;
  await running.requestStop();
  const { processId } = running.endpoint;
  const deadline = Date.now() + stopTimeout;
  while (isAlive(processId)) {
    if (Date.now() > deadline) throw new SimulatorError(`the local cloud (process ${processId}) does not end`);
    await (0, import_promises3.setTimeout)(20);
  }
  return true;
}
async function isInUse(running) {
  const { lastUsed } = await running.status();
  return lastUsed !== void 0 && Date.now() - Date.parse(lastUsed) < inUseFor;
}
function isAlive(processId) {
  try {
    process.kill(processId, 0);
    return true;
  } catch {
    return false;
  }
}
function processBundle(projectFolder2) {
  const load = (0, import_node_module2.createRequire)(import_node_path6.default.join(projectFolder2, "package.json"));
  const loader = load("./source-loader.js");
  const bundle = loader.bundleOf("simulator/process.ts");
  const { hash } = JSON.parse((0, import_node_fs3.readFileSync)(`${bundle}.json`, "utf8"));
  return { bundle, build: hash };
}

// ../../tmp/team/net/engine/run.ts
async function main() {
  const folder = (0, import_node_fs4.mkdtempSync)("/tmp/team/net/sim-");
  const cloud = await startSimulator({ projectFolder: "/work/main", stateFolder: folder });
  const project = await TinyProject.create("", cloud.providerPorts);
  try {
    project.write("index.js", (0, import_node_fs4.readFileSync)("/tmp/team/net/engine/program.js", "utf8"));
    await project.pulumi("config", "set", "platform", process.argv[2] ?? "coachview");
    for (const words of [["up", "--yes", "--skip-preview"], ["up", "--yes"]]) {
      const t = Date.now();
      const run2 = await project.run(...words);
      (0, import_node_fs4.writeFileSync)(`/tmp/team/net/engine/out-${process.argv[2]}-${words.length}.txt`, run2.output);
      console.log(words.join(" "), run2.exitCode, Date.now() - t, "ms");
      console.log(run2.output.split("\n").filter((l) => /error|Error|Code=|created|unchanged|failed/.test(l)).slice(-40).join("\n"));
      if (run2.exitCode !== 0) break;
    }
    (0, import_node_fs4.writeFileSync)(`/tmp/team/net/engine/state-${process.argv[2]}.json`, await project.pulumi("stack", "export", "--show-secrets"));
  } finally {
    await stopSimulator(folder);
    project.remove();
    (0, import_node_fs4.rmSync)(folder, { recursive: true, force: true });
  }
}
main().catch((e) => {
  console.error(e);
  process.exit(1);
});
