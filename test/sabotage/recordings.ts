import { createHash } from "node:crypto";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Platform } from "../../azure/names/codes";
import { parseUnion, unionText } from "../../policies/resources/union-file";
import type { SwitchedOption } from "../../policies/framework/sabotage";
import type { RegisteredResource } from "../../policies/resources/registered-resource";
import { projectFolder, recordPlatform } from "./record-platform";

/** Everything that the program is made from: a recording is good for exactly these. */
const SOURCES = [
  "agreement",
  "azure",
  "components",
  "infra",
  "stacks",
  "test/sabotage",
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

/**
 * The resources of a platform, from the program itself, as it is or with an option for all its tenants. They are made once for a state of the sources and kept below
 * `.deltawerk`, because several tests need them and each would spend half a minute.
 */
export async function recordingOf(platform: Platform, option?: SwitchedOption): Promise<readonly RegisteredResource[]> {
  const folder = path.join(projectFolder, ".deltawerk", "recordings", sourceHash());
  const file = path.join(folder, `${[platform, ...(option === undefined ? [] : [option])].join("-")}.json`);
  const kept = existsSync(file) ? parseUnion(readFileSync(file, "utf8")) : undefined;
  if (kept !== undefined && "resources" in kept) return kept.resources;
  const resources = await recordPlatform(platform, option);
  mkdirSync(folder, { recursive: true });
  const draft = `${file}.${process.pid}`;
  const stacks = [...new Set(resources.map(({ stack }) => stack))];
  writeFileSync(draft, unionText({ of: `${platform}-production`, stacks, resources }));
  renameSync(draft, file);
  return resources;
}
