import { promiseBadge, promiseMeaning, promiseStates } from "./badges";
import { html, type Markup } from "./markup";
import type { DrillRecord } from "./drill-record";
import type { PromiseStanding } from "./promise-states";
import type { Finding, JudgedRule } from "../verdict/verdict";

/** How many findings of a promise are listed; the rest are counted. */
const SHOWN = 10;

/** Promise by promise: how it stands, which clause carries it, which rules show it on how many resources. */
export function promiseSection(standings: readonly PromiseStanding[]): Markup {
  const inside = standings.filter(({ state }) => state !== "outside");
  return html`<section id="promises" aria-labelledby="promises-title">
    <h2 id="promises-title">Promise by promise</h2>
    <p class="lead">
      What the platform promised its customers, in our own words, and how it stands in this deployment. A promise is
      kept where every rule that stands for its clauses is kept on every resource, and no drill that exercises it
      measured otherwise when it was last carried out; open one to see which.
    </p>
    ${counts(inside)}${words(inside)}
    <div class="promises">${inside.map(promiseText)}</div>
  </section>`;
}

/** How many promises stand in which way, so that nobody has to count a list. */
function counts(standings: readonly PromiseStanding[]): Markup {
  const states = promiseStates.filter((state) => standings.some((one) => one.state === state));
  return html`<ul class="counts" aria-label="Promises by how they stand">
    ${states.map((state) => {
      const own = standings.filter((one) => one.state === state);
      return html`<li>${promiseBadge(state, own.length)}</li>`;
    })}
  </ul>`;
}

/** What each state that occurs means, for readers who have not seen such a page before. */
function words(standings: readonly PromiseStanding[]): Markup {
  const states = promiseStates.filter((state) => standings.some((one) => one.state === state));
  return html`<details class="words">
    <summary>What these words mean</summary>
    <div class="inside">
      <dl>
        ${states.map(
          (state) =>
            html`<dt>${promiseBadge(state)}</dt>
              <dd>${promiseMeaning(state)}</dd>`,
        )}
      </dl>
    </div>
  </details>`;
}

function promiseText(standing: PromiseStanding): Markup {
  const { promise, state, rules, findings, drills } = standing;
  const carried = promise.kind === "organisation" ? undefined : promise.carriedBy;
  const things = rules.reduce(
    (sum, { counts }) => sum + counts.kept + counts.violated + counts.waived + counts.undetermined,
    0,
  );
  return html`<details class="promise">
    <summary>
      <span class="id">${promise.id}</span><span class="text">${promise.text}</span>${promiseBadge(state)}
    </summary>
    <div class="inside">
      <dl>
        <dt>Carried by</dt>
        <dd>${list(carried?.clauses ?? [], (name) => html`<code>${name}</code>${placeOf(name, rules)}`)}</dd>
        ${
          promise.kind === "handover"
            ? html`<dt>Handed over</dt>
                <dd>${promise.artefact === "open" ? "nothing yet: this is open" : promise.artefact}</dd>`
            : ""
        }
        <dt>Shown by</dt>
        <dd>
          ${
            rules.length === 0
              ? html`no rule. ${promise.kind === "handover" ? "" : "Nothing in this page shows that it is kept."}`
              : html`${rules.length} rules, ${things} things looked at. ${list(rules, ruleText)}`
          }
        </dd>
        ${
          (carried?.analyses.length ?? 0) > 0
            ? html`<dt>Analyses</dt>
                <dd>${(carried?.analyses ?? []).join(", ")}</dd>`
            : ""
        }
        ${
          (carried?.drills.length ?? 0) > 0
            ? html`<dt>Drills</dt>
                <dd>${list(carried?.drills ?? [], (name) => drillText(name, drills))}</dd>`
            : ""
        }
        ${
          findings.length === 0
            ? ""
            : html`<dt>Findings</dt>
                <dd>
                  ${list(findings.slice(0, SHOWN), findingText)}${findings.length > SHOWN ? html`<p>… and ${findings.length - SHOWN} more, in the list of findings.</p>` : ""}
                </dd>`
        }
      </dl>
    </div>
  </details>`;
}

/** How the last drill of a kind went, with every figure that was not as agreed. */
function drillText(name: string, drills: readonly DrillRecord[]): Markup {
  const record = drills.find(({ scenario }) => scenario === name);
  if (record === undefined) return html`<code>${name}</code> <span class="count">none is recorded</span>`;
  const missed = record.figures.filter(({ verdict }) => verdict === "not kept").map(({ what }) => `not kept: ${what}`);
  return html`<code>${name}</code> ${[`${record.status} on ${record.on}`, ...missed].join("; ")}`;
}

function placeOf(name: string, rules: readonly JudgedRule[]): Markup {
  const place = rules.flatMap(({ clauses }) => clauses).find((clause) => clause.name === name)?.place;
  return place === undefined ? html`` : html` <span class="place">${place.file}:${place.line}</span>`;
}

function ruleText({ id, title, counts }: JudgedRule): Markup {
  const { kept, violated, undetermined, waived } = counts;
  const parts = [
    ...(violated > 0 ? [`${violated} not kept`] : []),
    ...(undetermined > 0 ? [`${undetermined} undetermined`] : []),
    ...(waived > 0 ? [`${waived} waived`] : []),
    `${kept} kept`,
  ];
  return html`<code>${id}</code> ${title} <span class="count">(${parts.join(", ")})</span>`;
}

export function findingText({ rule, resource, status, message, waiver }: Finding): Markup {
  const until =
    waiver === undefined ? "" : html` <span class="count">waived until ${waiver.expires} by ${waiver.owner}</span>`;
  return html`<code>${rule}</code> ${resource?.name ?? "the deployment"}:
    ${status === "undetermined" ? "undetermined: " : ""}${message}${until}`;
}

export function list<T>(items: readonly T[], text: (item: T) => Markup | string): Markup {
  return items.length === 0
    ? html`<span class="count">nothing</span>`
    : html`<ul>
        ${items.map((item) => html`<li>${text(item)}</li>`)}
      </ul>`;
}
