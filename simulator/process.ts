import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { cloudRoutes, countResources } from "./control/control-routes";
import { blobRoutes } from "./control/blob-routes";
import { dataPlaneRoutes } from "./control/data-plane-routes";
import { serveControl, type ControlServer } from "./control/control-server";
import { endWhenIdle } from "./idle-end";
import { mapping } from "./mapping/mapping";
import { resourceModels } from "./models/resource-models";
import { serveProvider, type ProviderServer } from "./provider/provider-server";
import type { RequestObserver } from "./provider/provider-service";
import { Simulator, type SimulatorOptions } from "./simulator";
import { StoreLockedError } from "./store/store-error";
import type { ProviderPorts, SimulatorStatus } from "./wire/control-messages";
import { readEndpoint, writeEndpoint, type Endpoint } from "./wire/endpoint";

const idleHours = 8;
const millisecondsPerHour = 3_600_000;

/** A local cloud in this process, reachable on its ports. */
interface Running {
  readonly simulator: Simulator;
  readonly control: ControlServer;
  readonly providers: readonly ProviderServer[];
}

/** When an engine last asked for something, in real milliseconds since 1970. */
let lastUsed: number | undefined;
let ending: Promise<void> | undefined;

/** Every failure goes to the log, those that the user is shown as well: with its stack it tells a bug from a refusal. */
const observer: RequestObserver = {
  onRequest: () => void (lastUsed = Date.now()),
  onFailure: (procedure, error) =>
    void process.stderr.write(`${new Date().toISOString()} ${procedure}: ${stackOf(error)}\n`),
};

/** Runs the local cloud of a state folder until it is told to end. */
async function main(stateFolder: string, build: string, start: number | undefined): Promise<void> {
  mkdirSync(stateFolder, { recursive: true });
  const started = new Date().toISOString();
  const previous = readEndpoint(stateFolder);
  const simulator = await Simulator.open({
    ...{ stateFolder, mapping, models: resourceModels, versions: pluginVersions() },
    ...(start !== undefined && { start }),
  });
  const providers = await Promise.all(
    simulator.parts.providers.map((provider) => {
      return onWantedPort(previous?.providerPorts[provider.name], (port) => serveProvider(provider, port, observer));
    }),
  );
  const providerPorts = Object.fromEntries(providers.map(({ name, port }) => [name, port]));
  const token = randomBytes(24).toString("base64url");
  const routes = {
    ...cloudRoutes(simulator),
    ...dataPlaneRoutes(simulator.parts.dataPlane, simulator.parts.manager),
    ...blobRoutes(simulator.parts.blobs),
    "GET /status": () => statusOf(simulator, { stateFolder, started, providerPorts }),
    "POST /stop": () => void setImmediate(() => void end(running)),
  };
  const control = await onWantedPort(previous?.controlPort, (port) => serveControl(routes, token, port));
  const running: Running = { simulator, control, providers };
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => void end(running));
  endWhenIdle(
    idleHours * millisecondsPerHour,
    () => lastUsed,
    () => void end(running),
  );
  const endpoint: Endpoint = {
    ...{ processId: process.pid, started, version: projectVersion(), build },
    ...{ controlPort: control.port, providerPorts, token },
  };
  writeEndpoint(stateFolder, endpoint);
}

/** Lets a shell that was given the ports of an earlier process go on working, where they are still free. */
async function onWantedPort<T>(wanted: number | undefined, serve: (port: number) => Promise<T>): Promise<T> {
  if (wanted === undefined) return serve(0);
  return serve(wanted).catch(() => serve(0));
}

/** Lets what is under way finish, closes the store and ends the process. */
function end({ simulator, control, providers }: Running): Promise<void> {
  ending ??= (async () => {
    await Promise.all([control.close(), ...providers.map((provider) => provider.close())]);
    await simulator.close();
    process.exit(0);
  })();
  return ending;
}

function statusOf(
  { parts: { cloud, clock, writer } }: Simulator,
  fixed: { readonly stateFolder: string; readonly started: string; readonly providerPorts: ProviderPorts },
): SimulatorStatus {
  return {
    ...fixed,
    processId: process.pid,
    version: projectVersion(),
    ...(lastUsed !== undefined && { lastUsed: new Date(lastUsed).toISOString() }),
    idleHours,
    now: new Date(clock.now).toISOString(),
    subscriptions: countResources(cloud),
    operations: writer.operationCount,
  };
}

function pluginVersions(): SimulatorOptions["versions"] {
  return {
    azureNative: versionOf("@pulumi/azure-native"),
    kubernetes: versionOf("@pulumi/kubernetes"),
    random: versionOf("@pulumi/random"),
  };
}

function versionOf(packageName: string): string {
  const load = createRequire(__filename);
  return (load(`${packageName}/package.json`) as { version: string }).version;
}

function projectVersion(): string {
  const load = createRequire(path.join(process.cwd(), "package.json"));
  return (load("./package.json") as { version: string }).version;
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function explain(error: unknown, stateFolder: string): string {
  if (!(error instanceof StoreLockedError)) return error instanceof Error ? error.message : String(error);
  const holder = readEndpoint(stateFolder)?.processId;
  return (
    `${error.message}${holder === undefined ? "" : ` (process ${holder})`}. ` +
    "Use that one, or end it with 'deltawerk simulator stop'."
  );
}

const [stateFolder, build, start] = process.argv.slice(2);
if (stateFolder === undefined || build === undefined) {
  process.stderr.write("usage: process.js STATE-FOLDER BUILD [START]\n");
  process.exitCode = 2;
} else {
  main(stateFolder, build, start === undefined ? undefined : Number(start)).catch((error: unknown) => {
    process.stderr.write(`deltawerk simulator: ${explain(error, stateFolder)}\n`);
    process.exit(1);
  });
}
