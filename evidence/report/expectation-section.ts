import type { Explanation } from "../../infra/plan/explain";
import { budgetChart } from "./charts";
import { html, type Markup } from "./markup";
import { list } from "./promise-section";

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
    <div class="scroll" role="region" aria-label="Table of availability" tabindex="0">
      <table>
        <thead>
          <tr>
            <th scope="col">At</th>
            <th scope="col">Expected</th>
            <th scope="col">Agreed</th>
            <th scope="col">Headroom</th>
            <th scope="col">Weakest parts</th>
          </tr>
        </thead>
        <tbody>
          ${availability.map(
            ({ at, expected, target, headroomMinutes, weakest }) =>
              html`<tr>
                <th scope="row">${NAMES[at] ?? at}</th>
                <td>${percent(expected)}</td>
                <td>${target === undefined ? "not agreed" : percent(target)}</td>
                <td>${headroomMinutes === undefined ? "-" : `${Math.round(headroomMinutes)} min a year`}</td>
                <td>${weakest.map(({ name, availability: level }) => `${name} ${percent(level)}`).join(", ")}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    <details>
      <summary>What these figures assume</summary>
      <div class="inside">
        ${list([...new Set(availability.flatMap(({ assumptions }) => assumptions))], (text) => text)}
      </div>
    </details>
    <h3>Recovery</h3>
    <div class="scroll" role="region" aria-label="Table of recovery" tabindex="0">
      <table>
        <thead>
          <tr>
            <th scope="col">What is lost</th>
            <th scope="col">Work lost</th>
            <th scope="col">Agreed</th>
            <th scope="col">Time away</th>
            <th scope="col">Agreed</th>
            <th scope="col">Made of</th>
          </tr>
        </thead>
        <tbody>
          ${recovery.map(
            ({ scope, pointMinutes, agreedPointMinutes, timeMinutes, agreedTimeMinutes, steps }) =>
              html`<tr>
                <th scope="row">${scope}</th>
                <td>${pointMinutes} min</td>
                <td>${minutes(agreedPointMinutes)}</td>
                <td>${timeMinutes} min</td>
                <td>${minutes(agreedTimeMinutes)}</td>
                <td>${steps.map(({ name, minutes: long }) => `${name} ${Math.round(long)}`).join(" + ")}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}

const percent = (share: number): string => `${(share * 100).toFixed(3)}\u00a0%`;
const minutes = (value: number | undefined): string => (value === undefined ? "not agreed" : `${value}\u00a0min`);
