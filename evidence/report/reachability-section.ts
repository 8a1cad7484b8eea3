import type { Flow, Verdict } from "../verdict/verdict";
import { badge } from "./badges";
import { html, type Markup } from "./markup";
import { list } from "./promise-section";
import { table } from "./table";

/** Which zone reaches which, at what, with a packet for each. */
export function reachabilitySection({ flows, reachability }: Verdict): Markup {
  const from = zonesOf(flows.map((flow) => flow.from));
  const to = zonesOf(flows.map((flow) => flow.to));
  const wrong = reachability.filter(({ kind }) => kind !== "undetermined");
  const state =
    wrong.length > 0
      ? badge("bad", `${wrong.length} passages missing or too many`)
      : reachability.length > 0
        ? badge("open", `${reachability.length} undetermined`)
        : badge("good", "exactly what is agreed, and nothing else");
  return html`<section id="reachability" aria-labelledby="reachability-title">
    <h2 id="reachability-title">Who reaches whom</h2>
    <p class="lead">
      Worked out from security groups, routes, peerings, tunnels, firewalls and private endpoints as sets of packets,
      over all sites, cells and tenants. A row reaches a column at what stands in the cell; an empty cell means nothing
      passes. ${state}
    </p>
    <div class="scroll" role="region" aria-label="Matrix of zones" tabindex="0">
      <table class="matrix">
        <caption>
          From row to column
        </caption>
        <thead>
          <tr>
            <td></td>
            ${to.map((zone) => html`<th scope="col">${zone}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${from.map(
            (row) =>
              html`<tr>
                <th scope="row">${row}</th>
                ${to.map((column) => cell(flows.filter((flow) => flow.from === row && flow.to === column)))}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${
      reachability.length === 0
        ? ""
        : html`<details open>
            <summary>What is missing, too much, or cannot be told</summary>
            <div class="inside">
              ${list(reachability, ({ kind, message }) => html`<strong>${kind}</strong>: ${message}`)}
            </div>
          </details>`
    }
    <details>
      <summary>A packet for each passage</summary>
      <div class="inside">
        ${table(
          "packets",
          ["From", "To", "At", "Of tenant", "For example"],
          flows.map(
            ({ from: a, to: b, service, witness, fromTenant, toTenant }) =>
              html`<tr>
                <td>${a}</td>
                <td>${b}</td>
                <td>${service}</td>
                <td>${[...new Set([fromTenant, toTenant])].filter((one) => one !== undefined).join(" → ")}</td>
                <td><code>${witness.source}</code> → <code>${witness.destination}</code>, ${witness.service}</td>
              </tr>`,
          ),
        )}
      </div>
    </details>
  </section>`;
}

const ORDER = [
  "internet",
  "partners",
  "azure probes",
  "edge",
  "web",
  "application",
  "data",
  "documents",
  "management",
  "backup",
  "gateway",
  "firewall",
];

function zonesOf(names: readonly string[]): readonly string[] {
  const place = (name: string): number => (ORDER.indexOf(name) + 100) % 100;
  return [...new Set(names)].sort((one, other) => place(one) - place(other) || (one < other ? -1 : 1));
}

/** More services than this are counted; all of them stand in the list below the matrix. */
const SHOWN = 3;

function cell(flows: readonly Flow[]): Markup {
  if (flows.length === 0) return html`<td class="none"><span class="hidden">nothing</span></td>`;
  const services = [...new Set(flows.map(({ service }) => service))].sort((one, other) =>
    one.localeCompare(other, "en", { numeric: true }),
  );
  const more =
    services.length > SHOWN ? html`<br /><span class="count">and ${services.length - SHOWN} more</span>` : "";
  return html`<td class="some">
    ${services.slice(0, SHOWN).map((service, index) => html`${index > 0 ? html`<br />` : ""}${service}`)}${more}
  </td>`;
}
