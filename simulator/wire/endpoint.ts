import { readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { ProviderPorts } from "./control-messages";

/** Where a local cloud can be reached, as it is written to its state folder. */
export interface Endpoint {
  readonly processId: number;
  /** Real time, ISO 8601. */
  readonly started: string;
  readonly version: string;
  /** What the process was built from; another value means that other code is running. */
  readonly build: string;
  readonly controlPort: number;
  readonly providerPorts: ProviderPorts;
  /** Has to be shown to the control port, so that no web page can reach it. */
  readonly token: string;
}

/** The endpoint that the last process of a state folder wrote, or undefined where there is none that can be read. */
export function readEndpoint(stateFolder: string): Endpoint | undefined {
  try {
    return JSON.parse(readFileSync(endpointFile(stateFolder), "utf8")) as Endpoint;
  } catch {
    return undefined; // never started here, or the file was damaged from outside: there is nothing to reach
  }
}

/** Writes an endpoint so that readers see the old file or the new one. Only the user can read it. */
export function writeEndpoint(stateFolder: string, endpoint: Endpoint): void {
  const draft = `${endpointFile(stateFolder)}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(endpoint, undefined, 2)}\n`, { mode: 0o600 });
  renameSync(draft, endpointFile(stateFolder));
}

function endpointFile(stateFolder: string): string {
  return path.join(stateFolder, "endpoint.json");
}

/** The folder of the cloud's own data below a state folder. */
export function cloudFolder(stateFolder: string): string {
  return path.join(stateFolder, "cloud");
}
