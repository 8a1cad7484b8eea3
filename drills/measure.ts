import type { Instant, MarkerRun, ServiceSpan } from "./cloud";
import type { TenantResult } from "./journal";

const MINUTE = 60_000;

/** What of the markers of before a fault is lost. */
export interface Loss {
  readonly written: number;
  readonly lost: number;
  readonly newestSurviving: Instant | undefined;
  /** Lost markers older than the newest one that survived. */
  readonly holes: readonly { readonly first: number; readonly last: number }[];
}

const count = (runs: readonly Pick<MarkerRun, "first" | "last">[]): number =>
  runs.reduce((sum, { first, last }) => sum + last - first + 1, 0);

/** Parts of runs that are in both. */
export function common(
  one: readonly MarkerRun[],
  other: readonly MarkerRun[],
  everySeconds: number,
): readonly MarkerRun[] {
  const step = everySeconds * 1000;
  return one.flatMap((run) =>
    other.flatMap((candidate) => {
      const first = Math.max(run.first, candidate.first);
      const last = Math.min(run.last, candidate.last);
      const at = (number: number) => run.from + (number - run.first) * step;
      return first > last ? [] : [{ first, last, from: at(first), to: at(last) }];
    }),
  );
}

/**
 * Compares what was there at a fault with what is there after the recovery.
 *
 * @param before markers that had been committed when the fault came
 * @param after markers that are in the database that serves now
 */
export function lossOf(before: readonly MarkerRun[], after: readonly MarkerRun[], everySeconds: number): Loss {
  const survivors = common(before, after, everySeconds);
  const newest = survivors.at(-1);
  const holes = before.flatMap((run) => gapsIn(run, survivors)).filter(({ last }) => last < (newest?.last ?? -1));
  return {
    written: count(before),
    lost: count(before) - count(survivors),
    newestSurviving: newest?.to,
    holes,
  };
}

function gapsIn(
  run: MarkerRun,
  survivors: readonly MarkerRun[],
): readonly { readonly first: number; readonly last: number }[] {
  const gaps: { first: number; last: number }[] = [];
  let next = run.first;
  for (const { first, last } of survivors.filter((each) => each.last >= run.first && each.first <= run.last)) {
    if (first > next) gaps.push({ first: next, last: first - 1 });
    next = last + 1;
  }
  if (next <= run.last) gaps.push({ first: next, last: run.last });
  return gaps;
}

/** The beginning of the service that lasts to the end, where it began after a fault; undefined while there is none. */
export function servedAgain(service: readonly ServiceSpan[], fault: Instant): Instant | undefined {
  const lastOutage = service.findLast(({ isServed, to }) => !isServed && to > fault);
  if (lastOutage === undefined) return fault;
  const isOver = service.some(({ isServed, from }) => isServed && from >= lastOutage.to);
  return isOver ? lastOutage.to : undefined;
}

/** What a drill measured for one tenant. */
export function tenantResult(
  tenant: { readonly code: string; readonly everySeconds: number; readonly faultAt: Instant },
  before: readonly MarkerRun[],
  after: readonly MarkerRun[],
  again: Instant | undefined,
): TenantResult {
  const { code, everySeconds, faultAt } = tenant;
  const { newestSurviving, written, lost, holes } = lossOf(before, after, everySeconds);
  return {
    code,
    faultAt: new Date(faultAt).toISOString(),
    resolutionSeconds: everySeconds,
    written,
    lost,
    holes: [...holes],
    ...(newestSurviving !== undefined && {
      newestSurviving: new Date(newestSurviving).toISOString(),
      recoveryPointMinutes: minutesBetween(newestSurviving, faultAt),
    }),
    ...(again !== undefined && {
      servedAgain: new Date(again).toISOString(),
      recoveryTimeMinutes: minutesBetween(faultAt, again),
    }),
  };
}

/** Minutes between two moments, to the second. */
export function minutesBetween(from: Instant, to: Instant): number {
  return Math.round(((to - from) / MINUTE) * 60) / 60;
}
