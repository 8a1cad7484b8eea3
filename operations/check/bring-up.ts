import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import path from "node:path";
import { stopSimulator } from "../../simulator/client/simulator-process";
import { CommandFailure } from "../command-failure";
import { unchangedStacks, updateLocally } from "../deploy-stack";
import { exitStatus } from "../exit-status";
import { planFor } from "../plan-for";
import { localFolderOf, openSession } from "../session";
import { createStack, stackNames, statesOf } from "../stack-operations";
import { stacksOf } from "../stacks-of";
import type { PlannedStep } from "../../evidence/verdict/planned-step";
import type { BroughtUp, DeploymentStore } from "./deployment-store";
import { extract, type Tree } from "./git-trees";
import { madeSteps } from "./made-steps";

/** What is brought up, and on what. */
export interface BringUp {
  readonly projectFolder: string;
  readonly store: DeploymentStore;
  readonly tree: Tree;
  readonly platform: string;
  readonly key: string;
  /** Key of a kept deployment that is changed; without one everything is made anew. */
  readonly on?: string;
  /** Why it is not made on what is there, in the engine's words. */
  readonly refused?: string;
  readonly note: (line: string) => void;
}

/**
 * Brings a platform up from the files of a tree, in a checkout and a local cloud of its own that are thrown away
 * afterwards, and keeps the result. Rules do not stop it: they judge what comes out.
 *
 * @throws CommandFailure where it cannot be brought up
 */
export async function bringUp(work: BringUp): Promise<BroughtUp> {
  const checkout = mkdtempSync(path.join(work.store.folder, `work-${work.platform}-`));
  try {
    extract(work.projectFolder, work.tree, checkout);
    provideDependencies(work, checkout);
    if (work.on !== undefined) work.store.restore(work.platform, work.on, checkout);
    const deployment = await deployAll(work, checkout);
    // What is kept moves away from here, and nobody would find the process of its cloud afterwards.
    await stopSimulator(localFolderOf(checkout));
    work.store.keep(work.platform, work.key, checkout, deployment);
    return deployment;
  } catch (error) {
    keepLogs(work.projectFolder, checkout);
    throw withKeptLogs(error);
  } finally {
    await stopSimulator(localFolderOf(checkout));
    rmSync(checkout, { recursive: true, force: true });
  }
}

/** The packages of this checkout where the tree pins the same ones; else the tree's own. */
function provideDependencies({ projectFolder, note, tree }: BringUp, checkout: string): void {
  // A revision may hold a link in their place.
  rmSync(path.join(checkout, "node_modules"), { recursive: true, force: true });
  const locked = (folder: string): string => readFileSync(path.join(folder, "package-lock.json"), "utf8");
  if (locked(projectFolder) === locked(checkout)) {
    symlinkSync(path.join(projectFolder, "node_modules"), path.join(checkout, "node_modules"));
    return;
  }
  note(`Installing the packages of ${tree.label} …`);
  execFileSync("npm", ["ci", "--no-audit", "--no-fund"], { cwd: checkout, stdio: ["ignore", 2, 2] });
}

async function deployAll({ platform, note, on, refused }: BringUp, checkout: string): Promise<BroughtUp> {
  const stacks = stacksOf(planFor(checkout, { platform, environment: "local" })).map(({ name }) => name);
  const session = await openSession(checkout, "local", note);
  const existing = await stackNames(session);
  const steps: PlannedStep[] = [];
  const known = stacks.every((name) => existing.has(name));
  const unchanged = on !== undefined && known ? await unchangedStacks(session, stacks, note) : [];
  for (const [index, stack] of stacks.entries()) {
    const at = `${stack} (${index + 1} of ${stacks.length})`;
    if (index < unchanged.length) {
      note(`  ${at}: unchanged`);
      continue;
    }
    const started = Date.now();
    if (!existing.has(stack)) await createStack(session, stack);
    // The cloud is thrown away, so nobody needs to see beforehand what the update then does.
    const { events } = await updateLocally(session, stack, { display: "none" });
    if (on !== undefined) steps.push(...madeSteps(events));
    note(`  ${at}: ${Math.round((Date.now() - started) / 1000)} s`);
  }
  // Stacks that are no longer in the plan stay until somebody removes them, so they are judged too.
  const left = [...existing].filter((name) => !stacks.includes(name)).sort();
  const states = await statesOf(session, [...stacks, ...left]);
  return { states: Object.fromEntries(states), steps, ...(refused !== undefined && { refused }) };
}

/** The same failure with the place where its log is kept, because the checkout is about to go. */
function withKeptLogs(error: unknown): unknown {
  if (!(error instanceof CommandFailure)) return error;
  const message = error.message.replace(/(Log: )\S*[/\\]\.deltawerk[/\\]logs[/\\]/g, "$1.deltawerk/logs/check/");
  return new CommandFailure(message, error.status);
}

function keepLogs(projectFolder: string, checkout: string): void {
  const logs = path.join(checkout, ".deltawerk", "logs");
  if (existsSync(logs)) {
    cpSync(logs, path.join(projectFolder, ".deltawerk", "logs", "check"), { recursive: true });
  }
}

/** Whether an error is about the change itself, so that a fresh start may still work. */
export function isRefusal(error: unknown): error is CommandFailure {
  return error instanceof CommandFailure && error.status === exitStatus.failed;
}
