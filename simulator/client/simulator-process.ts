import { spawn } from "node:child_process";
import { mkdirSync, openSync, closeSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { cloudFolder, readEndpoint } from "../wire/endpoint";
import { SimulatorConnection, SimulatorError } from "./connection";

/** Where a local cloud is and what runs it. */
export interface SimulatorPlace {
  /** The checkout's folder. */
  readonly projectFolder: string;
  /** Where the cloud keeps everything; made where it is missing. */
  readonly stateFolder: string;
  /** Virtual time at which a new cloud begins, in milliseconds since 1970. @default the real time */
  readonly start?: number;
}

const startTimeout = 60_000;
const stopTimeout = 20_000;
/** A process of older code is left alone while an engine may be working with it. */
const inUseFor = 30_000;

/**
 * Starts the local cloud of a state folder, or gives the one that runs. One that runs older code is replaced, unless an
 * engine used it in the last half minute; its state stays.
 *
 * @throws SimulatorError with the process's own words where it does not come up
 */
export async function startSimulator(place: SimulatorPlace): Promise<SimulatorConnection> {
  const { bundle, build } = processBundle(place.projectFolder);
  const running = await connect(place.stateFolder);
  if (running !== undefined) {
    if (running.endpoint.build === build || (await isInUse(running))) return running;
    await stopSimulator(place.stateFolder);
  }
  mkdirSync(place.stateFolder, { recursive: true });
  const log = path.join(place.stateFolder, "simulator.log");
  const output = openSync(log, "w", 0o600);
  const child = spawn(
    process.execPath,
    [bundle, place.stateFolder, build, ...(place.start === undefined ? [] : [String(place.start)])],
    {
      cwd: place.projectFolder,
      detached: true,
      stdio: ["ignore", output, output],
    },
  );
  closeSync(output);
  child.unref();
  let ended = false;
  child.once("exit", () => (ended = true));
  const deadline = Date.now() + startTimeout;
  while (!ended && Date.now() < deadline) {
    if (readEndpoint(place.stateFolder)?.processId === child.pid) {
      const connection = await connect(place.stateFolder);
      if (connection !== undefined) return connection;
    }
    await sleep(20);
  }
  throw new SimulatorError(`the local cloud did not start; its log is ${log}:\n${readFileSync(log, "utf8").trim()}`);
}

/** The local cloud that runs on a state folder, or undefined where none does. */
export async function connect(stateFolder: string): Promise<SimulatorConnection | undefined> {
  const endpoint = readEndpoint(stateFolder);
  if (endpoint === undefined || !isAlive(endpoint.processId)) return undefined;
  const connection = new SimulatorConnection(stateFolder, endpoint);
  try {
    await connection.status();
    return connection;
  } catch {
    return undefined; // the process is on its way out, or another one has its number now
  }
}

/**
 * Ends the local cloud of a state folder and waits until it is gone. Its state stays.
 *
 * @returns whether one was running
 */
export async function stopSimulator(stateFolder: string): Promise<boolean> {
  const running = await connect(stateFolder);
  if (running === undefined) return false;
  await running.requestStop();
  const { processId } = running.endpoint;
  const deadline = Date.now() + stopTimeout;
  while (isAlive(processId)) {
    if (Date.now() > deadline) throw new SimulatorError(`the local cloud (process ${processId}) does not end`);
    await sleep(20);
  }
  return true;
}

/** Ends the local cloud of a state folder and forgets everything in it. */
export async function resetSimulator(stateFolder: string): Promise<void> {
  await stopSimulator(stateFolder);
  rmSync(cloudFolder(stateFolder), { recursive: true, force: true });
}

async function isInUse(running: SimulatorConnection): Promise<boolean> {
  const { lastUsed } = await running.status();
  return lastUsed !== undefined && Date.now() - Date.parse(lastUsed) < inUseFor;
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch {
    return false;
  }
}

/** The up-to-date build of the process, and the name of that build. */
function processBundle(projectFolder: string): { readonly bundle: string; readonly build: string } {
  const load = createRequire(path.join(projectFolder, "package.json"));
  const loader = load("./source-loader.js") as { readonly bundleOf: (entry: string) => string };
  const bundle = loader.bundleOf("simulator/process.ts");
  const { hash } = JSON.parse(readFileSync(`${bundle}.json`, "utf8")) as { hash: string };
  return { bundle, build: hash };
}
