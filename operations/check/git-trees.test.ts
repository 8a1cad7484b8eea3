import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { build } from "esbuild";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { changedFiles, concerns, deploymentKey, documentsOf, extract, treeAt, workingTree } from "./git-trees";

let folder: string;

const git = (...args: string[]): string => execFileSync("git", args, { cwd: folder, encoding: "utf8" });

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), text);
}

function commit(message: string): void {
  git("add", "--all");
  git("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "--quiet", "-m", message);
}

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "deltawerk trees-"));
  git("init", "--quiet", "--initial-branch=main");
  write(".gitignore", "ignored/\n");
  write("infra/entry.ts", "1");
  write("stacks/agreements/pct.yaml", "a: 1\n");
  commit("first");
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("the working tree", () => {
  it("is that of the last commit while nothing is changed, and has what is neither committed nor ignored", () => {
    expect(workingTree(folder).hash).toBe(treeAt(folder, "HEAD").hash);
    write("infra/more.ts", "2");
    write("ignored/file", "3");
    const before = git("status", "--porcelain");
    const tree = workingTree(folder);
    expect(changedFiles(folder, treeAt(folder, "HEAD"), tree)).toEqual(["infra/more.ts"]);
    expect(git("status", "--porcelain")).toBe(before);
  });

  it("has no packages, whether git ignores their folder or cannot ignore a link to it", () => {
    write(".gitignore", "node_modules/\n");
    write("node_modules/some/index.js", "0");
    commit("packages are ignored");
    const without = treeAt(folder, "HEAD").hash;
    expect(workingTree(folder).hash).toBe(without);
    rmSync(path.join(folder, "node_modules"), { recursive: true });
    symlinkSync("elsewhere", path.join(folder, "node_modules"));
    expect(workingTree(folder).hash).toBe(without);
  });

  it("can be written elsewhere as it is", () => {
    write("infra/entry.ts", "not committed");
    const target = mkdtempSync(path.join(os.tmpdir(), "deltawerk target-"));
    extract(folder, workingTree(folder), target);
    expect(readFileSync(path.join(target, "infra/entry.ts"), "utf8")).toBe("not committed");
    expect(existsSync(path.join(target, ".git"))).toBe(false);
    rmSync(target, { recursive: true });
  });
});

describe("a revision", () => {
  it("is compared from where the branch left it", () => {
    const left = treeAt(folder, "main").hash;
    git("switch", "--quiet", "--create", "change");
    write("infra/entry.ts", "2");
    commit("change");
    git("switch", "--quiet", "main");
    write("infra/other.ts", "elsewhere");
    commit("of others");
    git("switch", "--quiet", "change");
    expect(treeAt(folder, "main").hash).toBe(left);
  });

  it("that git does not know is refused with what is allowed", () => {
    expect(() => treeAt(folder, "no-such")).toThrow(/Revision "no-such" is not known here.*fetch-depth: 0/s);
  });

  it("has its documents as they were", () => {
    const tree = treeAt(folder, "HEAD");
    write("stacks/agreements/pct.yaml", "a: 2\n");
    const documents = documentsOf(folder, tree);
    expect(documents.read("stacks/agreements/pct.yaml")).toBe("a: 1\n");
    expect(documents.read("stacks/agreements/none.yaml")).toBeUndefined();
    expect(documents.list("stacks/agreements")).toEqual(["pct.yaml"]);
  });
});

describe("the key of a deployment", () => {
  const key = (): string => deploymentKey(folder, workingTree(folder), "pct");

  it.each([
    "docs/a.md",
    "policies/rules/x.ts",
    "infra/entry.test.ts",
    "stacks/agreements/cloxxs.yaml",
    "README.md",
    // What a check itself wrote.
    "found/check.json",
  ])("is the same after a change of %s", (file) => {
    const before = key();
    write(file, "changed");
    expect(key()).toBe(before);
  });

  it.each(["infra/entry.ts", "components/x.ts", "simulator/x.ts", "stacks/agreements/pct.yaml", "package-lock.json"])(
    "is another one after a change of %s",
    (file) => {
      const before = key();
      write(file, "changed");
      expect(key()).not.toBe(before);
    },
  );

  it.each(["infra/program.ts", "simulator/process.ts"])("knows every source of %s", async (entry) => {
    const { metafile } = await build({
      entryPoints: [entry],
      bundle: true,
      platform: "node",
      packages: "external",
      write: false,
      metafile: true,
      logLevel: "silent",
    });
    const sources = Object.keys(metafile.inputs);
    expect(sources.length).toBeGreaterThan(50);
    expect(sources.filter((source) => !concerns(source, "pct"))).toEqual([]);
  });
});
