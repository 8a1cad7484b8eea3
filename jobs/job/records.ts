import { z } from "zod";

const common = {
  schemaVersion: z.literal(1),
  time: z.iso.datetime(),
  job: z.string().min(1),
  platform: z.string().min(1),
  environment: z.string().min(1),
  tenant: z.string().min(1).exactOptional(),
  run: z.string().min(1),
};

const metricSchema = z.strictObject({
  ...common,
  kind: z.literal("metric"),
  name: z.string().regex(/^[a-z]+(\.[a-z]+)+$/),
  value: z.number(),
  unit: z.enum(["seconds", "bytes", "count", "flag"]),
  dimensions: z.record(z.string(), z.string()),
});

const logSchema = z.strictObject({
  ...common,
  kind: z.literal("log"),
  severity: z.enum(["information", "warning", "error"]),
  event: z.string().regex(/^[a-z]+(\.[a-z]+)+$/),
  message: z.string().min(1),
  details: z.record(z.string(), z.json()),
});

/** One line of a job's output. */
export const recordSchema = z.discriminatedUnion("kind", [metricSchema, logSchema]);

export type JobRecord = z.infer<typeof recordSchema>;
export type Metric = Pick<z.infer<typeof metricSchema>, "name" | "value" | "unit"> & {
  readonly dimensions?: Readonly<Record<string, string>>;
};
export type LogEntry = Pick<z.infer<typeof logSchema>, "severity" | "event" | "message"> & {
  readonly details?: Readonly<Record<string, z.infer<ReturnType<typeof z.json>>>>;
};

/** Who writes the records of a run. */
export interface RunIdentity {
  readonly job: string;
  readonly platform: string;
  readonly environment: string;
  readonly tenant?: string;
  /** The same for all records of a run. */
  readonly run: string;
}

/** Where a job says what it did. */
export interface Records {
  metric(metric: Metric): void;
  log(entry: LogEntry): void;
}

/** Records as JSON lines. */
export function jsonLines(identity: RunIdentity, write: (line: string) => void, now: () => Date): Records {
  const emit = (record: object): void => {
    const parsed = recordSchema.parse({ schemaVersion: 1, time: now().toISOString(), ...identity, ...record });
    write(`${JSON.stringify(parsed)}\n`);
  };
  return {
    metric: (metric) => {
      emit({ kind: "metric", dimensions: {}, ...metric });
    },
    log: (entry) => {
      emit({ kind: "log", details: {}, ...entry });
    },
  };
}

/** Yes and no as a metric. */
export function flag(value: boolean): Pick<Metric, "value" | "unit"> {
  return { value: value ? 1 : 0, unit: "flag" };
}

/** Seconds between two moments, as a metric. */
export function secondsBetween(from: Date, to: Date): Pick<Metric, "value" | "unit"> {
  return { value: (to.getTime() - from.getTime()) / 1000, unit: "seconds" };
}
