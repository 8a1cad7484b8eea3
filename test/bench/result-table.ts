import { spreadOf } from "./statistics";

type Unit = "×" | "s" | "";

interface Row {
  /** What was measured. */
  readonly what: string;
  /** What it was measured against; "-" for a figure of its own. */
  readonly against: string;
  /** The median may be at most this; without it the row is for information. */
  readonly target?: number;
}

/** A measured row, or one that says why there is no figure. */
export type ResultRow = Row &
  ({ readonly values: readonly number[]; readonly unit: Unit } | { readonly missing: string });

export type Verdict = "met" | "missed" | "not measured" | "-";

/** Whether a row keeps its target; "-" where it has none. */
export function verdictOf(row: ResultRow): Verdict {
  if (row.target === undefined) return "-";
  if ("missing" in row) return "not measured";
  return spreadOf(row.values).median <= row.target ? "met" : "missed";
}

/** Whether every target is kept. What could not be measured is not kept. */
export function targetsAreMet(rows: readonly ResultRow[]): boolean {
  return rows.every((row) => ["met", "-"].includes(verdictOf(row)));
}

const heading = ["measured", "against", "median", "min-max", "target", "verdict"];

/** The rows as a table in Markdown, which is as readable in a terminal. */
export function renderTable(rows: readonly ResultRow[]): string {
  const table = [heading, ...rows.map(cells)];
  const widths = heading.map((_, column) => Math.max(...table.map((line) => line[column]?.length ?? 0)));
  const lines = table.map((line) => `| ${line.map((text, column) => text.padEnd(widths[column] ?? 0)).join(" | ")} |`);
  const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
  return [lines[0], rule, ...lines.slice(1)].join("\n");
}

function cells(row: ResultRow): readonly string[] {
  if ("missing" in row) {
    const target = row.target === undefined ? "-" : `at most ${row.target}`;
    return [row.what, row.against, row.missing, "-", target, verdictOf(row)];
  }
  const { unit } = row;
  const target = row.target === undefined ? "-" : `at most ${figure(row.target, unit)}`;
  const { median, least, most } = spreadOf(row.values);
  const range = row.values.length === 1 ? "-" : `${figure(least, unit)} - ${figure(most, unit)}`;
  return [row.what, row.against, figure(median, unit), range, target, verdictOf(row)];
}

function figure(value: number, unit: Unit): string {
  const digits = { "×": 2, s: 1, "": 0 }[unit];
  return `${value.toFixed(digits)} ${unit}`.trimEnd();
}
