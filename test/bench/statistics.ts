/** What a series of measurements says. */
export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

/**
 * Median and range of a series.
 *
 * @throws RangeError for an empty series, or one with something that is not a number
 */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  const upper = sorted[Math.floor(sorted.length / 2)];
  if (lower === undefined || upper === undefined || !values.every(Number.isFinite)) {
    throw new RangeError(`no median of [${values.join(", ")}]: at least one number is needed, and only numbers`);
  }
  return { median: (lower + upper) / 2, least: Math.min(...values), most: Math.max(...values) };
}

/**
 * Ratios of two series that were measured in turns: the first of one to the first of the other, and so on, so that
 * what slows the machine down for a while counts for both.
 *
 * @throws RangeError where one series is longer than the other
 */
export function ratios(ours: readonly number[], others: readonly number[]): readonly number[] {
  return paired(ours, others, (one, other) => one / other);
}

/**
 * What one series has more than the other, turn by turn.
 *
 * @throws RangeError where one series is longer than the other
 */
export function differences(ours: readonly number[], others: readonly number[]): readonly number[] {
  return paired(ours, others, (one, other) => one - other);
}

function paired(
  ours: readonly number[],
  others: readonly number[],
  compare: (one: number, other: number) => number,
): readonly number[] {
  if (ours.length !== others.length) {
    throw new RangeError(`${ours.length} measurements against ${others.length}: they cannot be paired`);
  }
  return ours.map((value, turn) => compare(value, others[turn] ?? Number.NaN));
}
