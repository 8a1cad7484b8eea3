import type { Agreement } from "../../agreement/agreement";
import { offsetMinutes } from "../../agreement/calendar/utc-offset";
import { durationMinutes, durationWords } from "../../agreement/duration";
import { clockMinutes } from "../../agreement/weekly-hours";
import type { CopyPlan, UntimedCopy } from "./backup-plan";
import { promisesOf } from "./clause-promises";
import { copyPaces } from "./copy-pace";
import { copyMinutes, estimateCopies, planCopyLoad, type CopiedDatabase } from "./copy-schedule";
import type { Decision } from "./decision";
import type { MaintenancePlan, MaintenanceWindowPlan } from "./maintenance-plan";
import type { PlanFinding } from "./plan-finding";

/** A Monday. All schedules count from here. */
export const EPOCH_DAY = Date.parse("2024-01-01T00:00:00Z");
const DAY = 1440;
const WEEK = 7 * DAY;
const MINUTE_MS = 60_000;
/** Around which copies are made, in minutes of the UTC day: late evening in every country of the platforms. */
const PREFERRED_START = 21 * 60;
const STEP = 30;
const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;

/** Minutes of the week, counted from Monday 00:00 UTC; may pass the end of the week. */
interface Span {
  readonly start: number;
  readonly minutes: number;
}

/** Planned work at a fixed offset, in UTC. */
function spanOf({ day, startTime, hours, utcOffset }: MaintenanceWindowPlan): Span {
  const start = WEEKDAYS.indexOf(day) * DAY + clockMinutes(startTime) - (offsetMinutes(utcOffset) ?? 0);
  return { start: (start + WEEK) % WEEK, minutes: hours * 60 };
}

/** Minutes that two spans of a week have in common, whatever side of Monday they lie on. */
function common(one: Span, other: Span): number {
  const overlap = (shift: number): number =>
    Math.max(
      0,
      Math.min(one.start + one.minutes, other.start + shift + other.minutes) - Math.max(one.start, other.start + shift),
    );
  return overlap(-WEEK) + overlap(0) + overlap(WEEK);
}

/** Every run of a week. */
function runsFrom(startOfDay: number, everyMinutes: number, minutes: number): readonly Span[] {
  const count = Math.max(1, Math.floor(WEEK / everyMinutes));
  return Array.from({ length: count }, (_, index) => ({
    start: (startOfDay + index * everyMinutes) % WEEK,
    minutes,
  }));
}

function candidates(): readonly number[] {
  const starts = Array.from({ length: DAY / STEP }, (_, index) => index * STEP);
  const distance = (start: number): number => {
    const apart = Math.abs(start - PREFERRED_START);
    return Math.min(apart, DAY - apart);
  };
  return starts.sort((one, other) => distance(one) - distance(other));
}

/** Databases of a full cell, each of the size that it may grow to: timings hold until then. */
export function fullCell(tenants: number, size: Pick<CopiedDatabase, "sku" | "maxSizeGiB">): readonly CopiedDatabase[] {
  return Array.from({ length: tenants }, (_, index) => ({ ...size, tenant: String(index) }));
}

/**
 * Adds the times to copies, one after the other, so that two kinds of copies do not run at once where that can be.
 *
 * @param pointMinutes work that may be lost where nothing is left but the copies
 */
export function timeCopies(
  copies: readonly UntimedCopy[],
  databases: readonly CopiedDatabase[],
  maintenance: MaintenancePlan,
  pointMinutes: number,
): readonly CopyPlan[] {
  const waveMinutes = Math.max(0, ...databases.map(copyMinutes));
  const paces = copyPaces(copies, pointMinutes, waveMinutes);
  const shortest = Math.min(...paces);
  const work = [spanOf(maintenance.upgrades), spanOf(maintenance.nodeImages)];
  const taken: Span[] = [];
  return copies.map((copy, index) => {
    const everyMinutes = paces[index] ?? durationMinutes(copy.every);
    // Half of the shortest interval is left to copies of another kind.
    // Where even all at once are too slow, `copyTimingFindings` refuses the plan.
    const load = planCopyLoad(databases, shortest) ?? estimateCopies(databases, databases.length);
    const waves = Math.max(1, Math.ceil(databases.length / load.parallel));
    const sum = (spans: readonly Span[], start: number): number =>
      runsFrom(start, everyMinutes, waves * waveMinutes).reduce(
        (total, run) => total + spans.reduce((minutes, span) => minutes + common(run, span), 0),
        0,
      );
    const cost = (start: number): number => sum(work, start) + sum(taken, start);
    const starts = candidates();
    const least = Math.min(...starts.map(cost));
    const start = starts.find((candidate) => cost(candidate) === least) ?? PREFERRED_START;
    taken.push(...runsFrom(start, everyMinutes, waves * waveMinutes));
    const timing = {
      epoch: new Date(EPOCH_DAY + start * MINUTE_MS).toISOString(),
      everyMinutes,
      waves,
      waveMinutes,
      estimate: load,
      disturbedMinutes: sum(work, start),
    };
    return { ...copy, timing };
  });
}

/** Copies that cannot be made at the agreed pace. */
export function copyTimingFindings(agreement: Agreement, databases: readonly CopiedDatabase[]): readonly PlanFinding[] {
  return agreement.backup.independentCopies.flatMap((copy, index): readonly PlanFinding[] => {
    if (planCopyLoad(databases, durationMinutes(copy.every)) !== undefined) return [];
    const largest = Math.max(...databases.map(copyMinutes));
    return [
      {
        document: "agreement",
        path: ["backup", "independentCopies", index, "every"],
        given: copy.every,
        allowed: `at least twice what the largest database takes, which is ${largest} minutes (estimate)`,
        fixes: ["Make copies less often.", "Make the databases smaller (sizes.database.maxSizeGiB)."],
        breaks: promisesOf(copy),
      },
    ];
  });
}

/** When copies are made, how long they take and what they need, for the reader. */
export function copyTimingDecisions(copies: readonly CopyPlan[]): readonly Decision[] {
  return copies.map(({ key, every, timing, promises }) => {
    const { estimate, everyMinutes, waves, waveMinutes, disturbedMinutes } = timing;
    const isCloser = everyMinutes < durationMinutes(every);
    const closer = isCloser
      ? `; closer than the agreed ${durationWords(every)}, to keep recovery.fromCopies.point`
      : "";
    const vCores = estimate.extraVCores === undefined ? "" : `${estimate.extraVCores} vCores, `;
    return {
      about: "independent copies",
      chosen:
        `${key}: from ${timing.epoch.slice(11, 16)} UTC every ${everyMinutes / 60} hours, ${estimate.parallel} at once in ` +
        `each cell, ${waves} waves of ${waveMinutes} min (estimate); beside the live databases ${vCores}` +
        `${estimate.extraGiB} GiB, ${estimate.scratchGiB} GiB of scratch space a job`,
      because:
        disturbedMinutes === 0
          ? `a full cell is done in half the interval, so that a failed copy can be repeated; clear of planned work${closer}`
          : `a full cell is done in half the interval; ${disturbedMinutes} min a week fall into planned work and are repeated${closer}`,
      promises,
    };
  });
}
