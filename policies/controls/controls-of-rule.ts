import { readFileSync } from "node:fs";
import path from "node:path";
import { formatProblems } from "../../agreement/problem";
import { parseDocument } from "../../agreement/parse-document";
import { controlsSchema, controlsVersion, type Control } from "./control";

const file = "policies/controls/iso27001-2022.yaml";
const kind = { schema: controlsSchema, version: controlsVersion, migrations: new Map() };
const read = new Map<string, readonly Control[]>();

/** Every control of the document. @throws Error with every problem of the document */
export function allControls(projectFolder: string): readonly Control[] {
  const known = read.get(projectFolder);
  if (known !== undefined) return known;
  const parsed = parseDocument(readFileSync(path.join(projectFolder, file), "utf8"), file, kind, () => []);
  if (!parsed.ok) throw new Error(formatProblems(parsed.problems));
  read.set(projectFolder, parsed.value.controls);
  return parsed.value.controls;
}

/** The controls that a rule helps to show. */
export function controlsOfRule(rule: string, projectFolder: string): readonly Control[] {
  return allControls(projectFolder).filter((control) => control.state === "tested" && control.rules.includes(rule));
}
