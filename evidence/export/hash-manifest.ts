import { createHash } from "node:crypto";

/** A file with its text. */
export interface HashedFile {
  readonly path: string;
  readonly text: string;
}

/**
 * Hashes of files in the form that `sha256sum --check` reads, and of what they were made from in lines that it passes over.
 * Equal texts give equal manifests.
 *
 * @param title what it is about, on one line
 */
export function hashManifest(title: string, files: readonly HashedFile[], madeFrom: readonly HashedFile[]): string {
  const sorted = (list: readonly HashedFile[]): readonly HashedFile[] =>
    [...list].sort((one, other) => (one.path < other.path ? -1 : 1));
  return [
    `# ${title}`,
    "# Made from:",
    ...sorted(madeFrom).map(({ path, text }) => `#   ${sha256(text)}  ${path}`),
    ...sorted(files).map(({ path, text }) => `${sha256(text)}  ${path}`),
    "",
  ].join("\n");
}

/** The SHA-256 of a text in UTF-8, in hexadecimal digits. */
export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
