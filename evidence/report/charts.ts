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

const WIDTH = 640;
const LABEL = 190;

/** Bars on one scale: what is expected to be used, and the limit as a line. */
export function budgetChart(title: string, budgets: readonly Budget[]): Markup {
  const most = Math.max(1, ...budgets.flatMap(({ used, limit = 0 }) => [used, limit])) * 1.08;
  const scale = (value: number): number => Math.round(((WIDTH - LABEL - 130) * value) / most);
  const height = budgets.length * 44 + 8;
  return html`<svg
    class="chart"
    viewBox="0 0 ${WIDTH} ${height}"
    role="img"
    aria-label="${title}: ${budgets.map(budgetText).join("; ")}"
  >
    ${budgets.map((budget, index) => {
      const y = index * 44 + 8;
      const { used, limit } = budget;
      const mark = LABEL + scale(limit ?? 0);
      const over = limit !== undefined && used > limit;
      return html`<text class="label" x="0" y="${y + 19}">${budget.label}</text
        ><rect class="track" x="${LABEL}" y="${y + 4}" width="${scale(most)}" height="20" rx="5" /><rect
          class="${over ? "bar over" : "bar"}"
          x="${LABEL}"
          y="${y + 4}"
          width="${Math.max(2, scale(used))}"
          height="20"
          rx="5"
        />${
          limit === undefined ? "" : html`<line class="limit" x1="${mark}" x2="${mark}" y1="${y - 1}" y2="${y + 29}" />`
        }<text class="value" x="${LABEL + scale(most) + 10}" y="${y + 19}"
          >${rounded(used)}${limit === undefined ? "" : ` of ${rounded(limit)}`} ${budget.unit}</text
        >`;
    })}
  </svg>`;
}

function budgetText({ label, used, limit, unit }: Budget): string {
  return `${label} ${rounded(used)}${limit === undefined ? "" : ` of ${rounded(limit)}`} ${unit}`;
}

const rounded = (value: number): string => (value >= 10 ? String(Math.round(value)) : value.toFixed(1));
