import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { kindsOf, type CustomDefinition } from "../custom-definition";
import type { KindSchema } from "../field-schema";
import { builtInData } from "./built-in-data";
import { moduleFolder } from "./go-module";
import { customSources } from "./inventory";

/** The folder of the generated data. */
export function dataFolder(root: string): string {
  return path.join(root, "simulator", "kubernetes", "schema", "data");
}

/** The generated data as text by file name. */
export function generateSchemas(root: string): ReadonlyMap<string, string> {
  const { kinds, types } = builtInData(moduleFolder(root, "k8s.io/kubernetes"));
  return new Map([
    ["built-in.json", `{"kinds":[\n${lines(kinds)}\n],"types":{\n${entries(types)}\n}}\n`],
    ["custom.json", `[\n${lines(customKinds(root))}\n]\n`],
  ]);
}

function customKinds(root: string): readonly KindSchema[] {
  return customSources.map(({ module, file, version }) => {
    const definition = parse(readFileSync(path.join(moduleFolder(root, module), file), "utf8")) as CustomDefinition;
    const kind = kindsOf(definition).find((each) => each.version === version);
    if (kind === undefined) throw new Error(`${module}/${file} does not serve ${version}`);
    return kind;
  });
}

/** One line for each item, so that a new version of a source shows as a small difference. */
function lines(items: readonly unknown[]): string {
  return items.map((item) => JSON.stringify(item)).join(",\n");
}

function entries(items: Readonly<Record<string, unknown>>): string {
  return Object.entries(items)
    .map(([name, item]) => `${JSON.stringify(name)}:${JSON.stringify(item)}`)
    .join(",\n");
}

if (process.argv[2] === "write") {
  const folder = dataFolder(process.cwd());
  mkdirSync(folder, { recursive: true });
  for (const [file, text] of generateSchemas(process.cwd())) writeFileSync(path.join(folder, file), text);
}
