import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { DocumentSource } from "../../agreement/load-platform";
import { CommandFailure } from "../command-failure";
import { exitStatus } from "../exit-status";

/** Enough for the listing of every file of the project. */
const maxBuffer = 256 * 1024 * 1024;

function git(folder: string, args: readonly string[], variables: NodeJS.ProcessEnv = {}): string {
  const environment = { ...process.env, ...variables };
  const { status, stdout, stderr, error } = spawnSync("git", args, {
    cwd: folder,
    env: environment,
    encoding: "utf8",
    maxBuffer,
  });
  if (status === 0) return stdout.trimEnd();
  const said = error?.message ?? stderr.trim();
  throw new CommandFailure(`\`git ${args.join(" ")}\` failed: ${said}`, exitStatus.invalidInput);
}

/** A state of the project's files as git names it. */
export interface Tree {
  /** The hash of the tree of the project's folder. */
  readonly hash: string;
  /** For people: `1a2b3c4d`, `the working tree`. */
  readonly label: string;
}

/**
 * The files at a revision. Where the current branch left that revision's history, it is the place where it did: what
 * happened there since is not this change's.
 *
 * @throws CommandFailure where git does not know the revision
 */
export function treeAt(projectFolder: string, revision: string): Tree {
  const resolved = spawnSync("git", ["rev-parse", "--verify", "--quiet", `${revision}^{commit}`], {
    cwd: projectFolder,
    encoding: "utf8",
  });
  if (resolved.status !== 0) {
    throw new CommandFailure(
      `Revision "${revision}" is not known here. Allowed: a commit, a branch or a tag of this repository.\n` +
        "In a pipeline, fetch it first: a shallow clone does not have it (fetch-depth: 0).",
      exitStatus.invalidInput,
    );
  }
  const shared = spawnSync("git", ["merge-base", "HEAD", revision], { cwd: projectFolder, encoding: "utf8" });
  const commit = shared.status === 0 ? shared.stdout.trim() : resolved.stdout.trim();
  const prefix = git(projectFolder, ["rev-parse", "--show-prefix"]);
  return { hash: git(projectFolder, ["rev-parse", `${commit}:${prefix}`]), label: commit.slice(0, 8) };
}

/** The files as they are now, with everything that is not ignored, committed or not. Nothing of the user's is touched. */
export function workingTree(projectFolder: string): Tree {
  const folder = mkdtempSync(path.join(os.tmpdir(), "deltawerk-index-"));
  try {
    const variables = { GIT_INDEX_FILE: path.join(folder, "index") };
    git(projectFolder, ["read-tree", "HEAD"], variables);
    git(projectFolder, ["add", "--all", "."], variables);
    // A link in its place is none that .gitignore knows; naming it above fails where it is a folder that is ignored.
    git(projectFolder, ["rm", "-r", "--cached", "--quiet", "--ignore-unmatch", "--", "node_modules"], variables);
    const prefix = git(projectFolder, ["rev-parse", "--show-prefix"]);
    const hash = git(projectFolder, ["write-tree", ...(prefix === "" ? [] : [`--prefix=${prefix}`])], variables);
    return { hash, label: "the working tree" };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Documents as they are in a tree. */
export function documentsOf(projectFolder: string, { hash }: Tree): DocumentSource {
  const files = filesOf(projectFolder, hash);
  return {
    read: (file) => {
      const blob = files.get(file);
      return blob === undefined ? undefined : textOf(projectFolder, blob);
    },
    list: (folder) =>
      [...files.keys()].flatMap((file) => (path.posix.dirname(file) === folder ? [path.posix.basename(file)] : [])),
  };
}

/** A tree never changes, and is asked for by every platform. */
const listed = new Map<string, ReadonlyMap<string, string>>();

/** Texts by their hashes: every platform asks for the same documents, at base and head. */
const texts = new Map<string, string>();

function textOf(projectFolder: string, blob: string): string {
  const text = texts.get(blob) ?? `${git(projectFolder, ["cat-file", "blob", blob])}\n`;
  texts.set(blob, text);
  return text;
}

/** Blob hashes by path. */
function filesOf(projectFolder: string, hash: string): ReadonlyMap<string, string> {
  const key = `${projectFolder}\0${hash}`;
  const files = listed.get(key) ?? readFiles(projectFolder, hash);
  listed.set(key, files);
  return files;
}

function readFiles(projectFolder: string, hash: string): ReadonlyMap<string, string> {
  const lines = git(projectFolder, ["ls-tree", "-r", "-z", "--full-tree", hash]).split("\0");
  return new Map(
    lines.flatMap((line) => {
      const [meta = "", file] = line.split("\t");
      return file === undefined ? [] : [[file, meta.split(" ")[2] ?? ""] as const];
    }),
  );
}

/** What decides what is deployed: the program, the local cloud, their packages and the documents of a platform. */
const DECIDES =
  /^(?:agreement|azure|components|infra|jobs|simulator|operations\/engine|stacks)\/|^(?:Pulumi\.yaml|package(?:-lock)?\.json|source-loader\.js|tsconfig\.json)$/;
/** What of that only describes, tests or judges it. */
const DECIDES_NOTHING = /\.md$|\.test\.ts$|^stacks\/(?:waivers|schemas)\//;

/** Whether a file can change what is deployed of a platform in environment `local`. */
export function concerns(file: string, platform: string): boolean {
  if (!DECIDES.test(file) || DECIDES_NOTHING.test(file)) return false;
  const [, folder, name = ""] = /^stacks\/([^/]+)\/(.+)$/.exec(file) ?? [];
  if (folder === undefined) return true;
  return name === `${platform}.yaml` || name === `${platform}.local.yaml`;
}

/** A key that is the same for two trees where a platform's deployment in environment `local` is the same. */
export function deploymentKey(projectFolder: string, { hash }: Tree, platform: string): string {
  const key = createHash("sha256");
  for (const [file, blob] of filesOf(projectFolder, hash)) {
    if (concerns(file, platform)) key.update(`${file}\0${blob}\0`);
  }
  return key.digest("hex").slice(0, 16);
}

/** Paths that differ between two trees. */
export function changedFiles(projectFolder: string, base: Tree, head: Tree): readonly string[] {
  const text = git(projectFolder, ["diff-tree", "-r", "-z", "--name-only", base.hash, head.hash]);
  return text.split("\0").filter((file) => file !== "");
}

/** Writes the files of a tree into an empty folder. */
export function extract(projectFolder: string, { hash }: Tree, folder: string): void {
  const archive = execFileSync("git", ["archive", "--format=tar", hash], {
    cwd: git(projectFolder, ["rev-parse", "--show-toplevel"]),
    maxBuffer,
  });
  execFileSync("tar", ["-x", "-C", folder], { input: archive });
}
