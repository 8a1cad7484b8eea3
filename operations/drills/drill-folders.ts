import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Journal } from "../../drills/journal";

/** Where a drill keeps everything: nothing of it is the user's. */
export interface DrillFolders {
  readonly root: string;
  /** The local cloud, and the state of the live platform's stacks. */
  readonly local: string;
  /** State of the second data centre's stacks. */
  readonly twinLocal: string;
  /** Project folders whose program is the checkout's, with documents of their own. */
  readonly live: string;
  readonly twin: string;
  /** For files of jobs that the drill carries out. */
  readonly scratch: string;
  readonly journal: string;
  /** With the journals of earlier drills of the same kind. */
  readonly history: string;
  readonly report: string;
}

/** What a drill's folder is called; who drills in the local cloud thinks of no environment. */
export function drillName({
  platform,
  scenario,
  environment,
}: Pick<Journal["drill"], "platform" | "scenario" | "environment">): string {
  return `${platform}-${scenario}${environment === "local" ? "" : `-${environment}`}`;
}

/** The folders of a drill. */
export function drillFolders(projectFolder: string, name: string): DrillFolders {
  const root = path.join(projectFolder, ".deltawerk", "drills", name);
  return {
    root,
    local: path.join(root, "local"),
    twinLocal: path.join(root, "twin-local"),
    live: path.join(root, "live"),
    twin: path.join(root, "twin"),
    scratch: path.join(root, "scratch"),
    journal: path.join(root, "journal.json"),
    history: path.join(root, "history"),
    report: path.join(root, "report.txt"),
  };
}

const documentFolders = ["agreements", "environments", "firewall-rules", "promises", "tenants", "waivers"];

/**
 * Makes a project folder in which the engine runs the checkout's program with other documents.
 *
 * @param texts documents by their paths; @default those of the checkout
 */
export function makeProject(projectFolder: string, folder: string, texts?: Readonly<Record<string, string>>): void {
  mkdirSync(path.join(folder, "infra"), { recursive: true });
  cpSync(path.join(projectFolder, "Pulumi.yaml"), path.join(folder, "Pulumi.yaml"));
  const loader = JSON.stringify(path.join(projectFolder, "source-loader"));
  const program = `"use strict";\n\nmodule.exports = () => require(${loader}).load("infra/program.ts").run(${JSON.stringify(folder)});\n`;
  writeFileSync(path.join(folder, "infra", "index.js"), program);
  for (const name of documentFolders) {
    const source = path.join(projectFolder, "stacks", name);
    const target = path.join(folder, "stacks", name);
    mkdirSync(target, { recursive: true });
    if (texts === undefined && existsSync(source)) cpSync(source, target, { recursive: true });
  }
  for (const [file, text] of Object.entries(texts ?? {})) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  }
}

/** Copies a stack's configuration, where it has one: with which key its secrets are encrypted is written there. */
export function copyConfiguration(projectFolder: string, folder: string, stack: string): void {
  const file = path.join("stacks", `Pulumi.${stack}.yaml`);
  if (existsSync(path.join(projectFolder, file))) cpSync(path.join(projectFolder, file), path.join(folder, file));
}

/** The checkout's project with the documents that a drill changes, by their paths. */
export function makeChangedProject(
  projectFolder: string,
  folder: string,
  changed: Readonly<Record<string, string>>,
): void {
  makeProject(projectFolder, folder);
  for (const [file, text] of Object.entries(changed)) writeFileSync(path.join(folder, file), text);
}

/** Writes a file so that readers see the old text or the new one. */
export function writeWhole(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, text);
  renameSync(draft, file);
}

/** Copies a folder whole or not at all. */
export function copyWhole(source: string, target: string): void {
  const draft = `${target}.draft`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(path.dirname(target), { recursive: true });
  cpSync(source, draft, { recursive: true });
  rmSync(target, { recursive: true, force: true });
  renameSync(draft, target);
}

/**
 * Changes with the documents of a platform and with the sources of program and local cloud.
 *
 * @param changed documents that a drill changes, by their paths
 */
export function baseKey(
  projectFolder: string,
  platform: string,
  bundles: readonly string[],
  changed: Readonly<Record<string, string>>,
): string {
  const hash = createHash("sha256").update(JSON.stringify(changed));
  for (const folder of documentFolders) {
    const source = path.join(projectFolder, "stacks", folder);
    const names = existsSync(source) ? readdirSync(source).filter((name) => name.startsWith(`${platform}.`)) : [];
    for (const name of names.sort())
      hash
        .update(name)
        .update("\0")
        .update(readFileSync(path.join(source, name)));
  }
  for (const bundle of bundles) hash.update(readFileSync(`${bundle}.json`));
  return hash.digest("hex").slice(0, 12);
}
