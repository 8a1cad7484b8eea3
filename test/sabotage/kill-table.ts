import type { Attempt } from "./kill-rate";

/** Rows of rule, attempts, and how many of them the rule saw. */
export function killTable(attempts: readonly Attempt[]): string {
  const rules = [...new Set(attempts.map(({ rule }) => rule))].sort();
  const rows = rules.map((rule) => {
    const own = attempts.filter((attempt) => attempt.rule === rule);
    const seen = own.filter(({ red }) => red.includes(rule)).length;
    return { rule, own: own.length, seen };
  });
  const lines = rows.map(
    ({ rule, own, seen }) =>
      `${rule.padEnd(36)} ${String(seen).padStart(3)} of ${String(own).padStart(3)}  ${Math.round((100 * seen) / own)} %`,
  );
  const seen = rows.reduce((sum, row) => sum + row.seen, 0);
  return `${[...lines, "", `${seen} of ${attempts.length} sabotages seen by their rule, ${rules.length} rules`].join("\n")}\n`;
}
