import { rmSync } from "node:fs";
import { connect, resetSimulator, startSimulator, stopSimulator } from "../simulator/client/simulator-process";
import { CommandFailure } from "./command-failure";
import type { Context } from "./context";
import { stateFolderOf } from "./engine/engine-environment";
import { exitStatus, type ExitStatus } from "./exit-status";
import { localFolderOf } from "./session";

const actions = ["start", "stop", "status", "reset", "coverage"] as const;
export type SimulatorAction = (typeof actions)[number];
export const simulatorActions: readonly SimulatorAction[] = actions;

/** `deltawerk simulator`: the local cloud of this checkout. */
export async function simulator(
  context: Context,
  action: SimulatorAction,
  options: { readonly json: boolean; readonly yes: boolean },
): Promise<ExitStatus> {
  const stateFolder = localFolderOf(context.projectFolder);
  switch (action) {
    case "start": {
      const { endpoint } = await startSimulator({ projectFolder: context.projectFolder, stateFolder });
      context.print(`The local cloud runs (process ${endpoint.processId}). It ends after 8 idle hours.`);
      return exitStatus.done;
    }
    case "stop": {
      const stopped = await stopSimulator(stateFolder);
      context.print(stopped ? "The local cloud has ended. Its state stays." : "The local cloud was not running.");
      return exitStatus.done;
    }
    case "reset":
      return reset(context, stateFolder, options.yes);
    case "status":
      return status(context, stateFolder, options.json);
    case "coverage":
      return coverage(context, stateFolder, options.json);
  }
}

async function reset(context: Context, stateFolder: string, yes: boolean): Promise<ExitStatus> {
  if (!yes) {
    throw new CommandFailure(
      "A reset forgets every resource of the local cloud and the stacks of environment local. To confirm, add --yes.\n" +
        "To remove one platform in order: npx deltawerk down <platform> --destroy-data",
      exitStatus.invalidInput,
    );
  }
  await resetSimulator(stateFolder);
  rmSync(stateFolderOf(stateFolder), { recursive: true, force: true });
  context.print("The local cloud is empty, and environment local has no stacks.");
  return exitStatus.done;
}

async function status(context: Context, stateFolder: string, json: boolean): Promise<ExitStatus> {
  const found = await (await connect(stateFolder))?.status();
  if (json) {
    context.print(JSON.stringify(found ?? null, undefined, 2));
    return exitStatus.done;
  }
  if (found === undefined) {
    context.print("The local cloud is not running. It starts with the next `deltawerk up`.");
    return exitStatus.done;
  }
  context.print(`Process ${found.processId}, since ${found.started}; virtual time ${found.now}`);
  for (const { id, resources } of found.subscriptions) {
    const total = Object.values(resources).reduce((sum, count) => sum + count, 0);
    context.print(`\nsubscription ${id}: ${total} resources`);
    for (const [type, count] of Object.entries(resources)) context.print(`  ${String(count).padStart(4)}  ${type}`);
  }
  return exitStatus.done;
}

async function coverage(context: Context, stateFolder: string, json: boolean): Promise<ExitStatus> {
  const connection = await connect(stateFolder);
  if (connection === undefined) {
    throw new CommandFailure("The local cloud is not running. Start it with: npx deltawerk simulator start");
  }
  const { modelled, refusals } = await connection.coverage();
  if (json) {
    context.print(JSON.stringify({ modelled, refusals }, undefined, 2));
    return exitStatus.done;
  }
  context.print(`Modelled types (${modelled.length}):`);
  for (const type of modelled) context.print(`  ${type}`);
  context.print(`\nRefused since the start (${refusals.length}):`);
  for (const { token, reason, count } of refusals) context.print(`  ${count} × ${token}: ${reason}`);
  return exitStatus.done;
}
