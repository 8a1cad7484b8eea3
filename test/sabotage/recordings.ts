import { createHash } from "node:crypto";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Platform } from "../../azure/names/codes";
import { parseUnion, unionText } from "../../policies/resources/union-file";
import type { SwitchedOption } from "../../policies/framework/sabotage";
import type { RegisteredResource } from "../../policies/resources/registered-resource";
import { planOf, projectFolder, recordPlan } from "./record-platform";

/** Everything that the program is made from: a recording is good for exactly these. */
const SOURCES = [
  "agreement",
  "azure",
  "components",
  "infra",
  "stacks",
  "test/sabotage",
  "test/azure-answers.ts",
  "policies/resources",
  "package-lock.json",
];

function sourceHash(): string {
  const files = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "--", ...SOURCES], {
    cwd: projectFolder,
    encoding: "utf8",
  });
  const hash = createHash("sha256");
  for (const file of files.split("\n").filter((name) => name !== "" && existsSync(path.join(projectFolder, name)))) {
    hash
      .update(file)
      .update("\0")
      .update(readFileSync(path.join(projectFolder, file)))
      .update("\0");
  }
  return hash.digest("hex").slice(0, 16);
}

/** Makes a file by one process; the others that want it meanwhile wait for that one. */
async function madeOnce(file: string, make: () => Promise<string>): Promise<void> {
  const claim = `${file}.claim`;
  while (!existsSync(file)) {
    try {
      writeFileSync(claim, String(process.pid), { flag: "wx" });
    } catch {
      if (!isAlive(claim)) rmSync(claim, { force: true });
      await sleep(200);
      continue;
    }
    try {
      const draft = `${file}.${process.pid}`;
      writeFileSync(draft, await make());
      renameSync(draft, file);
    } finally {
      rmSync(claim, { force: true });
    }
  }
}

/** Whether who claimed it still runs. A claim that is being written or has just gone counts as one that does. */
function isAlive(claim: string): boolean {
  try {
    const owner = Number(readFileSync(claim, "utf8"));
    if (owner > 0) process.kill(owner, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}

/**
 * The resources of a platform, from the program itself, as it is or with an option for all its tenants. They are made once
 * for a state of the sources and kept below `.deltawerk`, because several tests need them and each would spend half a minute.
 */
export async function recordingOf(platform: Platform, option?: SwitchedOption): Promise<readonly RegisteredResource[]> {
  const folder = path.join(projectFolder, ".deltawerk", "recordings", sourceHash());
  const file = path.join(folder, `${[platform, ...(option === undefined ? [] : [option])].join("-")}.json`);
  mkdirSync(folder, { recursive: true });
  await madeOnce(file, async () => {
    const resources = await recordPlan(platform, planOf(platform, option));
    const stacks = [...new Set(resources.map(({ stack }) => stack))];
    return unionText({ of: `${platform}-production`, stacks, resources });
  });
  const made = parseUnion(readFileSync(file, "utf8"));
  if (!("resources" in made)) throw new Error(`${file} is not a recording; remove it`);
  return made.resources;
}
