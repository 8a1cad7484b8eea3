import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { hashManifest, sha256 } from "../evidence/export/hash-manifest";
import { CommandFailure } from "./command-failure";
import { exitStatus } from "./exit-status";

const MANIFEST = "plan.sha256";
/** Marks a stack that was not there when the others were previewed, so that nobody could say what it will be. */
const NOT_THERE = "not there yet";

/** Where the engine's plan of a stack is, in the folder of a plan. */
export function planFileOf(folder: string, stack: string): string {
  return path.join(folder, `${stack}.plan.json`);
}

/** An empty folder for the plans of a preview. What an earlier preview left there goes. */
export function beginPlan(folder: string, stacks: readonly string[]): void {
  mkdirSync(folder, { recursive: true });
  for (const file of [path.join(folder, MANIFEST), ...stacks.map((stack) => planFileOf(folder, stack))]) {
    rmSync(file, { force: true });
  }
}

/**
 * Completes a plan: a manifest of the hashes of its files.
 *
 * @param missing stacks that are not there yet; they are made when the plan is carried out
 * @returns the hash of the manifest, which stands for the whole plan
 */
export function completePlan(
  folder: string,
  title: string,
  { planned, missing }: { readonly planned: readonly string[]; readonly missing: readonly string[] },
): string {
  const files = planned.map((stack) => ({
    path: path.basename(planFileOf(folder, stack)),
    text: readFileSync(planFileOf(folder, stack), "utf8"),
  }));
  const text = hashManifest(
    title,
    files,
    missing.map((stack) => ({ path: `${stack}: ${NOT_THERE}`, text: "" })),
  );
  writeFileSync(path.join(folder, MANIFEST), text);
  return sha256(text);
}

/** A plan that somebody has looked at. */
export interface ReviewedPlan {
  /** The plan's file; nothing for a stack that was not there yet and is not there now. */
  readonly fileOf: (stack: string) => string | undefined;
}

/**
 * Reads a plan and compares it with the hash of what was reviewed.
 *
 * @param existing names of the stacks that are there now
 * @throws CommandFailure with everything that is otherwise than when it was reviewed
 */
export function readPlanFolder(
  folder: string,
  hash: string,
  stacks: readonly string[],
  existing: ReadonlySet<string>,
): ReviewedPlan {
  const file = path.join(folder, MANIFEST);
  const text = existsSync(file) ? readFileSync(file, "utf8") : undefined;
  const hashes = hashesIn(text ?? "");
  const problems =
    text === undefined
      ? [`there is no ${MANIFEST} in it`]
      : sha256(text) !== hash
        ? [`the hash of its ${MANIFEST} is ${sha256(text)}; reviewed was ${hash}`]
        : stacks.flatMap((stack) => stackProblem(folder, stack, { text, hashes, existing }) ?? []);
  if (problems.length > 0) {
    throw new CommandFailure(
      `${folder} is not the plan that was reviewed, so nothing was changed:\n${problems.map((one) => `  ${one}`).join("\n")}\n` +
        "Make a new one with `deltawerk preview --save-plan`, and have it reviewed.",
      exitStatus.invalidInput,
    );
  }
  // Only what the manifest lists: a file that was put beside it is nobody's plan.
  return {
    fileOf: (stack) => {
      const plan = planFileOf(folder, stack);
      return hashes.has(path.basename(plan)) ? path.resolve(plan) : undefined;
    },
  };
}

function hashesIn(manifest: string): ReadonlyMap<string, string> {
  return new Map(
    manifest.split("\n").flatMap((line) => {
      const [, hash, name] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? [];
      return hash === undefined || name === undefined ? [] : [[name, hash] as const];
    }),
  );
}

interface Manifest {
  readonly text: string;
  readonly hashes: ReadonlyMap<string, string>;
  /** Names of the stacks that are there now. */
  readonly existing: ReadonlySet<string>;
}

function stackProblem(folder: string, stack: string, { text, hashes, existing }: Manifest): string | undefined {
  const plan = planFileOf(folder, stack);
  const name = path.basename(plan);
  const reviewed = hashes.get(name);
  if (reviewed === undefined) {
    if (!text.includes(`  ${stack}: ${NOT_THERE}\n`)) return `${stack} is not in it`;
    return existing.has(stack) ? `${stack} was not there when it was made, and is there now` : undefined;
  }
  if (!existsSync(plan)) return `${name} is missing`;
  const found = sha256(readFileSync(plan, "utf8"));
  return found === reviewed ? undefined : `${name} has the hash ${found}; reviewed was ${reviewed}`;
}

/** Under which name a plan's hash is handed on; letters and underscores, which every pipeline accepts in all its expressions. */
export const planHashOutput = "plan_hash";

/** Hands a value to the later jobs of a pipeline, in the way of GitHub Actions or of Azure Pipelines; elsewhere does nothing. */
export function tellPipeline(
  name: string,
  value: string,
  { print, environment }: { readonly print: (line: string) => void; readonly environment: NodeJS.ProcessEnv },
): void {
  const file = environment["GITHUB_OUTPUT"];
  if (file !== undefined && file !== "") appendFileSync(file, `${name}=${value}\n`);
  if (environment["TF_BUILD"] !== undefined) print(`##vso[task.setvariable variable=${name};isOutput=true]${value}`);
}
