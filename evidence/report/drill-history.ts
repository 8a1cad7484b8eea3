import { courseChart, type Course } from "./course-chart";
import type { DrillRecord, DrillRun } from "./drill-record";
import { legend } from "./legend";
import { html, type Markup } from "./markup";
import { table } from "./table";

/** How the figures of each drill went from run to run; nothing where no drill was carried out twice. */
export function drillHistory(drills: readonly DrillRecord[]): Markup {
  const repeated = drills.filter(({ earlier }) => earlier.length > 0);
  if (repeated.length === 0) return html``;
  const courses = repeated.flatMap(coursesOf);
  return html`<h3>From drill to drill</h3>
    ${courses.length === 0 ? "" : [courseChart("Minutes measured from drill to drill", courses), key]}
    <details>
      <summary>Every drill that is recorded</summary>
      <div class="inside">${table("all drills", ["Drill", "On", "Ended"], repeated.flatMap(rowsOf))}</div>
    </details>`;
}

const key = legend([
  ["bar", "measured"],
  ["limit", "agreed today"],
]);

const runsOf = (drill: DrillRecord): readonly DrillRun[] => [...drill.earlier, drill];

/** Figures in minutes of the last drill, with their values of every run that measured them. */
function coursesOf(drill: DrillRecord): readonly Course[] {
  return drill.figures.flatMap(({ id, what, unit, agreed }) => {
    const points = runsOf(drill).flatMap(({ on, figures }) => {
      const value = figures.find((figure) => figure.id === id)?.measured;
      return value === undefined ? [] : [{ on, value }];
    });
    if (unit !== "minutes" || points.length < 2) return [];
    const label = `${drill.scenario}: ${what}`;
    return [{ label, unit: "min", points, ...(agreed !== undefined && { limit: agreed }) }];
  });
}

function rowsOf(drill: DrillRecord): readonly Markup[] {
  return [...runsOf(drill)].reverse().map(
    ({ on, status }) =>
      html`<tr>
        <td><code>${drill.scenario}</code></td>
        <td><time datetime="${on}">${on}</time></td>
        <td>${status}</td>
      </tr>`,
  );
}
