import type { RecoveryFigure } from "../../infra/plan/expectation-plan";
import type { ExpectedRecovery, Finding } from "./verdict";

/**
 * Rules about registered resources on which each figure stands: the plan's arithmetic says how long a takeover takes, and
 * only the resources say that there is something that can take over.
 */
const STANDS_ON: Readonly<Record<RecoveryFigure["kind"], readonly string[]>> = {
  restore: ["alert-in-time", "sql-log-backups", "sql-point-in-time", "sql-point-in-time-present"],
  start: ["alert-in-time", "sql-log-backups"],
  site: ["alert-in-time", "sql-failover"],
  copies: ["alert-in-time", "copy-immutable", "copy-places", "copy-scheduled", "recovery-point-verified"],
};

/** What is expected of each recovery; without figures where a rule that they stand on is not kept, whatever excuses it. */
export function expectedRecovery(
  figures: readonly RecoveryFigure[],
  findings: readonly Finding[],
): readonly ExpectedRecovery[] {
  return figures.map((figure) => {
    const { kind, scope, pointMinutes, timeMinutes, agreedPointMinutes, agreedTimeMinutes } = figure;
    const open = STANDS_ON[kind].flatMap((rule) => {
      const own = findings.filter((finding) => finding.rule === rule);
      return own.length === 0 ? [] : [`${rule} is ${standingOf(own)}`];
    });
    return {
      kind,
      scope,
      ...(agreedPointMinutes !== undefined && { agreedPointMinutes }),
      ...(agreedTimeMinutes !== undefined && { agreedTimeMinutes }),
      ...(open.length === 0 && { pointMinutes, timeMinutes }),
      open,
    };
  });
}

function standingOf(findings: readonly Finding[]): string {
  if (findings.some(({ status }) => status === "violated")) return "not kept";
  return findings.some(({ status }) => status === "undetermined") ? "undetermined" : "waived";
}
