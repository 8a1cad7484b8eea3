/** One figure that a drill measured, against what was agreed. */
export interface DrillFigure {
  /** `recovery-point`, `recovery-time`, `detection`, … */
  readonly id: string;
  readonly what: string;
  readonly unit: string;
  /** Absent where nothing is agreed: then the value is only reported. */
  readonly agreed?: number;
  /** Absent where it could not be measured. */
  readonly measured?: number;
  readonly verdict: "kept" | "not kept" | "undetermined" | "reported";
  /** Where the agreement says it, or what it follows from. */
  readonly clause: string;
}

/** How a drill went. */
export interface DrillRun {
  /** ISO date on which it ended, or began where it never did. */
  readonly on: string;
  /** `passed`, `deviated`, `failed`, `aborted`, `interrupted`, `running` */
  readonly status: string;
  readonly figures: readonly DrillFigure[];
}

/** How the last drill of a kind went, and the ones before. */
export interface DrillRecord extends DrillRun {
  readonly scenario: string;
  readonly title: string;
  readonly environment: string;
  readonly reason?: string;
  readonly notMeasured: readonly string[];
  /** Drills of the same kind before it, oldest first. */
  readonly earlier: readonly DrillRun[];
}
