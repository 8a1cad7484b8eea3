import { badge } from "./badges";
import { limitChart, rounded } from "./charts";
import type { DrillFigure, DrillRecord } from "./drill-record";
import { drillHistory } from "./drill-history";
import { legend } from "./legend";
import { html, raw, type Markup } from "./markup";
import { list } from "./promise-section";
import { duration } from "./recovery-table";
import { table } from "./table";

/** The last drill of each kind: what was measured against what was agreed, with its date. */
export function drillSection(drills: readonly DrillRecord[], platform: string): Markup {
  return html`<section id="drills" aria-labelledby="drills-title">
    <h2 id="drills-title">Recovery drills</h2>
    <p class="lead">
      Recoveries that were carried out by the deployment's own program, on the clock, with written markers that show how
      much work was lost. The last drill of each kind counts; the ones before show how its figures went.
    </p>
    ${drills.length === 0 ? nothingYet(platform) : [chartOf(drills), tableOf(drills), drillHistory(drills), openPoints(drills)]}
  </section>`;
}

function nothingYet(platform: string): Markup {
  return html`<p>
    ${badge("open", "none recorded")} No drill has been carried out where this page was made, so no recovery is shown by
    one. <code>deltawerk drill ${platform} --all</code> carries them out.
  </p>`;
}

/** What is drawn, in words that have room above a bar. */
const DRAWN: Readonly<Record<string, string>> = {
  detection: "noticed",
  "recovery-point": "work lost",
  "recovery-time": "served again",
  outage: "not served",
};

function chartOf(drills: readonly DrillRecord[]): Markup {
  const bars = drills.flatMap(({ title, figures }) =>
    figures.flatMap(({ id, unit, measured, agreed }) =>
      DRAWN[id] !== undefined && unit === "minutes" && measured !== undefined && agreed !== undefined && agreed > 0
        ? [{ label: `${title}: ${DRAWN[id]}`, used: measured, limit: agreed, unit: "min" }]
        : [],
    ),
  );
  if (bars.length === 0) return html``;
  const half = Math.ceil(bars.length / 2);
  const parts = bars.length > 4 ? [bars.slice(0, half), bars.slice(half)] : [bars];
  return html`<div class="two">
      ${parts.map((part) => html`<div>${limitChart("Minutes measured in drills, of the agreed ones", part)}</div>`)}
    </div>
    ${legend([
      ["bar", "measured"],
      ["limit", "agreed; each bar has a scale of its own"],
    ])}`;
}

function tableOf(drills: readonly DrillRecord[]): Markup {
  return html`<div class="drills">
    ${drills.map(
      (drill) =>
        html`<details class="drill" ${drill.status === "passed" ? "" : raw("open")}>
          <summary>
            <time datetime="${drill.on}">${drill.on}</time
            ><span class="text">${drill.title} <span class="count">${figuresText(drill)}</span></span
            >${statusBadge(drill.status)}
          </summary>
          <div class="inside">${insideOf(drill)}</div>
        </details>`,
    )}
  </div>`;
}

/** `local, 4 of 4 figures kept` */
function figuresText({ environment, figures }: DrillRecord): string {
  const judged = figures.filter(({ verdict }) => verdict !== "reported");
  const kept = judged.filter(({ verdict }) => verdict === "kept").length;
  return `${environment}, ${figures.length === 0 ? "nothing was measured" : `${kept} of ${judged.length} figures kept`}`;
}

function insideOf({ scenario, title, reason, figures }: DrillRecord): Markup {
  const why = reason === undefined ? "" : html`<p>${reason}</p>`;
  const rows = figures.map(
    (figure) =>
      html`<tr>
        ${figureCells(figure)}
      </tr>`,
  );
  return html`${why}
    ${rows.length === 0 ? "" : table(`drill: ${title}`, ["Figure", "Agreed", "Measured", "Stands"], rows)}
    <p class="count">Scenario <code>${scenario}</code></p>`;
}

function figureCells({ what, unit, agreed, measured, verdict, clause }: DrillFigure): Markup {
  const value = (number: number | undefined, otherwise: string): string =>
    number === undefined ? otherwise : unit === "minutes" ? duration(number) : `${rounded(number)}\u00a0${unit}`;
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
