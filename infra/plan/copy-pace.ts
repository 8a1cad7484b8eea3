import { durationMinutes } from "../../agreement/duration";
import type { UntimedCopy } from "./backup-plan";

const DAY = 24 * 60;
const HOUR = 60;

/** Intervals in minutes that part a day evenly into whole hours, the longest first: what cron can say. */
const STEPS = Array.from({ length: 24 }, (_, index) => (24 - index) * HOUR).filter((step) => DAY % step === 0);

/**
 * The interval in minutes at which a copy is made: the agreed one, or the longest shorter one that keeps the agreed
 * recovery point. A copy counts only when it is whole, so just before that the newest one is as old as an interval and
 * the time that a copy takes. Where no interval keeps the point, the agreed one; the expected recovery refuses it then.
 *
 * @param agreedMinutes interval that is agreed
 * @param pointMinutes work that may be lost where nothing is left but the copies
 * @param takesMinutes that the largest copy takes
 */
export function copyPace(agreedMinutes: number, pointMinutes: number, takesMinutes: number): number {
  const closer = STEPS.filter((step) => step < agreedMinutes);
  // Half an interval is left free, so that a copy that fails can be repeated before the next.
  const isKept = (step: number): boolean => step + takesMinutes <= pointMinutes && 2 * takesMinutes <= step;
  return [agreedMinutes, ...closer].find(isKept) ?? agreedMinutes;
}

/** Intervals in minutes of some copies, in their order: the most frequent one keeps the recovery point for all. */
export function copyPaces(
  copies: readonly Pick<UntimedCopy, "every">[],
  pointMinutes: number,
  takesMinutes: number,
): readonly number[] {
  const agreed = copies.map(({ every }) => durationMinutes(every));
  const most = agreed.indexOf(Math.min(...agreed));
  return agreed.map((every, index) => (index === most ? copyPace(every, pointMinutes, takesMinutes) : every));
}
