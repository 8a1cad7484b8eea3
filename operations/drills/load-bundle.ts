import { createRequire } from "node:module";
import path from "node:path";

/**
 * The exports of a source file that is a bundle of its own, so that commands which need nothing of it do not load it and
 * its libraries.
 *
 * @param entry its path in the project's folder, with forward slashes
 */
export function loadBundle<Exports>(projectFolder: string, entry: string): Exports {
  const { load } = createRequire(path.join(projectFolder, "package.json"))("./source-loader.js") as {
    readonly load: (entry: string) => Exports;
  };
  return load(entry);
}
