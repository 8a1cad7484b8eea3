import { mkdirSync } from "node:fs";
import type { SimulatorConnection } from "../../simulator/client/connection";
import { engineEnvironment, stateFolderOf } from "../engine/engine-environment";
import type { Engine } from "../engine/find-engine";
import type { Session } from "../session";

/**
 * A session of the engine on stacks of a drill: their state is in a folder of the drill, the cloud is the drill's.
 *
 * @param projectFolder with the documents
 * @param localFolder for the state of the stacks
 */
export function drillSession(
  engine: Engine,
  cloud: SimulatorConnection,
  projectFolder: string,
  localFolder: string,
): Session {
  mkdirSync(stateFolderOf(localFolder), { recursive: true });
  const target = { kind: "local", folder: localFolder, providerPorts: cloud.providerPorts } as const;
  const variables = engineEnvironment(engine, target, process.env);
  return { projectFolder, environment: "local", engine, variables, cloud, localFolder };
}
