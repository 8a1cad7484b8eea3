import { html, type Markup } from "./markup";

/** A bar with a part that is used and a limit. */
export interface Budget {
  readonly label: string;
  readonly used: number;
  /** Absent where nothing is agreed. */
  readonly limit?: number;
  /** What the figures are: `min a year`. */
  readonly unit: string;
}

/** Of every chart, in its own units. */
export const WIDTH = 560;
const ROW = 52;

/** Bars on one scale, each below its label: what is used, and the limit as a line. */
export function budgetChart(title: string, budgets: readonly Budget[]): Markup {
  const most = Math.max(1, ...budgets.flatMap(({ used, limit = 0 }) => [used, limit])) * 1.04;
  const scale = (value: number): number => Math.round((WIDTH * value) / most);
  return chart(
    `${title}: ${budgets.map(budgetText).join("; ")}`,
    budgets.length,
    budgets.map((budget, index) => {
      const { used, limit } = budget;
      const y = index * ROW;
      const mark = scale(limit ?? 0);
      const isOver = limit !== undefined && used > limit;
      return html`${labels(budget.label, valueText(budget), y)}${bar("track", WIDTH, y)}${bar(isOver ? "bar over" : "bar", scale(used), y)}${
        limit === undefined ? "" : limitLine(mark, y)
      }`;
    }),
  );
}

/** Where the limit stands in bars that have a scale each, as a share of the width. */
const LIMIT_AT = 0.75;

/**
 * Bars with a scale each, so that minutes and days can be seen beside each other: the limit is at the same place in all of
 * them, and a bar that is longer than the chart ends with it.
 */
export function limitChart(title: string, budgets: readonly (Budget & { readonly limit: number })[]): Markup {
  return chart(
    `${title}: ${budgets.map(budgetText).join("; ")}`,
    budgets.length,
    budgets.map((budget, index) => {
      const { used, limit } = budget;
      const y = index * ROW;
      const mark = Math.round(WIDTH * LIMIT_AT);
      const share = limit === 0 ? (used === 0 ? 0 : 1 / LIMIT_AT) : used / limit;
      const width = Math.min(WIDTH, Math.round(mark * share));
      return html`${labels(budget.label, valueText(budget), y)}${bar("track", WIDTH, y)}${bar(used > limit ? "bar over" : "bar", width, y)}${limitLine(mark, y)}`;
    }),
  );
}

/** One of several values that together make something up. */
export interface Share {
  readonly label: string;
  readonly value: number;
  readonly unit: string;
}

/** Bars on one scale, the largest as wide as the chart. */
export function shareChart(title: string, shares: readonly Share[]): Markup {
  const most = Math.max(1, ...shares.map(({ value }) => value));
  const text = ({ value, unit }: Share): string => `${rounded(value)} ${unit}`;
  return chart(
    `${title}: ${shares.map((one) => `${one.label} ${text(one)}`).join("; ")}`,
    shares.length,
    shares.map((one, index) => {
      const y = index * ROW;
      return html`${labels(one.label, text(one), y)}${bar("part", Math.round((WIDTH * one.value) / most), y)}`;
    }),
  );
}

function chart(description: string, rows: number, bars: readonly Markup[]): Markup {
  return html`<svg class="chart" viewBox="0 0 ${WIDTH} ${rows * ROW}" role="img" aria-label="${description}">
    ${bars}
  </svg>`;
}

/** A bar of a row, wide enough to be seen. */
function bar(kind: string, width: number, y: number): Markup {
  return html`<rect class="${kind}" x="0" y="${y + 24}" width="${Math.max(3, width)}" height="14" rx="4" />`;
}

function limitLine(x: number, y: number): Markup {
  return html`<line class="limit" x1="${x}" x2="${x}" y1="${y + 20}" y2="${y + 42}" />`;
}

/** The name of a row and its value, above it. */
export function labels(label: string, value: string, y: number): Markup {
  return html`<text class="label" x="0" y="${y + 16}">${label}</text
    ><text class="value" x="${WIDTH}" y="${y + 16}" text-anchor="end">${value}</text>`;
}

function valueText({ used, limit, unit }: Budget): string {
  return `${rounded(used)}${limit === undefined ? "" : ` of ${rounded(limit)}`} ${unit}`;
}

function budgetText(budget: Budget): string {
  return `${budget.label} ${valueText(budget)}`;
}

/** Whole numbers from 10 on, else one decimal. */
export function rounded(value: number): string {
  return String(value >= 10 ? Math.round(value) : Math.round(value * 10) / 10);
}
