/** Whom a severity reaches and how fast; from the agreement's support clauses. */
export interface AlertRoutePlan {
  /** At most 12 characters, Azure's limit for the short name of an action group. */
  readonly key: string;
  /** Azure's severities: 0 critical … 4 verbose. */
  readonly severities: readonly number[];
  readonly reaction: string;
  readonly clock: "always" | "office hours";
  readonly emails: readonly string[];
}

export interface AlertPlan {
  readonly routes: readonly AlertRoutePlan[];
  /** How fast a fault is to be noticed, as ISO duration; sets the evaluation frequency. */
  readonly detectWithin: string;
  /** Use, in percent, from which an upgrade is planned. */
  readonly capacityPercent: number;
}
