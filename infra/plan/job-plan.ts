/** How tenants take turns, so that they do not all run at once. */
export interface Turns {
  readonly waves: number;
  /** Minutes between two waves. */
  readonly waveMinutes: number;
}

/** A program of `jobs/` that runs on a schedule. */
export interface JobPlan {
  readonly job: "export" | "verification" | "restore" | "presence" | "probe" | "scan" | "heartbeat";
  /** What the job is about where a platform has several: the copy's name, or the kind of recovery point. */
  readonly label?: string;
  readonly per: "tenant" | "platform";
  readonly everyMinutes: number;
  /** A run of the first wave: a fixed moment in UTC, ISO. */
  readonly epoch: string;
  readonly turns: Turns;
  /** The oldest that what the job looks at may be, in minutes; absent for a job that makes things. */
  readonly maxAgeMinutes?: number;
  readonly promises: readonly string[];
}
