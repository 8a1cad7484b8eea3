import type { Finding, JudgedRule, Verdict } from "./verdict";

/** What the hosts of a platform's tenants showed when they were asked, as rules of their own with their findings. */
export interface LiveVerdict {
  /** Names that were asked. */
  readonly hosts: readonly string[];
  readonly rules: readonly JudgedRule[];
  readonly findings: readonly Finding[];
}

/**
 * A verdict with what hosts showed besides. It is added after two verdicts are compared: a change of files does nothing to
 * hosts that are up already.
 */
export function withLive(verdict: Verdict, { rules, findings }: LiveVerdict): Verdict {
  const byId = (one: JudgedRule, other: JudgedRule): number => (one.id < other.id ? -1 : 1);
  return {
    ...verdict,
    rules: [...verdict.rules, ...rules].sort(byId),
    findings: [...verdict.findings, ...findings],
  };
}
