import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import type { Journal } from "../drills/journal";
import type { DrillRecord } from "../evidence/report/drill-record";
import { CommandFailure } from "./command-failure";
import { drillFolders } from "./drills/drill-folders";
import { journalFile } from "./drills/journal-file";

/**
 * The last drill of each kind on a platform, from the journals of this checkout, sorted by scenario.
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
    .flatMap((name) => journalIn(drillFolders(projectFolder, name).journal, note) ?? [])
    .filter(({ drill }) => drill.platform === platform)
    .map(recordOf);
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

function recordOf({
  drill,
  title,
  started,
  ended = started,
  status,
  reason,
  results,
  notMeasured,
}: Journal): DrillRecord {
  return {
    scenario: drill.scenario,
    title,
    environment: drill.environment,
    on: ended.slice(0, "2026-11-26".length),
    status,
    ...(reason !== undefined && { reason }),
    figures: results.map(({ id, what, unit, agreed, measured, verdict, clause }) => ({
      id,
      what,
      unit,
      verdict,
      clause,
      ...(agreed !== undefined && { agreed }),
      ...(measured !== undefined && { measured }),
    })),
    notMeasured,
  };
}
