/**
 * How long the independent copies of all databases take, how many run at once, and what they need beside the live
 * databases. Pure arithmetic over sizes and rates; none of the rates is published by Azure for this use, so every result is
 * an estimate for the largest size that the databases may have.
 */

/** One database that is copied. */
export interface CopiedDatabase {
  readonly tenant: string;
  readonly sku: string;
  /** The size that it may grow to. */
  readonly maxSizeGiB: number;
}

export interface CopyEstimate {
  /** Copies that run at once. */
  readonly parallel: number;
  /** Minutes of the longest single copy. */
  readonly longestMinutes: number;
  /** Minutes from the first start to the last end. */
  readonly allMinutes: number;
  /** Extra vCores for the database copies, at most. Absent where a SKU does not say its vCores (DTU). */
  readonly extraVCores?: number;
  /** Extra storage of the database copies, at most. */
  readonly extraGiB: number;
  /** Extra databases on the servers, at most. */
  readonly extraDatabases: number;
  /** Scratch space of each job. */
  readonly scratchGiB: number;
}

/** Figures of the estimate, with what they were taken from. */
export const COPY_RATES = {
  /** Starting the job, making the copy's record, reading the contents, dropping it. */
  overheadMinutes: { value: 10, source: "own estimate" },
  copyGiBPerHour: {
    value: 500,
    source:
      "Microsoft Learn, azure-sql/database/failover-group: seeding at up to 500 GB an hour; a copy is seeded alike",
  },
  exportGiBPerHour: { value: 40, source: "own estimate, for 2 vCores" },
  /** Of the database's size; DacFx writes temporary files before it compresses. */
  scratchFactor: {
    value: 3,
    source: "Microsoft Learn, azure-sql/database/database-export (2025): disk of up to 3 times the database",
  },
} as const;

/** Part of the interval in which all copies must be done, so that one that fails can be repeated before the next. Ours. */
const SHARE_OF_INTERVAL = 0.5;

/** Minutes that the copy of one database takes. */
export function copyMinutes({ maxSizeGiB }: Pick<CopiedDatabase, "maxSizeGiB">): number {
  const { overheadMinutes, copyGiBPerHour, exportGiBPerHour } = COPY_RATES;
  const hours = maxSizeGiB / copyGiBPerHour.value + maxSizeGiB / exportGiBPerHour.value;
  return Math.ceil(overheadMinutes.value + hours * 60);
}

/** vCores of a SKU such as `GP_Gen5_2`; nothing for one of the DTU model. */
export function vCoresOf(sku: string): number | undefined {
  const [, vCores] = /^(?:GP|BC|HS)_[A-Za-z0-9]+_(\d+)$/.exec(sku) ?? [];
  return vCores === undefined ? undefined : Number(vCores);
}

/** The estimate for a number of copies at once: the next one starts as soon as one ends, the longest first. */
export function estimateCopies(databases: readonly CopiedDatabase[], parallel: number): CopyEstimate {
  const lanes = Array.from({ length: Math.max(1, parallel) }, () => 0);
  const byLength = [...databases].sort((one, other) => other.maxSizeGiB - one.maxSizeGiB);
  for (const database of byLength) {
    const shortest = lanes.indexOf(Math.min(...lanes));
    lanes[shortest] = (lanes[shortest] ?? 0) + copyMinutes(database);
  }
  const atOnce = byLength.slice(0, parallel);
  const vCores = databases.map(({ sku }) => vCoresOf(sku)).sort((one, other) => (other ?? 0) - (one ?? 0));
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const largest = byLength[0]?.maxSizeGiB ?? 0;
  return {
    parallel,
    longestMinutes: Math.max(0, ...databases.map(copyMinutes)),
    allMinutes: Math.max(...lanes),
    ...(vCores.every((value) => value !== undefined) && { extraVCores: sum(vCores.slice(0, parallel)) }),
    extraGiB: sum(atOnce.map(({ maxSizeGiB }) => maxSizeGiB)),
    extraDatabases: Math.min(parallel, databases.length),
    scratchGiB: Math.ceil(largest * COPY_RATES.scratchFactor.value),
  };
}

/**
 * The fewest copies at once that are all done in time, with their estimate. Nothing where even all at once are too slow:
 * then the databases are too large for this kind of copy at this pace.
 *
 * @param everyMinutes interval between two copies of the same database.
 */
export function planCopyLoad(databases: readonly CopiedDatabase[], everyMinutes: number): CopyEstimate | undefined {
  for (let parallel = 1; parallel <= Math.max(1, databases.length); parallel += 1) {
    const estimate = estimateCopies(databases, parallel);
    if (estimate.allMinutes <= everyMinutes * SHARE_OF_INTERVAL) return estimate;
  }
  return undefined;
}
