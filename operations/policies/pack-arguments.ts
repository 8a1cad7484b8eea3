import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { exportedResources } from "../../policies/resources/exported-resources";
import { unionText } from "../../policies/resources/union-file";
import type { StateResource } from "../stack-operations";

/** The pack that has all rules, in one process. */
const pack = "policies/packs/all";

/**
 * Arguments with which the engine judges a stack by all rules between its preview and its update. Where the states of
 * all other stacks are known, the pack gets them in a file, so that it can judge what spans stacks.
 *
 * @param of `superoffice-production`
 */
export function packArguments(
  projectFolder: string,
  of: string,
  states: ReadonlyMap<string, readonly StateResource[]> | undefined,
): readonly string[] {
  if (states === undefined) return ["--policy-pack", pack];
  const folder = path.join(projectFolder, ".deltawerk", "policies");
  mkdirSync(folder, { recursive: true });
  const union = path.join(folder, `${of}.union.json`);
  const resources = [...states.values()].flatMap((state) => exportedResources({ deployment: { resources: state } }));
  writeFileSync(union, unionText({ of, stacks: [...states.keys()], resources }), { mode: 0o600 });
  const config = path.join(folder, `${of}.config.json`);
  writeFileSync(config, JSON.stringify({ yardstick: { union } }));
  return ["--policy-pack", pack, "--policy-pack-config", config];
}
