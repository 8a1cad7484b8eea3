import { dateAfter } from "../../agreement/date-after";
import type { ExpectedRecovery } from "../verdict/verdict";
import type { DrillRecord } from "./drill-record";

/** The drill that carries out what a figure is about; the beginning of a restore has none of its own. */
const SCENARIOS: Readonly<Partial<Record<ExpectedRecovery["kind"], string>>> = {
  restore: "database-loss",
  site: "region-loss",
  copies: "twin",
};

/** How a recovery went when it was last carried out. */
export type DrilledRecovery =
  | { readonly kind: "no drill of its own" }
  | { readonly kind: "never" }
  | {
      readonly kind: "drilled";
      readonly record: DrillRecord;
      /** Absent where it was not measured. */
      readonly pointMinutes?: number;
      readonly timeMinutes?: number;
      /** ISO date by which the next one has to be. */
      readonly nextBy: string;
      readonly isOverdue: boolean;
    };

/**
 * Finds the last drill of a recovery.
 *
 * @param every how often recovery is exercised, ISO 8601
 * @param today ISO date
 */
export function drilledRecovery(
  recovery: ExpectedRecovery["kind"],
  drills: readonly DrillRecord[],
  every: string,
  today: string,
): DrilledRecovery {
  const scenario = SCENARIOS[recovery];
  if (scenario === undefined) return { kind: "no drill of its own" };
  const record = drills.find((one) => one.scenario === scenario);
  if (record === undefined) return { kind: "never" };
  const measured = (id: string): number | undefined => record.figures.find((figure) => figure.id === id)?.measured;
  const [pointMinutes, timeMinutes] = [measured("recovery-point"), measured("recovery-time")];
  const nextBy = dateAfter(record.on, every);
  return {
    kind: "drilled",
    record,
    ...(pointMinutes !== undefined && { pointMinutes }),
    ...(timeMinutes !== undefined && { timeMinutes }),
    nextBy,
    isOverdue: nextBy < today,
  };
}
