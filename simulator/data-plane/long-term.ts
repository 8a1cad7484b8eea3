import { RECOVERY_TIMES } from "../../azure/recovery-times";
import type { Instant } from "../wire/data-plane-messages";
import { contains, type TimeSpans } from "./time-spans";

const DAY = 86_400_000;
const MINUTE = 60_000;

/** How long which of the weekly full backups is kept, in days; 0 where none is. */
export interface LongTermLadder {
  readonly weeklyDays: number;
  readonly monthlyDays: number;
  readonly yearlyDays: number;
  /** The week whose backup is kept for years. */
  readonly weekOfYear: number;
}

/** Days of an ISO 8601 duration of one part, as the service takes them: `P12M`, `P4W`, `PT0S`. Unknown ones are 0. */
export function iso8601Days(text: string): number {
  const [, count, unit] = /^P(\d+)([DWMY])$/.exec(text) ?? [];
  const days = { D: 1, W: 7, M: 30, Y: 365 }[unit as "D" | "W" | "M" | "Y"] as number | undefined;
  return Number(count ?? 0) * (days ?? 0);
}

/**
 * Moments of the weekly full backups that are in long-term retention at a moment, newest first: the first of a month
 * stays as the month's, that of one week of the year as the year's, and the longest retention counts.
 *
 * @param ladderAt what was configured at a moment: a change is for backups that are made after it (Microsoft Learn,
 * azure-sql/database/long-term-retention-overview)
 */
export function longTermBackups(
  created: Instant,
  ladderAt: (moment: Instant) => LongTermLadder,
  downtime: TimeSpans,
  at: Instant,
): readonly Instant[] {
  const week = RECOVERY_TIMES.fullBackupDays.value * DAY;
  const first = created + RECOVERY_TIMES.firstFullBackupMinutes.value * MINUTE;
  const kept: Instant[] = [];
  for (let moment = first; moment + RECOVERY_TIMES.longTermDays.value * DAY <= at; moment += week) {
    if (contains(downtime, moment)) continue;
    const ladder = ladderAt(moment);
    const days = Math.max(
      ladder.weeklyDays,
      isFirstOfMonth(moment, moment - week, first) ? ladder.monthlyDays : 0,
      weekOf(moment) === ladder.weekOfYear ? ladder.yearlyDays : 0,
    );
    if (days > 0 && moment + days * DAY > at) kept.unshift(moment);
  }
  return kept;
}

function isFirstOfMonth(moment: Instant, previous: Instant, first: Instant): boolean {
  return previous < first || new Date(previous).getUTCMonth() !== new Date(moment).getUTCMonth();
}

/** Week of the year, counted from its first day. */
function weekOf(moment: Instant): number {
  const year = Date.UTC(new Date(moment).getUTCFullYear(), 0, 1);
  return Math.floor((moment - year) / (7 * DAY)) + 1;
}
