import { rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import path from "node:path";
import { documentsIn, platformNames, type DocumentSource } from "../../agreement/load-platform";
import type { Environment } from "../../azure/names/codes";
import { formatProblems } from "../../agreement/problem";
import { isKept, type CheckResult, type UnusableDocuments } from "../../evidence/verdict/check-result";
import { ruleIds } from "../../policies/rules/rule-ids";
import { currentDate } from "../../policies/yardstick/yardstick";
import { CommandFailure } from "../command-failure";
import type { Context } from "../context";
import { exitStatus, type ExitStatus } from "../exit-status";
import { tellSummary } from "../pipeline-summary";
import { writeFiles } from "../write-files";
import { changedRules } from "./changed-rules";
import { checkFiles, checkPaths, type CheckFormat } from "./check-files";
import { checkPlatform } from "./check-platform";
import { documentProblems } from "./document-problems";
import { changedFiles, documentsOf, treeAt, workingTree } from "./git-trees";

export interface CheckOptions {
  /** All platforms where none is named. */
  readonly platforms: readonly string[];
  /** Revision to compare with. */
  readonly base?: string;
  readonly format: readonly CheckFormat[];
  readonly out?: string;
  readonly strict: boolean;
  /** Asks the tenants' hosts what no resource shows: versions of TLS, certificates, a header. */
  readonly live: boolean;
  /** Previews what is deployed there, with the credentials that are at hand; without one nothing real is looked at. */
  readonly environment?: Environment;
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
  const about = {
    head: head.label,
    today: currentDate(),
    ...(base !== undefined && { base: base.label }),
    strict: options.strict,
  };
  const unusable = unusableIn(documentsOf(context.projectFolder, head), platforms, options.environment);
  if (unusable.length > 0) {
    // Whoever reads files or stdout finds the problems there; the terminal gets them as those of every other command.
    const format = options.format.filter((one) => one !== "table");
    report(context, { ...options, format }, { ...about, changedRules: [], unusable, platforms: [] });
    throw new CommandFailure(formatProblems(unusable.flatMap(({ problems }) => problems)), exitStatus.invalidInput);
  }
  const checked = await inParallel(platforms, (platform) =>
    checkPlatform({
      ...context,
      platform,
      head,
      base,
      live: options.live,
      ...(options.environment !== undefined && { environment: options.environment }),
    }),
  );
  const result: CheckResult = {
    ...about,
    changedRules: base === undefined ? [] : changedRules(changedFiles(context.projectFolder, base, head), ruleIds),
    unusable,
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

/** Every problem of all documents at once, before anything is brought up. */
function unusableIn(
  documents: DocumentSource,
  platforms: readonly string[],
  environment: Environment = "local",
): readonly UnusableDocuments[] {
  return platforms.flatMap((platform) => {
    const all = [...new Set<Environment>(["local", environment])].flatMap((one) =>
      documentProblems(documents, platform, one),
    );
    // What is wrong for every environment is told once.
    const problems = [...new Map(all.map((problem) => [JSON.stringify(problem), problem])).values()];
    return problems.length === 0 ? [] : [{ platform, problems }];
  });
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

function report(context: Context, { format, out }: CheckOptions, result: CheckResult): void {
  const files = checkFiles(result, format);
  for (const { path: file, text } of files) {
    if (file === undefined) context.print(text);
    else if (out === undefined) context.print(text.trimEnd());
  }
  if (out === undefined) return;
  const written = files.flatMap(({ path: file, text }) => (file === undefined ? [] : [{ path: file, text }]));
  writeFiles(out, written);
  for (const { path: file, text } of written) {
    context.note(`Written: ${out}/${file}`);
    if (file === checkPaths.markdown) tellSummary(path.join(out, file), text, context);
  }
}
