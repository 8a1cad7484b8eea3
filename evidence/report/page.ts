import { badge, promiseStates, promiseText } from "./badges";
import { boundarySection, controlSection, findingSection, waiverSection } from "./evidence-sections";
import { drillSection } from "./drill-section";
import { expectationSection } from "./expectation-section";
import { legend } from "./legend";
import { html, raw, type Markup } from "./markup";
import { promiseSection } from "./promise-section";
import { promiseStandings, type PromiseStanding } from "./promise-states";
import { reachabilitySection } from "./reachability-section";
import { duration } from "./recovery-table";
import type { ReportInput } from "./report-input";
import { residencySection } from "./residency-section";
import { styles } from "./styles";
import { table } from "./table";
import { topologyDrawing } from "./topology-drawing";
import type { TopologyGraph } from "./topology-graph";

const SECTIONS = [
  ["topology", "Topology"],
  ["promises", "Promises"],
  ["expectations", "Availability and recovery"],
  ["drills", "Recovery drills"],
  ["reachability", "Who reaches whom"],
  ["residency", "Where data rests"],
  ["findings", "Rules and findings"],
  ["waivers", "Waivers"],
  ["controls", "ISO/IEC 27001"],
  ["boundaries", "Ours, handed over, outside"],
] as const;

/** The whole page of a platform: one file that needs nothing else. Equal inputs give equal pages. */
export function reportPage(input: ReportInput): string {
  const { verdict, ledger } = input;
  const standings = promiseStandings(ledger, verdict, input.drills);
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <title>${verdict.platform}: what was promised and how it stands</title>
        <style>
          ${raw(styles)}
        </style>
      </head>
      <body>
        <a class="skip" href="#content">To the content</a>
        <header>
          <div class="wrap">
            <p class="kicker">Evidence of a service agreement</p>
            <h1>${verdict.platform}</h1>
            <p>${ledger.summary}</p>
            <p>
              Environment ${verdict.environment}, judged on ${verdict.today}: ${verdict.resources} resources of
              ${verdict.stacks.length} stacks.
            </p>
          </div>
        </header>
        <main id="content">
          ${tiles(input, standings)}
          <nav aria-label="Sections">
            <ul>
              ${SECTIONS.map(([id, title]) => html`<li><a href="#${id}">${title}</a></li>`)}
            </ul>
          </nav>
          ${topologySection(input)}${promiseSection(standings)}${expectationSection(input)}${drillSection(input.drills, verdict.platform)}${reachabilitySection(verdict)}${residencySection(input)}${findingSection(verdict)}${waiverSection(verdict)}${controlSection(input.controls, verdict)}${boundarySection(standings)}
        </main>
        <footer>
          <p>
            Made by <code>deltawerk report ${verdict.platform}</code> from the states of the stacks
            ${verdict.stacks.join(", ")} and the documents of the platform. Nothing here was typed by hand, and nothing
            is loaded from elsewhere. Rules judge what is registered; what no resource can show is marked as
            undetermined or not judged.
          </p>
        </footer>
      </body>
    </html> `;
  return page.text;
}

/** How the last drills ended: nobody may read "kept" and overlook that a recovery was not. */
function drillTile(drills: ReportInput["drills"]): Markup {
  const passed = drills.filter(({ status }) => status === "passed").length;
  if (drills.length === 0) return tile("Recovery drills", badge("open", "none recorded"), "where this page was made");
  const others = drills.filter(({ status }) => status !== "passed").map(({ title, status }) => `${title}: ${status}`);
  return tile(
    "Recovery drills passed",
    `${passed} of ${drills.length}`,
    others.length === 0 ? "the last of each kind" : others.join("; "),
  );
}

function tiles({ verdict, drills }: ReportInput, standings: readonly PromiseStanding[]): Markup {
  const platform = standings.filter(({ promise }) => promise.kind === "platform");
  const kept = platform.filter(({ state }) => state === "kept").length;
  const rest = promiseStates.flatMap((state) => {
    const count = state === "kept" ? 0 : platform.filter((one) => one.state === state).length;
    return count === 0 ? [] : [promiseText(state, count)];
  });
  const bad = verdict.findings.filter(({ status }) => status === "violated").length;
  const open = verdict.findings.filter(({ status }) => status === "undetermined").length;
  const waived = verdict.findings.filter(({ status }) => status === "waived").length;
  const [availability] = verdict.availability;
  const [recovery] = verdict.recovery;
  // Passages are judged by an analysis of their own; nobody may read "kept" above a matrix that says otherwise.
  const passages = verdict.reachability.filter(({ kind }) => kind !== "undetermined").length;
  const state =
    bad + passages > 0 ? badge("bad", "not kept") : open > 0 ? badge("open", "undetermined") : badge("good", "kept");
  return html`<dl class="tiles">
    ${[
      tile(
        "Verdict",
        state,
        `${bad} not kept, ${open} undetermined, ${waived} waived${passages > 0 ? `; ${passages} passages not as agreed` : ""}`,
      ),
      tile(
        "Promises shown kept",
        `${kept} of ${platform.length}`,
        ["of those the deployment carries", ...rest].join("; "),
      ),
      tile("Rules judged", String(verdict.rules.length), `on ${verdict.resources} resources`),
      ...(availability === undefined
        ? []
        : [
            tile(
              "Availability expected",
              availability.expected === undefined ? "no figure" : `${(availability.expected * 100).toFixed(2)} %`,
              `agreed ${(availability.target * 100).toFixed(2)} %`,
            ),
          ]),
      ...(recovery === undefined
        ? []
        : [
            tile(
              "Recovery expected",
              recovery.timeMinutes === undefined ? "no figure" : duration(recovery.timeMinutes),
              recovery.pointMinutes === undefined
                ? recovery.open.join("; ")
                : `losing ${duration(recovery.pointMinutes)}; ${recovery.scope}`,
            ),
          ]),
      drillTile(drills),
    ]}
  </dl>`;
}

function tile(title: string, figure: string | Markup, under: string): Markup {
  return html`<div class="tile">
    <dt>${title}</dt>
    <dd><span class="figure">${figure}</span><span class="under">${under}</span></dd>
  </div>`;
}

function topologySection({ topology: { graph, placed }, tenants }: ReportInput): Markup {
  return html`<section id="topology" aria-labelledby="topology-heading">
    <h2 id="topology-heading">Topology</h2>
    <p class="lead">
      Drawn from the registered resources. A site is a region of Azure, its zones are buildings apart; a hub is the
      network that a whole site shares; a cell serves a bounded number of tenants, each with a data segment of its own.
    </p>
    <div class="scroll" role="region" aria-label="Drawing of the topology" tabindex="0">
      ${topologyDrawing(placed, describe(graph))}
    </div>
    ${legend([
      ["request", "requests of users"],
      ["peering", "egress through the firewall"],
      ["tunnel", "VPN tunnel"],
      ["zone", "network zone"],
      ["part", "gateway or firewall"],
      ["store", "storage, outside of the networks"],
      ["beyond", "not the platform's"],
    ])}
    <details>
      <summary>Tenants (${tenants.tenants.length})</summary>
      <div class="inside">
        ${table(
          "tenants",
          ["Code", "Name", "Address", "Cell"],
          tenants.tenants.map(
            ({ code, name, hostName, cell }) =>
              html`<tr>
                <th scope="row"><code>${code}</code></th>
                <td>${name}</td>
                <td>${hostName}</td>
                <td>${cell}</td>
              </tr>`,
          ),
        )}
      </div>
    </details>
  </section>`;
}

/** The drawing in words. */
function describe({ nodes }: TopologyGraph): string {
  return nodes
    .filter(({ kind }) => kind === "site")
    .map(({ title, note = "", children = [] }) => {
      const networks = children.map((child) => {
        const inside = (child.children ?? []).map((one) => one.title.toLowerCase()).join(", ");
        return `${child.title}${inside === "" ? "" : ` with ${inside}`}`;
      });
      return `${title} (${note}): ${networks.join("; ")}`;
    })
    .join(". ");
}
