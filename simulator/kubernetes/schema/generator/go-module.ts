import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";

/** The folder of the pinned sources, with their go.mod and go.sum. */
export function sourcesFolder(root: string): string {
  return path.join(root, "simulator", "kubernetes", "schema", "sources");
}

/** Pinned versions by module. */
export function pinnedVersions(root: string): Readonly<Record<string, string>> {
  const lines = readFileSync(path.join(sourcesFolder(root), "go.mod"), "utf8").matchAll(/^\t(\S+) (v\S+)$/gm);
  return Object.fromEntries([...lines].map(([, module = "", version = ""]) => [module, version]));
}

/**
 * The folder of a pinned module in Go's cache, downloaded where it is missing and checked against the committed go.sum.
 *
 * The versions are asked for one by one in a module that requires nothing: Kubernetes itself requires modules that
 * exist only within its own repository.
 */
export function moduleFolder(root: string, module: string): string {
  const version = pinnedVersions(root)[module];
  if (version === undefined) throw new Error(`${path.join(sourcesFolder(root), "go.mod")} does not name ${module}`);
  const folder = mkdtempSync(path.join(os.tmpdir(), "deltawerk-sources-"));
  try {
    writeFileSync(path.join(folder, "go.mod"), "module sources\n\ngo 1.26\n");
    writeFileSync(path.join(folder, "go.sum"), readFileSync(path.join(sourcesFolder(root), "go.sum")));
    const answer = execFileSync("go", ["mod", "download", "-json", `${module}@${version}`], {
      cwd: folder,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    });
    return (JSON.parse(answer) as { readonly Dir: string }).Dir;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
