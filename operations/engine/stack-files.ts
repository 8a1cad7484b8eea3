import { readFile, readdir, rm, stat } from "node:fs/promises";
import path from "node:path";

/** A stack of a file backend. */
export interface LocalStack {
  /** The backend's folder. */
  readonly stateFolder: string;
  readonly project: string;
  readonly stack: string;
}

/** A lock file of a stack and what it says. */
export interface LockFile {
  readonly file: string;
  readonly text: string;
}

/** The lock files of a stack. Pulumi makes one for every operation and takes it away at the end. */
export async function lockFiles({ stateFolder, project, stack }: LocalStack): Promise<LockFile[]> {
  const folder = path.join(stateFolder, ".pulumi", "locks", "organization", project, stack);
  const names = await absentAs([], readdir(folder));
  const files = names.filter((name) => name.endsWith(".json")).map((name) => path.join(folder, name));
  const texts = await Promise.all(files.map((file) => absentAs(undefined, readFile(file, "utf8"))));
  return files.flatMap((file, index) => {
    const text = texts[index];
    return text === undefined ? [] : [{ file, text }]; // undefined: its operation has ended just now
  });
}

/** Whether a stack's state holds operations that were begun and not ended. */
export async function hasPendingOperations({ stateFolder, project, stack }: LocalStack): Promise<boolean> {
  const file = path.join(stateFolder, ".pulumi", "stacks", project, `${stack}.json`);
  const text = await absentAs(undefined, readFile(file, "utf8"));
  const pending = text === undefined ? [] : (JSON.parse(text) as StateFile).checkpoint.latest?.pending_operations;
  return (pending ?? []).length > 0;
}

interface StateFile {
  readonly checkpoint: { readonly latest?: { readonly pending_operations?: readonly unknown[] } };
}

/**
 * Removes the empty files that a kill leaves where the backend keeps metadata beside its files; with one of them
 * there, every command fails with "EOF". Gives the files it removed.
 */
export async function removeEmptyMetadata({ stateFolder }: Pick<LocalStack, "stateFolder">): Promise<string[]> {
  const names = await absentAs([], readdir(path.join(stateFolder, ".pulumi"), { recursive: true }));
  const files = names.filter((name) => name.endsWith(".attrs")).map((name) => path.join(stateFolder, ".pulumi", name));
  const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size));
  const empty = files.filter((_, index) => sizes[index] === 0);
  await Promise.all(empty.map((file) => rm(file, { force: true })));
  return empty;
}

async function absentAs<T>(substitute: T, reading: Promise<T>): Promise<T> {
  return reading.catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") {
      return substitute;
    }
    throw error;
  });
}
