/** Where resources of some types may stand, as Azure itself is told to hold it. */
export interface RegionGuardPlan {
  /** Part of the name of the assignment. */
  readonly key: string;
  /** ARM types; empty for every type that no other guard names. */
  readonly types: readonly string[];
  /** Names of regions. */
  readonly regions: readonly string[];
  readonly promises: readonly string[];
}
