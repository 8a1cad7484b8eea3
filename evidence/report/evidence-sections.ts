import type { Control } from "../../policies/controls/control";
import { endingWaivers } from "../verdict/check-result";
import type { JudgedRule, Verdict } from "../verdict/verdict";
import { badge } from "./badges";
import { html, type Markup } from "./markup";
import { findingText, list } from "./promise-section";
import type { PromiseStanding } from "./promise-states";
import { table } from "./table";

/** Everything that is not kept, not known or waived, and every rule that was judged. */
export function findingSection(verdict: Verdict): Markup {
  const { findings, rules } = verdict;
  const of = (status: string) => findings.filter((finding) => finding.status === status);
  const group = (title: string, own: Verdict["findings"]): Markup =>
    html`<h3>${title} (${own.length})</h3>
      ${own.length === 0 ? html`<p class="count">None.</p>` : list(own, findingText)}`;
  const concerns = [...new Set(rules.map(({ concern }) => concern))].sort();
  return html`<section id="findings" aria-labelledby="findings-title">
    <h2 id="findings-title">Rules and findings</h2>
    ${group("Not kept", of("violated"))}${group("Undetermined", of("undetermined"))}${group("Waived", of("waived"))}
    <h3>All ${rules.length} rules</h3>
    ${concerns.map((concern) => {
      const own = rules.filter((rule) => rule.concern === concern);
      return html`<details>
        <summary>${concern} (${own.length})</summary>
        <div class="inside">
          ${table(
            `rules of ${concern}`,
            ["Rule", "Says", "Severity", "Stands"],
            own.map(
              (rule) =>
                html`<tr>
                  <td><code>${rule.id}</code></td>
                  <td>${rule.title}</td>
                  <td>${rule.severity}</td>
                  <td>${ruleBadge(rule)}</td>
                </tr>`,
            ),
          )}
        </div>
      </details>`;
    })}
  </section>`;
}

function ruleBadge({ counts: { kept, violated, undetermined, waived } }: JudgedRule): Markup {
  if (violated > 0) return badge("bad", `${violated} not kept`);
  if (undetermined > 0) return badge("open", `${undetermined} undetermined`);
  return waived > 0 ? badge("warn", `${waived} waived`) : badge("good", `${kept} kept`);
}

/** Exceptions, with who answers for each and until when. */
export function waiverSection(verdict: Verdict): Markup {
  const ending = new Set(endingWaivers(verdict));
  return html`<section id="waivers" aria-labelledby="waivers-title">
    <h2 id="waivers-title">Waivers</h2>
    ${
      verdict.waivers.length === 0
        ? html`<p>Nothing is waived.</p>`
        : table(
            "waivers",
            ["Rule", "For", "Why", "Owner", "Until"],
            verdict.waivers.map(
              (waiver) =>
                html`<tr>
                  <td><code>${waiver.rule}</code></td>
                  <td>${waiver.resource} in ${waiver.stack}</td>
                  <td>${waiver.reason}</td>
                  <td>${waiver.owner}</td>
                  <td>
                    <time>${waiver.expires}</time
                    >${ending.has(waiver) ? html` ${badge("warn", "ends within 30 days")}` : ""}
                  </td>
                </tr>`,
            ),
          )
    }
  </section>`;
}

/** Annex A of ISO/IEC 27001: each control in exactly one state. */
export function controlSection(controls: readonly Control[], verdict: Verdict): Markup {
  return html`<section id="controls" aria-labelledby="controls-title">
    <h2 id="controls-title">ISO/IEC 27001:2022, Annex A</h2>
    <p class="lead">
      Controls for which infrastructure can be evidence, in our own words. A control is shown where all of its rules are
      kept here; a certificate is an auditor's to give.
    </p>
    ${table(
      "controls",
      ["Control", "Asks for", "Stands", "Shown by"],
      controls.map(
        (control) =>
          html`<tr>
            <th scope="row">${control.id}</th>
            <td>${control.meaning}</td>
            ${standing(control, verdict)}
          </tr>`,
      ),
    )}
  </section>`;
}

function standing(control: Control, { rules, findings }: Verdict): Markup {
  switch (control.state) {
    case "process":
      return html`<td>${badge("plain", "by process")}</td>
        <td>${control.evidence}</td>`;
    case "outside":
      return html`<td>${badge("plain", "outside")}</td>
        <td>${control.reason}</td>`;
    case "tested": {
      const judged = rules.filter(({ id }) => control.rules.includes(id));
      const own = findings.filter(({ rule }) => control.rules.includes(rule));
      const open = own.filter(({ status }) => status !== "waived").length;
      const state =
        open > 0
          ? badge("bad", `${open} findings`)
          : own.length > 0
            ? badge("warn", "shown but for waivers")
            : judged.length === 0
              ? badge("open", "no rule applies here")
              : badge("good", "shown");
      return html`<td>${state}</td>
        <td>
          ${control.claim}<br /><span class="count">${judged.length} of ${control.rules.length} rules apply.</span
          >${control.process === undefined ? "" : html` <span class="count">Process: ${control.process}</span>`}
        </td>`;
    }
  }
}

/** Whose affair each promise is: the deployment's, somebody's to whom it is handed over, or nobody's here. */
export function boundarySection(standings: readonly PromiseStanding[]): Markup {
  const of = (wanted: (one: PromiseStanding) => boolean) => standings.filter(wanted);
  const column = (title: string, why: string, own: readonly PromiseStanding[]): Markup =>
    html`<div>
      <h3>${title} (${own.length})</h3>
      <p class="count">${why}</p>
      ${list(own, ({ promise }) => html`<span class="id">${promise.id}</span> ${promise.text}`)}
    </div>`;
  return html`<section id="boundaries" aria-labelledby="boundaries-title">
    <h2 id="boundaries-title">Ours, handed over, outside</h2>
    <div class="three">
      ${[
        column(
          "Beyond the promise",
          "Not promised to customers; the deployment does it anyway.",
          of(({ promise }) => promise.kind === "platform" && promise.ours === true),
        ),
        column(
          "Handed over",
          "The deployment hands something over; an application or a person keeps the promise.",
          of(({ promise }) => promise.kind === "handover"),
        ),
        column(
          "Outside",
          "Promises of the organisation, which no deployment can keep.",
          of(({ promise }) => promise.kind === "organisation"),
        ),
      ]}
    </div>
  </section>`;
}
