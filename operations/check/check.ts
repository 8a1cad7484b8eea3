import { rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import path from "node:path";
import { documentsIn, platformNames } from "../../agreement/load-platform";
import { formatProblems } from "../../agreement/problem";
import { unusableComment } from "../../evidence/formats/pull-request-comment";
import { compareVerdicts } from "../../evidence/verdict/compare-verdicts";
import { isKept, type CheckResult, type PlatformCheck } from "../../evidence/verdict/check-result";
import { CommandFailure } from "../command-failure";
import type { Context } from "../context";
import { resourcesOf } from "../deployed-resources";
import { exitStatus, type ExitStatus } from "../exit-status";
import { writeFiles } from "../write-files";
import { bringUp, isRefusal } from "./bring-up";
import { checkFiles, checkPaths, type CheckFormat } from "./check-files";
import { DeploymentStore, type BroughtUp } from "./deployment-store";
import { changedFiles, deploymentKey, documentsOf, treeAt, workingTree, type Tree } from "./git-trees";
import { documentProblems } from "./document-problems";
import { judgeTree } from "./judge-tree";

export interface CheckOptions {
  /** All platforms where none is named. */
  readonly platforms: readonly string[];
  /** Revision to compare with. */
  readonly base?: string;
  readonly format: readonly CheckFormat[];
  readonly out?: string;
  readonly strict: boolean;
}

/**
 * `deltawerk check`: what the files as they are now do to the promises of platforms, compared with a revision. Needs no
 * cloud and no credentials: both sides are brought up in local clouds that are thrown away.
 */
export async function check(context: Context, options: CheckOptions): Promise<ExitStatus> {
  requireOut(options);
  const platforms = knownPlatforms(context.projectFolder, options.platforms);
  const head = workingTree(context.projectFolder);
  const base = options.base === undefined ? undefined : treeAt(context.projectFolder, options.base);
  removeOldFiles(options);
  requireDocuments(context.projectFolder, head, platforms, options);
  const checked = await inParallel(platforms, (platform) => checkPlatform(context, platform, head, base));
  const result: CheckResult = {
    head: head.label,
    ...(base !== undefined && { base: base.label }),
    changedRules: base === undefined ? [] : changedRules(changedFiles(context.projectFolder, base, head)),
    strict: options.strict,
    platforms: checked,
  };
  report(context, options, result);
  return checked.every((one) => isKept(one, options.strict)) ? exitStatus.done : exitStatus.failed;
}

function requireOut({ format, out }: CheckOptions): void {
  if (out !== undefined || format.filter((one) => one !== "table").length <= 1) return;
  throw new CommandFailure(
    `Several formats (${format.join(", ")}) need a folder. Add --out <folder>, or ask for one of them.`,
    exitStatus.invalidInput,
  );
}

/** What an earlier check wrote must not be taken for what this one says, however it ends. */
function removeOldFiles({ out, format }: CheckOptions): void {
  if (out === undefined) return;
  for (const one of format) if (one !== "table") rmSync(path.join(out, checkPaths[one]), { force: true });
}

function knownPlatforms(projectFolder: string, platforms: readonly string[]): readonly string[] {
  const known = platformNames(documentsIn(projectFolder));
  const strange = platforms.filter((name) => !known.includes(name));
  if (strange.length > 0) {
    throw new CommandFailure(
      `No platform ${strange.map((name) => `"${name}"`).join(", ")}. Allowed: ${known.join(", ")}; all of them without a name.`,
      exitStatus.invalidInput,
    );
  }
  return platforms.length === 0 ? known : [...new Set(platforms)];
}

/** Every problem of all documents at once, before anything is brought up; a comment that is wanted says them too. */
function requireDocuments(
  projectFolder: string,
  head: Tree,
  platforms: readonly string[],
  options: CheckOptions,
): void {
  const documents = documentsOf(projectFolder, head);
  const problems = platforms.flatMap((platform) => documentProblems(documents, platform));
  if (problems.length === 0) return;
  const text = formatProblems(problems);
  if (options.out !== undefined && options.format.includes("markdown")) {
    writeFiles(options.out, [{ path: checkPaths.markdown, text: unusableComment(text) }]);
  }
  throw new CommandFailure(text, exitStatus.invalidInput);
}

/** Why a platform cannot be compared with a tree; nothing where it can. */
function incomparable(projectFolder: string, platform: string, base: Tree): string | undefined {
  const documents = documentsOf(projectFolder, base);
  if (!platformNames(documents).includes(platform)) return "the platform is new";
  const problems = documentProblems(documents, platform);
  if (problems.length === 0) return undefined;
  return `its documents there cannot be read by what is here now:\n${formatProblems(problems)}`;
}

/** Engines wait a good deal of their time, so two platforms at once keep two processors busy. */
async function inParallel<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results = new Map<T, R>();
  const queue = [...items];
  const worker = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) results.set(item, await work(item));
  };
  await Promise.all(Array.from({ length: Math.min(2, availableParallelism(), items.length) }, worker));
  return items.flatMap((item) => results.get(item) ?? []);
}

async function checkPlatform(
  { projectFolder, note }: Pick<Context, "projectFolder" | "note">,
  platform: string,
  head: Tree,
  base: Tree | undefined,
): Promise<PlatformCheck> {
  const unlike = base === undefined ? undefined : incomparable(projectFolder, platform, base);
  if (base !== undefined && unlike !== undefined) {
    note(`${platform}: not compared with ${base.label}: ${unlike}`);
    return { ...(await checkPlatform({ projectFolder, note }, platform, head, undefined)), uncompared: unlike };
  }
  const store = new DeploymentStore(projectFolder);
  const say = (line: string): void => note(`${platform}: ${line}`);
  const judge = (tree: Tree, { states }: BroughtUp) =>
    judgeTree({
      projectFolder,
      documents: documentsOf(projectFolder, tree),
      platform,
      environment: "local",
      resources: resourcesOf(new Map(Object.entries(states))),
    });
  const on = base === undefined ? undefined : await broughtUp({ projectFolder, store, platform, tree: base, say });
  const made = await broughtUp({ projectFolder, store, platform, tree: head, say, ...(on && { on }) });
  say("judging …");
  const verdict = judge(head, made.deployment);
  if (base === undefined || on === undefined) return { head: verdict };
  const before = judge(base, on.deployment);
  const { steps, refused } = made.deployment;
  return {
    head: verdict,
    change: compareVerdicts(before, verdict, made.key === on.key ? [] : steps),
    ...(refused !== undefined && { refused }),
  };
}

interface Side {
  readonly key: string;
  readonly deployment: BroughtUp;
}

interface Wanted {
  readonly projectFolder: string;
  readonly store: DeploymentStore;
  readonly platform: string;
  readonly tree: Tree;
  readonly say: (line: string) => void;
  /** What is there already. */
  readonly on?: Side;
}

/** The deployment of a tree: the kept one where there is one, else one that is brought up now. */
async function broughtUp({ projectFolder, store, platform, tree, say, on }: Wanted): Promise<Side> {
  const own = deploymentKey(projectFolder, tree, platform);
  if (own === on?.key) {
    say(`${tree.label} deploys the same`);
    return on;
  }
  // What comes of a change depends on what it is made on.
  const key = on === undefined ? own : `${own}${on.key}`;
  const kept = store.find(platform, key);
  if (kept !== undefined) {
    say(`${tree.label} was brought up before`);
    return { key, deployment: kept };
  }
  const work = { projectFolder, store, tree, platform, note: say };
  if (on === undefined) {
    say(`bringing ${tree.label} up …`);
    return { key, deployment: await named(tree, bringUp({ ...work, key })) };
  }
  try {
    say(`bringing ${tree.label} up on a copy of what is there …`);
    return { key, deployment: await bringUp({ ...work, key, on: on.key }) };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    say(`that is refused; bringing ${tree.label} up anew …`);
    return { key, deployment: await named(tree, bringUp({ ...work, key, refused: error.message })) };
  }
}

/** Says with a failure which side it was. */
async function named<T>({ label }: Tree, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error;
    throw new CommandFailure(`${label} cannot be brought up:\n${error.message}`, error.status);
  }
}

/** Ids of rules whose own files are otherwise. */
function changedRules(files: readonly string[]): readonly string[] {
  return files.flatMap((file) => /^policies\/rules\/[^/]+\/([a-z0-9-]+)\.ts$/.exec(file)?.[1] ?? []).sort();
}

function report(context: Context, { format, out }: CheckOptions, result: CheckResult): void {
  const files = checkFiles(result, format);
  for (const { path: file, text } of files) {
    if (file === undefined) context.print(text);
    else if (out === undefined) context.print(text.trimEnd());
  }
  if (out === undefined) return;
  const written = files.flatMap(({ path: file, text }) => (file === undefined ? [] : [{ path: file, text }]));
  writeFiles(out, written);
  for (const { path: file } of written) context.note(`Written: ${out}/${file}`);
}
