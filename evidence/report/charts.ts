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

const WIDTH = 560;
const HEIGHT = 22;

/** Bars on one scale, each below its label: what is used, and the limit as a line. */
export function budgetChart(title: string, budgets: readonly Budget[]): Markup {
  const most = Math.max(1, ...budgets.flatMap(({ used, limit = 0 }) => [used, limit])) * 1.04;
  const scale = (value: number): number => Math.round((WIDTH * value) / most);
  return chart(
    `${title}: ${budgets.map(budgetText).join("; ")}`,
    budgets.map((budget) => {
      const { used, limit } = budget;
      const isOver = limit !== undefined && used > limit;
      return row(budget.label, valueText(budget), [
        bar("track", WIDTH),
        bar(isOver ? "bar over" : "bar", scale(used)),
        ...(limit === undefined ? [] : [limitLine(scale(limit))]),
      ]);
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
    budgets.map((budget) => {
      const { used, limit } = budget;
      const mark = Math.round(WIDTH * LIMIT_AT);
      const share = limit === 0 ? (used === 0 ? 0 : 1 / LIMIT_AT) : used / limit;
      const width = Math.min(WIDTH, Math.round(mark * share));
      return row(budget.label, valueText(budget), [
        bar("track", WIDTH),
        bar(used > limit ? "bar over" : "bar", width),
        limitLine(mark),
      ]);
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
    shares.map((one) => row(one.label, text(one), [bar("part", Math.round((WIDTH * one.value) / most))])),
  );
}

function chart(description: string, rows: readonly Markup[]): Markup {
  return html`<div class="chart" role="img" aria-label="${description}">${rows}</div>`;
}

/** A bar below its words: words wrap where the page is narrow, bars become shorter, and both print. */
function row(label: string, value: string, bars: readonly Markup[]): Markup {
  return html`<div class="row">
    <span class="label">${label}</span><span class="value">${value}</span
    ><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">${bars}</svg>
  </div>`;
}

/** Wide enough to be seen. */
function bar(kind: string, width: number): Markup {
  return html`<rect class="${kind}" x="0" y="4" width="${Math.max(3, width)}" height="14" rx="3" />`;
}

function limitLine(x: number): Markup {
  return html`<line class="limit" x1="${x}" x2="${x}" y1="0" y2="${HEIGHT}" />`;
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
