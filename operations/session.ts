import { mkdirSync } from "node:fs";
import path from "node:path";
import type { Environment } from "../azure/names/codes";
import { startSimulator } from "../simulator/client/simulator-process";
import type { SimulatorConnection } from "../simulator/client/connection";
import { requireSpace } from "./disk-space";
import { engineEnvironment, stateFolderOf, type DeploymentTarget } from "./engine/engine-environment";
import { findEngine, type Engine } from "./engine/find-engine";
import type { EngineCall } from "./engine/run-engine";
import type { LocalStack } from "./engine/stack-files";

/** Where everything of environment `local` lives: the local cloud and the state of its stacks. */
export function localFolderOf(projectFolder: string): string {
  return path.join(projectFolder, ".deltawerk", "local");
}

/** The project's name in Pulumi.yaml; stack references and the file backend go by it. */
export const projectName = "deltawerk";

/** An engine that is ready to work on the stacks of an environment. */
export interface Session {
  readonly projectFolder: string;
  readonly environment: Environment;
  readonly engine: Engine;
  /** On top of this process's environment. */
  readonly variables: Readonly<Record<string, string>>;
  /** The local cloud; absent on Azure. */
  readonly cloud?: SimulatorConnection;
  /** Where everything of environment `local` lives. */
  readonly localFolder: string;
}

/**
 * Finds or builds the engine and, for environment `local`, starts the local cloud where it is not running.
 *
 * @param say is told what takes long
 */
export async function openSession(
  projectFolder: string,
  environment: Environment,
  say: (text: string) => void,
): Promise<Session> {
  let building = false;
  const engine = await findEngine({
    projectFolder,
    onProgress: ({ step, seconds }) => {
      if (!building) say("Building the Pulumi engine (about 4 minutes, once for this machine) …");
      else if (seconds % 30 === 0) say(`  ${step}, ${seconds} s`);
      building = true;
    },
  });
  const folder = localFolderOf(projectFolder);
  if (environment !== "local") {
    const variables = engineEnvironment(engine, { kind: "azure" }, process.env);
    return { projectFolder, environment, engine, variables, localFolder: folder };
  }
  mkdirSync(stateFolderOf(folder), { recursive: true });
  requireSpace(folder);
  const cloud = await startSimulator({ projectFolder, stateFolder: folder });
  const target: DeploymentTarget = { kind: "local", folder, providerPorts: cloud.providerPorts };
  const variables = engineEnvironment(engine, target, process.env);
  return { projectFolder, environment, engine, variables, cloud, localFolder: folder };
}

/** How the CLI is called in a session. */
export function callIn(session: Session): Omit<EngineCall, "arguments"> {
  return { engine: session.engine, folder: session.projectFolder, variables: session.variables };
}

/** A stack of environment `local` as its files are found. */
export function localStack(session: Session, stack: string): LocalStack {
  return { stateFolder: stateFolderOf(session.localFolder), project: projectName, stack };
}
