import { constants } from "node:fs";
import { access, mkdir, readFile, statfs } from "node:fs/promises";
import path from "node:path";
import { stateFolderOf } from "./engine-environment";
import { cliBuilder, enginesOnPath, oldestVersion } from "./find-engine";

/** One thing that Deltawerk needs on this machine. */
export interface DoctorCheck {
  readonly id:
    "node" | "engine" | "language-host" | "go" | "dependencies" | "state" | "disk" | "kubelogin" | "workload";
  /** `missing` stops the work; `warning` may. */
  readonly status: "ok" | "warning" | "missing";
  /** What was found, in one line. */
  readonly what: string;
  /** What to do about it, where something is to be done. */
  readonly howToGet?: string;
}

export interface DoctorOptions {
  /** The checkout's folder. */
  readonly projectFolder: string;
  /** The folder of the local cloud. */
  readonly localFolder: string;
  /** @default process.env */
  readonly environment?: NodeJS.ProcessEnv;
}

const gibibyte = 1024 ** 3;
/** Go's module and build caches and the CLI took 3.1 GiB on Linux (Go 1.26, 2026). */
const buildBytes = 4 * gibibyte;
/** A local platform's state and its history stay well below this. */
const workBytes = gibibyte / 2;

/** Looks at what this machine has and lacks. Changes nothing but making the state's folder. */
export async function doctorChecks(options: DoctorOptions): Promise<DoctorCheck[]> {
  const { projectFolder, localFolder, environment = process.env } = options;
  const engine = await checkEngine(projectFolder, environment);
  const isReady = engine[0]?.status === "ok";
  return [
    await checkNode(projectFolder),
    ...engine,
    checkGo(projectFolder, environment, isReady),
    await checkDependencies(projectFolder),
    await checkState(stateFolderOf(localFolder)),
    await checkDisk(projectFolder, isReady ? workBytes : buildBytes),
  ];
}

async function checkNode(projectFolder: string): Promise<DoctorCheck> {
  const manifest = await readJson<{ engines: { node: string } }>(path.join(projectFolder, "package.json"));
  const needed = /\d+\.\d+/.exec(manifest?.engines.node ?? "")?.[0] ?? "20.19";
  const [neededMajor = 0, neededMinor = 0] = needed.split(".").map(Number);
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const what = `Node ${process.versions.node} (${needed} or newer is needed)`;
  return major > neededMajor || (major === neededMajor && minor >= neededMinor)
    ? { id: "node", status: "ok", what }
    : { id: "node", status: "missing", what, howToGet: "https://nodejs.org/en/download" };
}

async function checkEngine(projectFolder: string, environment: NodeJS.ProcessEnv): Promise<DoctorCheck[]> {
  const builder = cliBuilder(projectFolder);
  const cache = builder.cacheFolder(environment);
  const onPath = await enginesOnPath(environment, cache);
  const usable = onPath.find(({ problem }) => problem === undefined);
  if (usable !== undefined) {
    return [
      { id: "engine", status: "ok", what: `Pulumi ${usable.version} on PATH: ${usable.cli}` },
      { id: "language-host", status: "ok", what: "language host: the one that belongs to it" },
    ];
  }
  const unusable = onPath.map(({ cli, problem = "" }) => ` (${cli} ${problem})`).join("");
  const cli = builder.cliFile(cache);
  const isBuilt = await access(cli, constants.X_OK).then(
    () => true,
    () => false,
  );
  const host: DoctorCheck = {
    id: "language-host",
    status: "ok",
    what: "language host: Deltawerk's own, bundled from this checkout when it is needed",
  };
  return isBuilt
    ? [{ id: "engine", status: "ok", what: `Pulumi ${builder.version}, built from source: ${cli}${unusable}` }, host]
    : [
        {
          id: "engine",
          status: "warning",
          what: `no Pulumi ${oldestVersion} or newer below 4${unusable}`,
          howToGet: "`deltawerk up` builds it once with Go (minutes); or https://www.pulumi.com/docs/install",
        },
        host,
      ];
}

function checkGo(projectFolder: string, environment: NodeJS.ProcessEnv, isEngineReady: boolean): DoctorCheck {
  const { usable, found, problem } = cliBuilder(projectFolder).checkGo(environment);
  if (usable) {
    return { id: "go", status: "ok", what: found };
  }
  return isEngineReady
    ? { id: "go", status: "ok", what: `${found}; not needed, the engine is there` }
    : { id: "go", status: "missing", what: found, howToGet: problem ?? "https://go.dev/dl" };
}

interface Lockfile {
  readonly packages: Readonly<Record<string, { readonly version?: string; readonly optional?: boolean }>>;
}

async function checkDependencies(projectFolder: string): Promise<DoctorCheck> {
  const wanted = await readJson<Lockfile>(path.join(projectFolder, "package-lock.json"));
  const installed = await readJson<Lockfile>(path.join(projectFolder, "node_modules", ".package-lock.json"));
  const howToGet = "npm ci";
  if (wanted === undefined || installed === undefined) {
    return { id: "dependencies", status: "missing", what: "not installed", howToGet };
  }
  const different = Object.entries(wanted.packages)
    .filter(([place, { optional }]) => place !== "" && optional !== true)
    .filter(([place, { version }]) => installed.packages[place]?.version !== version)
    .map(([place]) => place.replace(/^.*node_modules\//, ""));
  const count = Object.keys(installed.packages).length;
  return different.length === 0
    ? { id: "dependencies", status: "ok", what: `${count} packages, as in package-lock.json` }
    : { id: "dependencies", status: "missing", what: `not as in package-lock.json: ${different.join(", ")}`, howToGet };
}

async function checkState(folder: string): Promise<DoctorCheck> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
    return { id: "state", status: "ok", what: `state of the local stacks: ${folder}` };
  } catch (error) {
    const what = `the state's folder cannot be written: ${(error as Error).message}`;
    return { id: "state", status: "missing", what, howToGet: `make ${folder} writable` };
  }
}

async function checkDisk(folder: string, neededBytes: number): Promise<DoctorCheck> {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  const what = `${inGibibytes(free)} free (${inGibibytes(neededBytes)} wanted)`;
  return free >= neededBytes
    ? { id: "disk", status: "ok", what }
    : { id: "disk", status: "warning", what, howToGet: `free some space on the disk of ${folder}` };
}

function inGibibytes(bytes: number): string {
  return `${(bytes / gibibyte).toFixed(1)} GiB`;
}

async function readJson<T>(file: string): Promise<T | undefined> {
  try {
    return JSON.parse(await readFile(file, "utf8")) as T;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") {
      return undefined;
    }
    throw error;
  }
}
