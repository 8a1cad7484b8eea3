import { existsSync, readFileSync } from "node:fs";
import { journalSchema, type Journal } from "../../drills/journal";
import type { JournalStore } from "../../drills/run-drill";
import { CommandFailure } from "../command-failure";
import { writeWhole } from "./drill-folders";

/** The journal of a drill in a file. */
export function journalFile(file: string): JournalStore {
  return {
    load: () => readJournal(file),
    save: (journal) => writeWhole(file, `${JSON.stringify(journal, undefined, 2)}\n`),
  };
}

/** @throws CommandFailure where the file is there and is no journal */
function readJournal(file: string): Journal | undefined {
  if (!existsSync(file)) return undefined;
  const text = readFileSync(file, "utf8");
  try {
    return journalSchema.parse(JSON.parse(text));
  } catch {
    throw new CommandFailure(`${file} is not the journal of a drill. Remove it, and the drill begins anew.`);
  }
}
