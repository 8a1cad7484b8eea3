import { rounded } from "./charts";
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

const WIDTH = 560;
const HEIGHT = 68;
/** Room around the points. */
const MARGIN = 6;

/** Lines below each other, each on a scale of its own: values in the order of their dates, and the limit across. */
export function courseChart(title: string, courses: readonly Course[]): Markup {
  const description = `${title}: ${courses.map(courseText).join("; ")}`;
  return html`<div class="chart" role="img" aria-label="${description}">${courses.map(rowOf)}</div>`;
}

function rowOf({ label, unit, limit, points }: Course): Markup {
  const most = Math.max(1, limit ?? 0, ...points.map(({ value }) => value));
  const height = (value: number): number => Math.round(HEIGHT - MARGIN - ((HEIGHT - 2 * MARGIN) * value) / most);
  const step = (WIDTH - 2 * MARGIN) / Math.max(1, points.length - 1);
  const placed = points.map(({ value }, index) => ({ value, x: Math.round(MARGIN + index * step), y: height(value) }));
  const [first, last] = [points[0], points.at(-1)];
  const agreed = limit === undefined ? "" : ` of ${rounded(limit)}`;
  const across = (kind: string, y: number): Markup =>
    html`<line class="${kind}" x1="0" x2="${WIDTH}" y1="${y}" y2="${y}" />`;
  return html`<div class="row">
    <span class="label">${label}</span><span class="value">${rounded(last?.value ?? 0)}${agreed} ${unit}</span
    ><svg class="plot" viewBox="0 0 ${WIDTH} ${HEIGHT}" aria-hidden="true">
      ${across("axis", height(0))}${limit === undefined ? "" : across("limit across", height(limit))}
      <polyline class="course" points="${placed.map(({ x, y }) => `${x},${y}`).join(" ")}" />
      ${placed.map(
        ({ value, x, y }) =>
          html`<circle class="${limit !== undefined && value > limit ? "over" : "bar"}" cx="${x}" cy="${y}" r="4" />`,
      )}</svg
    ><span class="date">${first?.on ?? ""}</span><span class="date">${last?.on ?? ""}</span>
  </div>`;
}

function courseText({ label, unit, limit, points }: Course): string {
  const values = points.map(({ on, value }) => `${rounded(value)} on ${on}`).join(", ");
  return `${label} in ${unit}${limit === undefined ? "" : `, agreed ${rounded(limit)}`}: ${values}`;
}
