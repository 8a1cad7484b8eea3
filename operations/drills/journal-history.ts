import { existsSync, mkdirSync, readdirSync, renameSync } from "node:fs";
import path from "node:path";
import type { DrillFolders } from "./drill-folders";
import { journalFile } from "./journal-file";

/**
 * Puts the journal of the last drill to those of earlier ones, under the time at which it began. All are kept: one is some
 * tens of kilobytes.
 *
 * @throws CommandFailure where the file is there and is no journal
 */
export function setAside({ journal, history }: Pick<DrillFolders, "journal" | "history">): void {
  const found = journalFile(journal).load();
  if (found === undefined) return;
  mkdirSync(history, { recursive: true });
  renameSync(journal, path.join(history, `${found.started.replaceAll(":", "")}.json`));
}

/** Files of the journals of earlier drills, oldest first. */
export function earlierJournals({ history }: Pick<DrillFolders, "history">): readonly string[] {
  const names = existsSync(history) ? readdirSync(history).filter((name) => name.endsWith(".json")) : [];
  return names.sort().map((name) => path.join(history, name));
}
