import type { DrillStatus, Journal } from "./journal";
import { minutesBetween } from "./measure";
import { minutesText } from "./report";

/** What became of one drill on one platform. */
export type DrillOutcome =
  | { readonly kind: "ended"; readonly journal: Journal }
  | {
      readonly kind: "not applicable";
      readonly platform: string;
      readonly scenario: string;
      readonly because: string;
      readonly waysOut: readonly string[];
    }
  /** It could not even be begun, or broke off outside of its steps. */
  | {
      readonly kind: "not carried out";
      readonly platform: string;
      readonly scenario: string;
      readonly because: string;
    };

/** How a drill ended, in one word or a few. */
export function endOf(outcome: DrillOutcome): DrillStatus | "running" | "not applicable" | "not carried out" {
  return outcome.kind === "ended" ? outcome.journal.status : outcome.kind;
}

/** Figures that stand in a column, each under the first of these ids that a drill measures. */
const columns: readonly {
  readonly title: string;
  readonly ids: readonly string[];
  /** What tells it where no tolerance does. */
  readonly otherwise?: (journal: Journal) => number | undefined;
}[] = [
  { title: "noticed after", ids: ["detection"], otherwise: noticedAfter },
  { title: "work lost", ids: ["recovery-point"] },
  { title: "until recovered", ids: ["recovery-time", "outage"] },
];

/** All drills that were asked for, one a line, and how many ended how. */
export function outcomeTable(outcomes: readonly DrillOutcome[]): string {
  const rows = [
    ["platform", "drill", "ended", ...columns.map(({ title }) => title), "because"],
    ...outcomes.map(cells),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const lines = rows.map((row) =>
    row
      .map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0)))
      .join("  ")
      .trimEnd(),
  );
  return [...lines, "", countsText(outcomes)].join("\n");
}

function cells(outcome: DrillOutcome): readonly string[] {
  if (outcome.kind !== "ended") {
    const { platform, scenario, because } = outcome;
    return [platform, scenario, endOf(outcome), ...columns.map(() => ""), because.split("\n")[0] ?? ""];
  }
  const { journal } = outcome;
  const { drill, status, results, reason = "" } = journal;
  const figures = columns.map(({ ids, otherwise }) => {
    const tolerance = results.find(({ id, unit }) => ids.includes(id) && unit === "minutes");
    const measured = tolerance === undefined ? otherwise?.(journal) : tolerance.measured;
    return measured === undefined ? "" : minutesText(measured);
  });
  return [drill.platform, drill.scenario, status, ...figures, reason.split("\n")[0] ?? ""];
}

/** Minutes from the fault until somebody noticed; undefined where nobody did. */
function noticedAfter({ timeline: { fault, detected } }: Journal): number | undefined {
  return fault === undefined || detected === undefined
    ? undefined
    : minutesBetween(Date.parse(fault), Date.parse(detected.at));
}

function countsText(outcomes: readonly DrillOutcome[]): string {
  const counts = new Map<string, number>();
  for (const outcome of outcomes) counts.set(endOf(outcome), (counts.get(endOf(outcome)) ?? 0) + 1);
  return `${outcomes.length} drills: ${[...counts].map(([end, count]) => `${count} ${end}`).join(", ")}`;
}
