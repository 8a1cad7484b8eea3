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
      passes; a link leads to the packets that show it. ${state}
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
    ${zoneWords(new Set([...from, ...to]))}
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
          ["From", "To", "At", "Of tenant", "For example", "Who is outside"],
          flows.map((flow, index) => packetRow(flow, flows.findIndex((one) => pairOf(one) === pairOf(flow)) === index)),
        )}
      </div>
    </details>
  </section>`;
}

const pairOf = ({ from, to }: Flow): string => `${from}-${to}`.replace(/[^a-z0-9-]/gi, "-");

/** The first packet of two zones is where the cell of the matrix leads. */
function packetRow(flow: Flow, isFirst: boolean): Markup {
  const { from, to, service, witness, fromTenant, toTenant, outside = [] } = flow;
  const cells = html`<td>${from}</td>
    <td>${to}</td>
    <td>${service}</td>
    <td>${[...new Set([fromTenant, toTenant])].filter((one) => one !== undefined).join(" → ")}</td>
    <td>
      <code>${witness.source}</code> →
      <code>${witness.destination}</code>${service === "everything" ? "" : `, ${witness.service}`}
    </td>
    <td>${outside.map(({ where }) => where).join(", ")}</td>`;
  return isFirst
    ? html`<tr id="packets-${pairOf(flow)}">
        ${cells}
      </tr>`
    : html`<tr>
        ${cells}
      </tr>`;
}

const WORDS: Readonly<Record<string, string>> = {
  internet: "anybody with a public address, and every name outside",
  partners: "networks of those who manage the platform, behind a VPN tunnel",
  "azure probes": "the one address from which Azure itself asks whether machines are well; Azure opens it",
  edge: "the gateway that takes users' requests. Azure manages it at TCP 65200-65535 and asks that it may send anything",
  web: "machines that hand requests on",
  application: "machines that run the application, and its jobs",
  data: "private addresses of databases, a segment for each tenant",
  documents: "private addresses of document stores",
  management: "private addresses of vaults, registries and the like",
  backup: "private addresses of stores of copies",
  gateway: "the VPN gateway itself",
  firewall: "the firewall itself, which answers for names",
};

/** What stands in each zone of the matrix. */
function zoneWords(zones: ReadonlySet<string>): Markup {
  return html`<details class="words">
    <summary>What these zones are</summary>
    <div class="inside">
      <dl>
        ${ORDER.flatMap((zone) => {
          const words = zones.has(zone) ? WORDS[zone] : undefined;
          return words === undefined
            ? []
            : [
                html`<dt>${zone}</dt>
                  <dd>${words}</dd>`,
              ];
        })}
      </dl>
    </div>
  </details>`;
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
  const [first] = flows;
  return html`<td class="some">
    <a href="#packets-${first === undefined ? "" : pairOf(first)}"
      >${services.slice(0, SHOWN).map((service, index) => html`${index > 0 ? html`<br />` : ""}${service}`)}${more}</a
    >
  </td>`;
}
