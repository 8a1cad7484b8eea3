import { durationWords } from "../../agreement/duration";
import type { Verdict } from "../verdict/verdict";
import { badge } from "./badges";
import { budgetChart, rounded, shareChart } from "./charts";
import { legend } from "./legend";
import { html, type Markup } from "./markup";
import { list } from "./promise-section";
import { numbersText } from "./numbers-text";
import { recoveryTable } from "./recovery-table";
import type { ReportInput } from "./report-input";
import { table } from "./table";

const YEAR_MINUTES = 365 * 24 * 60;
/** Parts that cost less than these are left out of the picture. */
const MOST_PARTS = 6;

const NAMES: Readonly<Record<string, string>> = { platform: "Platform", url: "A customer's address" };

type Availability = Omit<Verdict["availability"][number], "cell"> & { readonly cells: readonly string[] };

/** Cells of which everything is the same as one, because nobody compares nine equal bars. */
function togetherByFigures(all: Verdict["availability"]): readonly Availability[] {
  const groups = new Map<string, Availability>();
  for (const { cell, ...figures } of all) {
    const key = JSON.stringify(figures);
    groups.set(key, { ...figures, cells: [...(groups.get(key)?.cells ?? []), cell] });
  }
  return [...groups.values()];
}

/** `Platform, cell 01`, `Platform, cells 01 to 09` */
function labelOf({ at, cells }: Pick<Availability, "at" | "cells">): string {
  return `${NAMES[at] ?? at}, ${cells.length === 1 ? "cell" : "cells"} ${numbersText(cells)}`;
}

/** What is expected of availability and recovery, with what it is made of. */
export function expectationSection({ verdict, explanation, drills, agreement }: ReportInput): Markup {
  const availability = togetherByFigures(verdict.availability);
  const figures = availability.filter(({ expected }) => expected !== undefined);
  return html`<section id="expectations" aria-labelledby="expectations-title">
    <h2 id="expectations-title">Availability and recovery</h2>
    <p class="lead">
      Expected by arithmetic over published service levels of the parts that a request needs, read from what is
      registered. These are levels at which the provider credits money, not measurements; what drills measured stands
      below.
    </p>
    <div class="two">
      <div>
        <h3>Minutes of downtime a year</h3>
        ${budgetChart(
          "Expected minutes of downtime a year, of the agreed ones",
          figures.map(({ at, cells, expected = 1, target }) => ({
            label: labelOf({ at, cells }),
            used: (1 - expected) * YEAR_MINUTES,
            limit: (1 - target) * YEAR_MINUTES,
            unit: "min",
          })),
        )}
        ${legend([
          ["bar", "expected"],
          ["limit", "agreed"],
        ])}
      </div>
      <div>
        <h3>Where they come from</h3>
        ${figures.slice(0, 1).map(weakestChart)}
      </div>
    </div>
    ${table("availability", ["At", "Expected", "Agreed", "Headroom", "Weakest parts"], availability.map(availabilityRow))}
    <details>
      <summary>What these figures assume</summary>
      <div class="inside">
        ${list([...new Set(availability.flatMap(({ assumptions }) => assumptions))], (text) => text)}
      </div>
    </details>
    <h3>Recovery, expected</h3>
    <p class="count">
      Worked out from published times, with the times that people take from the agreement. A figure is given only where
      the rules about what it needs are kept; a drill is due every ${durationWords(agreement.recovery.drillEvery)}.
    </p>
    ${recoveryTable({
      expected: verdict.recovery,
      figures: explanation.recovery,
      drills,
      drillEvery: agreement.recovery.drillEvery,
      today: verdict.today,
    })}
  </section>`;
}

function availabilityRow({ at, cells, expected, target, headroomMinutes, parts, open }: Availability): Markup {
  return html`<tr>
    <th scope="row">${labelOf({ at, cells })}</th>
    <td>${expected === undefined ? badge("open", "no figure") : percent(expected)}</td>
    <td>${percent(target)}</td>
    <td>${headroomMinutes === undefined ? "-" : `${Math.round(headroomMinutes)}\u00a0min a\u00a0year`}</td>
    <td>
      ${
        open.length > 0
          ? open.join("; ")
          : parts
              .slice(0, 3)
              .map(({ name, share }) => `${name} ${percent(share)}`)
              .join(", ")
      }
    </td>
  </tr>`;
}

/** The parts that cost most, and what takes some of it off again: without that the bars would add up to too much. */
function weakestChart({ at, cells, parts }: Availability): Markup {
  const minutes = parts.map(({ name, share }) => ({ label: name, value: (1 - share) * YEAR_MINUTES, unit: "min" }));
  const gains = minutes.filter(({ value }) => value < -0.5);
  const chart = shareChart(
    `Minutes a year that each part costs, ${labelOf({ at, cells })}`,
    minutes.filter(({ value }) => value > 0.5).slice(0, MOST_PARTS),
  );
  const off = gains.map(({ label, value }) => `less ${rounded(-value)} min ${label}`);
  return html`${chart}${off.length === 0 ? "" : html`<p class="count">Together, ${off.join("; ")}.</p>`}`;
}

const percent = (share: number): string => `${(share * 100).toFixed(3)}\u00a0%`;
