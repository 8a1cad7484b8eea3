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

/** How the last drill of a kind went. */
export interface DrillRecord {
  readonly scenario: string;
  readonly title: string;
  readonly environment: string;
  /** ISO date on which it ended, or began where it never did. */
  readonly on: string;
  /** `passed`, `deviated`, `failed`, `aborted`, `interrupted`, `running` */
  readonly status: string;
  readonly reason?: string;
  readonly figures: readonly DrillFigure[];
  readonly notMeasured: readonly string[];
}
