import { labels, rounded, WIDTH } from "./charts";
import { html, type Markup } from "./markup";

/** One figure over time. */
export interface Course {
  readonly label: string;
  readonly unit: string;
  /** What is agreed today; absent where nothing is. */
  readonly limit?: number;
  /** At least one, oldest first. */
  readonly points: readonly { readonly on: string; readonly value: number }[];
}

const ROW = 112;
const TOP = 28;
const BOTTOM = 88;
/** Room beside the first and the last point. */
const MARGIN = 6;

/** Lines below each other, each on a scale of its own: values in the order of their dates, and the limit across. */
export function courseChart(title: string, courses: readonly Course[]): Markup {
  return html`<svg
    class="chart"
    viewBox="0 0 ${WIDTH} ${courses.length * ROW}"
    role="img"
    aria-label="${title}: ${courses.map(courseText).join("; ")}"
  >
    ${courses.map((course, index) => rowOf(course, index * ROW))}
  </svg>`;
}

function rowOf({ label, unit, limit, points }: Course, y: number): Markup {
  const most = Math.max(1, limit ?? 0, ...points.map(({ value }) => value)) * 1.06;
  const height = (value: number): number => Math.round(y + BOTTOM - ((BOTTOM - TOP) * value) / most);
  const step = (WIDTH - 2 * MARGIN) / Math.max(1, points.length - 1);
  const placed = points.map((point, index) => ({
    ...point,
    x: Math.round(MARGIN + index * step),
    y: height(point.value),
  }));
  const [first, last] = [placed[0], placed.at(-1)];
  const agreed = limit === undefined ? "" : ` of ${rounded(limit)}`;
  return html`${labels(label, `${rounded(last?.value ?? 0)}${agreed} ${unit}`, y)}<line
      class="axis"
      x1="0"
      x2="${WIDTH}"
      y1="${y + BOTTOM}"
      y2="${y + BOTTOM}"
    />${
      limit === undefined
        ? ""
        : html`<line class="limit across" x1="0" x2="${WIDTH}" y1="${height(limit)}" y2="${height(limit)}" />`
    }<polyline class="course" points="${placed.map((point) => `${point.x},${point.y}`).join(" ")}" />${placed.map(
      (point) =>
        html`<circle
          class="${limit !== undefined && point.value > limit ? "bar over" : "bar"}"
          cx="${point.x}"
          cy="${point.y}"
          r="4"
        />`,
    )}<text class="value" x="0" y="${y + BOTTOM + 16}">${first?.on ?? ""}</text
    ><text class="value" x="${WIDTH}" y="${y + BOTTOM + 16}" text-anchor="end">${last?.on ?? ""}</text>`;
}

function courseText({ label, unit, limit, points }: Course): string {
  const values = points.map(({ on, value }) => `${rounded(value)} on ${on}`).join(", ");
  return `${label} in ${unit}${limit === undefined ? "" : `, agreed ${rounded(limit)}`}: ${values}`;
}
