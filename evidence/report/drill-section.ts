import { badge } from "./badges";
import { budgetChart, rounded } from "./charts";
import type { DrillFigure, DrillRecord } from "./drill-record";
import { html, type Markup } from "./markup";
import { list } from "./promise-section";
import { table } from "./table";

/** The last drill of each kind: what was measured against what was agreed, with its date. */
export function drillSection(drills: readonly DrillRecord[], platform: string): Markup {
  return html`<section id="drills" aria-labelledby="drills-title">
    <h2 id="drills-title">Recovery drills</h2>
    <p class="lead">
      Recoveries that were carried out by the deployment's own program, on the clock, with written markers that show how
      much work was lost. The last drill of each kind counts.
    </p>
    ${drills.length === 0 ? nothingYet(platform) : [chartOf(drills), tableOf(drills), openPoints(drills)]}
  </section>`;
}

function nothingYet(platform: string): Markup {
  return html`<p>
    ${badge("open", "none recorded")} No drill has been carried out where this page was made, so no recovery is shown by
    one. <code>deltawerk drill ${platform} --all</code> carries them out.
  </p>`;
}

const inMinutes = ({ unit, measured }: DrillFigure): boolean => unit === "minutes" && measured !== undefined;

function chartOf(drills: readonly DrillRecord[]): Markup {
  const bars = drills.flatMap(({ scenario, figures }) =>
    figures.filter(inMinutes).map(({ what, measured = 0, agreed }) => ({
      label: `${scenario}: ${what}`,
      used: measured,
      ...(agreed !== undefined && { limit: agreed }),
      unit: "min",
    })),
  );
  if (bars.length === 0) return html``;
  return html`${budgetChart("Minutes measured in drills, of the agreed ones", bars)}
    <p class="legend"><span class="key bar"></span> measured <span class="key limit"></span> agreed</p>`;
}

function tableOf(drills: readonly DrillRecord[]): Markup {
  const rows = drills.flatMap(({ scenario, title, environment, on, status, reason, figures }) => {
    const rowCount = Math.max(1, figures.length);
    const shown: readonly (DrillFigure | undefined)[] = figures.length === 0 ? [undefined] : figures;
    return shown.map(
      (figure, index) =>
        html`<tr>
          ${
            index > 0
              ? ""
              : html`<th scope="rowgroup" rowspan="${rowCount}">
                    ${title}<br /><code>${scenario}</code
                    >${reason === undefined ? "" : html`<br /><span class="count">${reason}</span>`}
                  </th>
                  <td rowspan="${rowCount}">
                    <time datetime="${on}">${on}</time><br /><span class="count">${environment}</span>
                  </td>
                  <td rowspan="${rowCount}">${statusBadge(status)}</td>`
          }
          ${figure === undefined ? html`<td colspan="4">nothing was measured</td>` : figureCells(figure)}
        </tr>`,
    );
  });
  return table("drills", ["Drill", "On", "Ended", "Figure", "Agreed", "Measured", "Stands"], rows);
}

function figureCells({ what, unit, agreed, measured, verdict, clause }: DrillFigure): Markup {
  const value = (number: number | undefined, otherwise: string): string =>
    number === undefined ? otherwise : `${rounded(number)}\u00a0${unit}`;
  return html`<td>${what}<br /><span class="count">${clause}</span></td>
    <td>${value(agreed, "not agreed")}</td>
    <td>${value(measured, "not measured")}</td>
    <td>${verdictBadge(verdict)}</td>`;
}

function statusBadge(status: string): Markup {
  if (status === "passed") return badge("good", status);
  return status === "deviated" || status === "failed" ? badge("bad", status) : badge("open", status);
}

function verdictBadge(verdict: DrillFigure["verdict"]): Markup {
  switch (verdict) {
    case "kept":
      return badge("good", verdict);
    case "not kept":
      return badge("bad", verdict);
    case "undetermined":
      return badge("open", verdict);
    case "reported":
      return badge("plain", verdict);
  }
}

function openPoints(drills: readonly DrillRecord[]): Markup {
  const open = [...new Set(drills.flatMap(({ notMeasured }) => notMeasured))];
  if (open.length === 0) return html``;
  return html`<details>
    <summary>What these drills do not show</summary>
    <div class="inside">${list(open, (text) => text)}</div>
  </details>`;
}
