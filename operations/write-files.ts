import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { CommandFailure } from "./command-failure";
import { exitStatus } from "./exit-status";

/** A file with its path below a folder, with forward slashes. */
interface WrittenFile {
  readonly path: string;
  readonly text: string;
}

/**
 * Writes files below a folder, which is made where it is missing. Other files in it stay.
 *
 * @throws CommandFailure where the folder cannot be written
 */
export function writeFiles(folder: string, files: readonly WrittenFile[]): void {
  try {
    for (const file of files) {
      const target = path.join(folder, ...file.path.split("/"));
      mkdirSync(path.dirname(target), { recursive: true });
      writeFileSync(target, file.text);
    }
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    throw new CommandFailure(
      `${folder} cannot be written (${String(error.code)}). Name another folder.`,
      exitStatus.invalidInput,
    );
  }
}
