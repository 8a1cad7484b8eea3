import { execFile } from "node:child_process";
import { access, constants } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { promisify } from "node:util";
import type * as BuildCli from "./cli/build-cli.js";
import { engineFolder } from "./engine-folder";

const run = promisify(execFile);

/** The oldest Pulumi that is accepted from PATH; the next major version is not. */
export const oldestVersion = "3.248.0";

/** A Pulumi CLI with a Node language host. */
export interface Engine {
  /** The CLI's file. */
  readonly cli: string;
  /** Goes to the front of PATH, so that plain `pulumi` is this one and finds its language host. */
  readonly folder: string;
  /** Without the leading "v". */
  readonly version: string;
  readonly source: "PATH" | "cache" | "built";
}

export interface FindEngineOptions {
  /** The checkout's folder. */
  readonly projectFolder: string;
  /** @default process.env */
  readonly environment?: NodeJS.ProcessEnv;
  /** Told about once a second while the CLI is being built. */
  readonly onProgress?: (progress: BuildCli.BuildProgress) => void;
}

/**
 * Finds the engine: a usable `pulumi` on PATH, else the one in our cache, else one built from its Go module.
 *
 * @throws {Error} named `GoBuildError` where none can be had, with a text for the user
 */
export async function findEngine(options: FindEngineOptions): Promise<Engine> {
  const { projectFolder, environment = process.env } = options;
  const builder = cliBuilder(projectFolder);
  const cache = builder.cacheFolder(environment);
  const onPath = (await enginesOnPath(environment, cache)).find(({ problem }) => problem === undefined);
  if (onPath !== undefined) {
    return { cli: onPath.cli, folder: path.dirname(onPath.cli), version: onPath.version, source: "PATH" };
  }
  const source = (await isExecutable(builder.cliFile(cache))) ? "cache" : "built";
  const { onProgress } = options;
  const built = await builder.buildCli({ cache, ...(onProgress !== undefined && { onProgress }) });
  builder.removeAbandoned(cache);
  const folder = await engineFolder(projectFolder, cache, built, builder.version);
  return { cli: path.join(folder, "pulumi"), folder, version: builder.version, source };
}

/** The builder of the CLI, which is plain JavaScript because it also runs before the dependencies are installed. */
export function cliBuilder(projectFolder: string): typeof BuildCli {
  const load = createRequire(path.join(projectFolder, "package.json"));
  return load("./operations/engine/cli/build-cli.js") as typeof BuildCli;
}

/** A `pulumi` on PATH, and why it cannot be used, if so. */
export interface EngineOnPath {
  readonly cli: string;
  readonly version: string;
  readonly problem?: string;
}

/**
 * Every `pulumi` on PATH, first come first, without those of our own cache: `deltawerk env` puts one of them there,
 * and it may be older than the checkout.
 */
export async function enginesOnPath(environment: NodeJS.ProcessEnv, cache: string): Promise<EngineOnPath[]> {
  const folders = (environment["PATH"] ?? "").split(path.delimiter).filter((folder) => folder !== "");
  const engines: EngineOnPath[] = [];
  for (const folder of folders.filter((place) => !path.resolve(place).startsWith(cache + path.sep))) {
    const cli = path.join(folder, "pulumi");
    if (await isExecutable(cli)) {
      engines.push(await judge(cli, folders, environment));
    }
  }
  return engines;
}

async function judge(cli: string, folders: readonly string[], environment: NodeJS.ProcessEnv): Promise<EngineOnPath> {
  const version = await versionOf(cli, environment);
  if (!isAccepted(version)) {
    return { cli, version, problem: `is version ${version}; ${oldestVersion} up to below 4 is accepted` };
  }
  const beside = [path.dirname(cli), ...folders].map((folder) => path.join(folder, "pulumi-language-nodejs"));
  const hosts = await Promise.all(beside.map(isExecutable));
  return hosts.includes(true)
    ? { cli, version }
    : { cli, version, problem: "has no pulumi-language-nodejs beside it or on PATH" };
}

async function versionOf(cli: string, environment: NodeJS.ProcessEnv): Promise<string> {
  try {
    const { stdout } = await run(cli, ["version"], { env: { ...environment, PULUMI_SKIP_UPDATE_CHECK: "true" } });
    return stdout.trim().replace(/^v/, "");
  } catch {
    return "unknown";
  }
}

/** Whether a version is at least the oldest accepted one and of the same major version; pre-releases are not. */
export function isAccepted(version: string): boolean {
  const numbers = /^(\d+)\.(\d+)\.(\d+)$/.exec(version)?.slice(1).map(Number);
  const oldest = oldestVersion.split(".").map(Number);
  if (numbers === undefined || numbers[0] !== oldest[0]) {
    return false;
  }
  const different = numbers.findIndex((number, index) => number !== oldest[index]);
  return different === -1 || (numbers[different] ?? 0) > (oldest[different] ?? 0);
}

async function isExecutable(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}
