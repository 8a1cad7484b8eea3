import type { Damage } from "../copies/damage";
import type { Outcome } from "../job/exit-status";
import { flag, secondsBetween } from "../job/records";
import type { JobContext } from "../job/run-job";

/** What was found out about one recovery point. */
export interface Finding {
  readonly damages: readonly Damage[];
  /** What could not be decided, a sentence each. */
  readonly undetermined: readonly string[];
  /** The moment to which the recovery point takes one back. */
  readonly moment?: Date;
  /** Markers that should be there and are not. */
  readonly markersLost?: number;
  /** Versions of the keys, sizes and the like, for the record. */
  readonly details?: Readonly<Record<string, string | number | null>>;
}

export interface RecoveryPointName {
  /** `copy/hot`, `longTerm`, `pointInTime` */
  readonly recoveryPoint: string;
  readonly place: string;
}

/** Damage where a recovery point is older than promised. */
export function ageDamage(moment: Date, now: Date, maxAgeMilliseconds: number): readonly Damage[] {
  const age = now.getTime() - moment.getTime();
  const hours = (milliseconds: number): string => `${(milliseconds / 3_600_000).toFixed(1)} h`;
  return age <= maxAgeMilliseconds
    ? []
    : [
        {
          kind: "stale",
          message: `It takes one back to ${moment.toISOString()}, ${hours(age)} ago; at most ${hours(maxAgeMilliseconds)} are promised.`,
        },
      ];
}

/** Writes a finding as metrics and a log record. */
export function reportFinding(context: JobContext, name: RecoveryPointName, started: Date, finding: Finding): Outcome {
  const { records } = context;
  const { damages, undetermined, moment, markersLost } = finding;
  const dimensions = { ...name };
  const verified = damages.length === 0 && undetermined.length === 0;
  records.metric({ name: "verification.success", ...flag(verified), dimensions });
  records.metric({ name: "verification.duration", ...secondsBetween(started, context.now()), dimensions });
  if (moment !== undefined) {
    records.metric({ name: "verification.age", ...secondsBetween(moment, context.now()), dimensions });
  }
  if (markersLost !== undefined) {
    records.metric({ name: "verification.markers.lost", value: markersLost, unit: "count", dimensions });
  }
  const details = {
    ...dimensions,
    ...finding.details,
    moment: moment?.toISOString() ?? null,
    damages: damages.map((damage) => ({ ...damage })),
    undetermined: [...undetermined],
  };
  if (damages.length > 0) {
    records.log({
      severity: "error",
      event: "verification.damaged",
      message: `${name.recoveryPoint} at ${name.place} is damaged: ${damages.map(({ message }) => message).join(" ")}`,
      details,
    });
    return "notAsPromised";
  }
  if (undetermined.length > 0) {
    records.log({
      severity: "warning",
      event: "verification.undetermined",
      message: `${name.recoveryPoint} at ${name.place}: ${undetermined.join(" ")}`,
      details,
    });
    return "undetermined";
  }
  records.log({
    severity: "information",
    event: "verification.verified",
    message: `${name.recoveryPoint} at ${name.place} is whole.`,
    details,
  });
  return "done";
}

/** The worst of several outcomes. */
export function worstOf(outcomes: readonly Outcome[]): Outcome {
  const order: readonly Outcome[] = ["failed", "notAsPromised", "undetermined"];
  return order.find((outcome) => outcomes.includes(outcome)) ?? "done";
}
