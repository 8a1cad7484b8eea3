import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import type { ModuleData } from "../wire-types";
import { openPackage, type ClassicPackage } from "./classic-mappers";
import { inventory } from "./inventory";
import { describeModule } from "./module-data";
import { readSdk } from "./sdk-declarations";

/** Where the pinned source packages are installed; below the project's folder for everything that is not committed. */
export function sourcesFolder(root: string): string {
  return path.join(root, ".deltawerk", "mapping-sources");
}

/** Installs the pinned source packages, so that ordinary installs of the project need not download them. */
export function installSources(root: string): void {
  const folder = sourcesFolder(root);
  const pinned = path.join(root, "simulator", "mapping", "sources");
  fs.mkdirSync(folder, { recursive: true });
  for (const file of ["package.json", "package-lock.json", ".npmrc"]) {
    fs.copyFileSync(path.join(pinned, file), path.join(folder, file));
  }
  execFileSync("npm", ["ci", "--ignore-scripts", "--omit=peer", "--silent"], { cwd: folder, stdio: "inherit" });
}

/** The mapping data of every module, as text by file name. */
export function generateData(root: string): ReadonlyMap<string, string> {
  const sdk = readSdk(path.join(root, "node_modules", "@pulumi", "azure-native"));
  const opened = new Map<string, ClassicPackage>();
  const open = (name: string): ClassicPackage => {
    const found = opened.get(name) ?? openPackage(path.join(sourcesFolder(root), "node_modules", ...name.split("/")));
    opened.set(name, found);
    return found;
  };
  return new Map(
    Object.entries(inventory).map(([module, entries]) => [
      `${module}.json`,
      textOf(describeModule(sdk(module), entries, open)),
    ]),
  );
}

/** One line for each property, so that a change of the SDK shows as a small difference. */
function textOf(data: ModuleData): string {
  const pretty = JSON.stringify(data, undefined, 1);
  return `${pretty.replace(/\{\n\s+("(?:wire|type)": [^{}]*?)\n\s+\}/g, (_, inner: string) => `{ ${inner.replace(/\n\s+/g, " ")} }`).replace(/\[\n\s+([^[\]{}]*?)\n\s+\]/g, (_, inner: string) => `[${inner.replace(/\n\s+/g, " ")}]`)}\n`;
}

function main(): void {
  const root = process.cwd();
  if (!fs.existsSync(path.join(sourcesFolder(root), "node_modules"))) installSources(root);
  for (const [file, text] of generateData(root)) {
    fs.writeFileSync(path.join(root, "simulator", "mapping", "data", file), text);
  }
}

if (process.argv[2] === "write") main();
