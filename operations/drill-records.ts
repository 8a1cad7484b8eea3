import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import type { Journal } from "../drills/journal";
import type { DrillRecord, DrillRun } from "../evidence/report/drill-record";
import { CommandFailure } from "./command-failure";
import { drillFolders } from "./drills/drill-folders";
import { journalFile } from "./drills/journal-file";
import { earlierJournals } from "./drills/journal-history";

/**
 * The last drill of each kind on a platform with those before it, from the journals of this checkout, sorted by scenario.
 *
 * @param note is told of journals that cannot be read; they are left out
 */
export function drillRecords(
  projectFolder: string,
  platform: string,
  note: (line: string) => void,
): readonly DrillRecord[] {
  const folder = path.dirname(drillFolders(projectFolder, platform).root);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort()
    .map((name) => drillFolders(projectFolder, name))
    .flatMap((folders) => {
      const last = journalIn(folders.journal, note);
      if (last?.drill.platform !== platform) return [];
      const earlier = earlierJournals(folders).flatMap((file) => journalIn(file, note) ?? []);
      return [recordOf(last, earlier)];
    });
}

function journalIn(file: string, note: (line: string) => void): Journal | undefined {
  try {
    return journalFile(file).load();
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error;
    note(`Left out: ${error.message}`);
    return undefined;
  }
}

function recordOf(last: Journal, earlier: readonly Journal[]): DrillRecord {
  const { drill, title, reason, notMeasured } = last;
  return {
    ...runOf(last),
    scenario: drill.scenario,
    title,
    environment: drill.environment,
    ...(reason !== undefined && { reason }),
    notMeasured,
    earlier: earlier.map(runOf),
  };
}

function runOf({ started, ended = started, status, results }: Journal): DrillRun {
  return {
    on: ended.slice(0, "2026-11-26".length),
    status,
    figures: results.map(({ id, what, unit, agreed, measured, verdict, clause }) => ({
      id,
      what,
      unit,
      verdict,
      clause,
      ...(agreed !== undefined && { agreed }),
      ...(measured !== undefined && { measured }),
    })),
  };
}
