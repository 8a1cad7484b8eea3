import { jsonLines, recordSchema, type JobRecord } from "../job/records";
import type { JobContext } from "../job/run-job";

/** A run's surroundings, with its records kept. */
export interface CapturedContext extends JobContext {
  readonly captured: readonly JobRecord[];
  /** Events of the log records, in order. */
  readonly events: readonly string[];
  /** The value of a metric, by name and where needed by place. */
  metric(name: string, place?: string): number | undefined;
}

const RUN_OF_A_TEST = { job: "test", platform: "pct", environment: "local" } as const;

/** Surroundings of one run. Every record is read back from its line with the published schema. */
export function capturedContext(
  now: () => Date = () => new Date(),
  signal: AbortSignal = new AbortController().signal,
  whose: Pick<JobContext, "platform" | "environment"> & { readonly job: string } = RUN_OF_A_TEST,
): CapturedContext {
  const captured: JobRecord[] = [];
  const run = "00000000-0000-4000-8000-000000000001";
  const identity = { ...whose, run };
  const records = jsonLines(identity, (line) => captured.push(recordSchema.parse(JSON.parse(line))), now);
  return {
    ...identity,
    records,
    signal,
    now,
    captured,
    get events() {
      return captured.flatMap((record) => (record.kind === "log" ? [record.event] : []));
    },
    metric: (name, place) => {
      const found = captured
        .filter((record) => record.kind === "metric")
        .findLast((record) => record.name === name && (place === undefined || record.dimensions["place"] === place));
      return found?.value;
    },
  };
}
