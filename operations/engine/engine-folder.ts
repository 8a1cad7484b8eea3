import { createHash, randomUUID } from "node:crypto";
import { copyFile, link, mkdir, readFile, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";

const hostFolder = "operations/engine/language-host";

/** The files that the host consists of, and the sources that they are bundled from. */
const hostEntries = { "language-host": "main.ts", "legible-errors": "legible-errors.ts" };

/** What the host's bundle is made of besides its own sources. */
const bundledPackages = ["@grpc/grpc-js", "@pulumi/pulumi", "google-protobuf", "esbuild"];

// `exec` keeps the process id, so that the CLI's signals reach Node itself.
const launcher = `#!/bin/sh
exec node "$(dirname "$0")/language-host.js" "$@"
`;

/**
 * Gives a folder of the cache in which the CLI stands beside this checkout's language host, making it where it is
 * not there yet.
 *
 * The folder is named after its contents and never changes, so checkouts with different hosts do not disturb each
 * other, and needs nothing of the checkout afterwards. It appears whole or not at all.
 *
 * @param cli the built CLI, in the same cache
 */
export async function engineFolder(
  projectFolder: string,
  cache: string,
  cli: string,
  version: string,
): Promise<string> {
  const hash = await contentHash(projectFolder, cli);
  const folder = path.join(cache, `${version}-${hash}`);
  if (await isFolder(folder)) {
    return folder;
  }
  const draft = path.join(cache, `draft-${randomUUID()}.${process.pid}`);
  await mkdir(draft, { recursive: true });
  try {
    await bundleHost(projectFolder, draft);
    await writeFile(path.join(draft, "pulumi-language-nodejs"), launcher, { mode: 0o755 });
    await placeCli(cli, path.join(draft, "pulumi"));
    await rename(draft, folder);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (!(await isFolder(folder))) {
      throw error; // otherwise another process was first, with the same contents
    }
  }
  return folder;
}

/** A hard link, because the CLI warns where it is a symbolic one; a copy where the file system has no links. */
async function placeCli(cli: string, place: string): Promise<void> {
  await link(cli, place).catch(() => copyFile(cli, place));
}

async function bundleHost(projectFolder: string, folder: string): Promise<void> {
  const { build } = await import("esbuild");
  const entries = Object.entries(hostEntries).map(([name, source]) => [name, path.join(hostFolder, source)]);
  await build({
    absWorkingDir: projectFolder,
    entryPoints: Object.fromEntries(entries) as Record<string, string>,
    outdir: folder,
    bundle: true,
    minify: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    logLevel: "silent",
  });
}

async function contentHash(projectFolder: string, cli: string): Promise<string> {
  const folder = path.join(projectFolder, hostFolder);
  const sources = (await readdir(folder)).filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"));
  const files = [
    ...sources.sort().map((name) => path.join(folder, name)),
    ...bundledPackages.map((name) => path.join(projectFolder, "node_modules", name, "package.json")),
  ];
  const hash = createHash("sha256")
    .update(path.basename(path.dirname(cli)))
    .update(launcher);
  for (const file of files) {
    hash.update(await readFile(file)).update("\0");
  }
  return hash.digest("hex").slice(0, 12);
}

async function isFolder(place: string): Promise<boolean> {
  return stat(place).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
