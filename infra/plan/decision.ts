/** One thing that was decided, why, and for whom. */
export interface Decision {
  /** What it is about, in words that a reader of the agreement knows: "databases", "address plan". */
  readonly about: string;
  readonly chosen: string;
  readonly because: string;
  /** Ids of the promises it serves; empty where it is ours. */
  readonly promises: readonly string[];
}

/** What could have been chosen and may not be, with the reason: "geo-redundant backup: the pair of westeurope is in IE". */
export interface Refusal {
  readonly about: string;
  readonly refused: string;
  readonly because: string;
  readonly promises: readonly string[];
}
