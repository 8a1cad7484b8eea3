import { existsSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { documentsIn } from "../../agreement/load-platform";
import { optionTexts, type AgreementOption } from "../../drills/option";
import { startSimulator, stopSimulator } from "../../simulator/client/simulator-process";
import type { Engine } from "../engine/find-engine";
import { bringUp } from "./bring-up";
import { baseKey, drillFolders, makeChangedProject, writeWhole, type DrillFolders } from "./drill-folders";
import { drillSession } from "./drill-session";

/** Virtual time at which the cloud of every drill begins: the same drill gives the same result whenever it is run. */
const START = Date.parse("2026-01-05T00:00:00Z");

/** What a drill's results depend on besides its seed. */
export function platformKey(projectFolder: string, platform: string, option: AgreementOption | undefined): string {
  const load = createRequire(path.join(projectFolder, "package.json"));
  const { bundleOf } = load("./source-loader.js") as { readonly bundleOf: (entry: string) => string };
  const changed = optionTexts(documentsIn(projectFolder), platform, option);
  return baseKey(projectFolder, platform, ["infra/program.ts", "simulator/process.ts"].map(bundleOf), changed);
}

export interface BaseOptions {
  readonly projectFolder: string;
  readonly platform: string;
  /** What the drill switches on for itself. */
  readonly option?: AgreementOption | undefined;
}

/**
 * A platform that is up in a local cloud of its own, kept for all drills on it and made again when its documents, the
 * program or the local cloud change. Drills work on copies of it.
 */
export async function basePlatform(
  { projectFolder, platform, option }: BaseOptions,
  engine: Engine,
  say: (text: string) => void,
): Promise<DrillFolders> {
  const folders = drillFolders(projectFolder, `base-${platform}${option === undefined ? "" : `-${option.name}`}`);
  const [done, begun] = [path.join(folders.root, "made-of"), path.join(folders.root, "being-made-of")];
  const key = platformKey(projectFolder, platform, option);
  if (textOf(done) === key) return folders;
  await stopSimulator(folders.local);
  // What a killed run has made of the same documents is gone on with.
  if (textOf(begun) !== key) rmSync(folders.root, { recursive: true, force: true });
  writeWhole(begun, key);
  makeChangedProject(projectFolder, folders.live, optionTexts(documentsIn(projectFolder), platform, option));
  say(`Bringing ${platform} up in a local cloud of its own, once for all drills on it …`);
  const cloud = await startSimulator({ projectFolder, stateFolder: folders.local, start: START });
  try {
    await bringUp(drillSession(engine, cloud, folders.live, folders.local), platform, say);
  } finally {
    await stopSimulator(folders.local);
  }
  writeWhole(done, key);
  return folders;
}

function textOf(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}
