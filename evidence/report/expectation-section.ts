import type { Explanation } from "../../infra/plan/explain";
import { budgetChart } from "./charts";
import { html, type Markup } from "./markup";
import { list } from "./promise-section";
import { table } from "./table";

const YEAR_MINUTES = 365 * 24 * 60;

const NAMES: Readonly<Record<string, string>> = {
  platform: "Platform",
  url: "A customer's address",
  documents: "Documents",
  "sign-in": "Sign-in",
  "control-plane": "Control of clusters",
};

/** What is expected of availability and recovery, with what it is made of. */
export function expectationSection({ availability, recovery }: Explanation): Markup {
  return html`<section id="expectations" aria-labelledby="expectations-title">
    <h2 id="expectations-title">Availability and recovery</h2>
    <p class="lead">
      Expected by arithmetic over published service levels of the parts that a request needs; these are levels at which
      the provider credits money, not measurements. Drills have not been recorded for this page.
    </p>
    <h3>Minutes of downtime a year</h3>
    ${budgetChart(
      "Expected minutes of downtime a year, of the agreed ones",
      availability.map(({ at, expected, target }) => ({
        label: NAMES[at] ?? at,
        used: (1 - expected) * YEAR_MINUTES,
        ...(target !== undefined && { limit: (1 - target) * YEAR_MINUTES }),
        unit: "min",
      })),
    )}
    <p class="legend"><span class="key bar"></span> expected <span class="key limit"></span> agreed</p>
    ${table(
      "availability",
      ["At", "Expected", "Agreed", "Headroom", "Weakest parts"],
      availability.map(
        ({ at, expected, target, headroomMinutes, weakest }) =>
          html`<tr>
            <th scope="row">${NAMES[at] ?? at}</th>
            <td>${percent(expected)}</td>
            <td>${target === undefined ? "not agreed" : percent(target)}</td>
            <td>${headroomMinutes === undefined ? "-" : `${Math.round(headroomMinutes)} min a year`}</td>
            <td>${weakest.map(({ name, availability: level }) => `${name} ${percent(level)}`).join(", ")}</td>
          </tr>`,
      ),
    )}
    <details>
      <summary>What these figures assume</summary>
      <div class="inside">
        ${list([...new Set(availability.flatMap(({ assumptions }) => assumptions))], (text) => text)}
      </div>
    </details>
    <h3>Recovery</h3>
    ${table(
      "recovery",
      ["What is lost", "Work lost", "Agreed", "Time away", "Agreed", "Made of"],
      recovery.map(
        ({ scope, pointMinutes, agreedPointMinutes, timeMinutes, agreedTimeMinutes, steps }) =>
          html`<tr>
            <th scope="row">${scope}</th>
            <td>${pointMinutes} min</td>
            <td>${minutes(agreedPointMinutes)}</td>
            <td>${timeMinutes} min</td>
            <td>${minutes(agreedTimeMinutes)}</td>
            <td>${steps.map(({ name, minutes: long }) => `${name} ${Math.round(long)}`).join(" + ")}</td>
          </tr>`,
      ),
    )}
  </section>`;
}

const percent = (share: number): string => `${(share * 100).toFixed(3)}\u00a0%`;
const minutes = (value: number | undefined): string => (value === undefined ? "not agreed" : `${value}\u00a0min`);
