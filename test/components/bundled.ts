import { buildSync } from "esbuild";
import path from "node:path";

/**
 * A Pulumi program that calls the function `run` of a source file, in one text.
 *
 * @param entry path of the source within the project
 * @param argument what the function is given
 */
export function bundled(entry: string, argument: unknown): string {
  const bundle = buildSync({
    absWorkingDir: path.resolve(__dirname, "../.."),
    entryPoints: [entry],
    bundle: true,
    platform: "node",
    target: "node20",
    packages: "external",
    write: false,
  });
  return `${bundle.outputFiles[0]?.text ?? ""}\nmodule.exports.run(${JSON.stringify(argument)});\n`;
}
