import { percentText } from "./expectations";
import type { Explanation } from "./explain";
import { cronOf } from "./job-times";
import { textTable, wrapWords } from "./text-table";

/** An explanation as text for a terminal.
 * @param width columns of the terminal; @default 100 */
export function explanationText(explanation: Explanation, width = 100): string {
  const parts = [
    [`${explanation.platform}, ${explanation.environment}`],
    section("Sites", sitesTable(explanation, width)),
    ...explanation.groups.map((group) => section(titleOf(group.about), groupLines(group, width))),
    section("Networks", networksTable(explanation, width)),
    section("Cells", cellsTable(explanation, width)),
    section("Copies and vaults", copiesTable(explanation, width)),
    section("Jobs", jobsTable(explanation, width)),
    section("Expected availability", availabilityLines(explanation, width)),
    section("Expected recovery", recoveryLines(explanation, width)),
    section(`Promises served (${explanation.promises.length})`, wrapWords(explanation.promises.join(" "), width)),
  ];
  return `${parts.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return [title.toUpperCase(), ...lines];
}

function titleOf(about: string): string {
  return `Decided: ${about}`;
}

function promised(promises: readonly string[]): string {
  return promises.length === 0 ? "ours" : promises.join(" ");
}

function sitesTable({ sites }: Explanation, width: number): readonly string[] {
  return textTable(
    ["site", "region", "country", "role", "zones", "access"],
    sites.map((site) => [
      site.code,
      site.region,
      site.country,
      site.role,
      site.zones.length === 0 ? "none" : site.zones.join(" "),
      site.restricted ? "on request" : "open",
    ]),
    width,
  );
}

function groupLines(group: Explanation["groups"][number], width: number): readonly string[] {
  return textTable(
    ["chosen", "because", "promises"],
    [
      ...group.decisions.map(({ chosen, because, promises }) => [chosen, because, promised(promises)]),
      ...group.refused.map(({ refused, because, promises }) => [`refused: ${refused}`, because, promised(promises)]),
    ],
    width,
  );
}

function networksTable({ networks }: Explanation, width: number): readonly string[] {
  return textTable(
    ["network", "site", "addresses", "segments"],
    networks.map((network) => [network.network, network.site, network.prefix, String(network.segments)]),
    width,
  );
}

function cellsTable({ cells }: Explanation, width: number): readonly string[] {
  return textTable(
    ["cell", "runs at", "tenants", "limited by"],
    cells.map((cell) => [cell.cell, cell.activeSite, `${cell.tenants} of ${cell.capacity}`, cell.limitedBy]),
    width,
  );
}

function copiesTable({ copies, vaults }: Explanation, width: number): readonly string[] {
  return textTable(
    ["what", "where", "redundancy", "how often", "kept", "promises"],
    [
      ...copies.map((copy) => [
        `${copy.key} copy`,
        copy.places.join(" "),
        [...new Set(Object.values(copy.redundancy))].join(" "),
        `${copy.timing.everyMinutes / 60} hours`,
        `${copy.retentionDays} d${copy.firstOfMonthDays === undefined ? "" : `, first of month ${copy.firstOfMonthDays} d`}`,
        promised(copy.promises),
      ]),
      ...vaults.map((vault) => [
        `vault for ${vault.protects.join(" and ")}`,
        vault.site,
        vault.redundancy,
        "daily",
        `${vault.operationalDays} d, vault ${vault.vaultDays} d`,
        promised(vault.promises),
      ]),
    ],
    width,
  );
}

function jobsTable({ jobs }: Explanation, width: number): readonly string[] {
  return textTable(
    ["job", "runs for", "when (UTC)", "turns", "oldest allowed", "promises"],
    jobs.map(({ job, label, per, epoch, everyMinutes, turns, maxAgeMinutes, promises }) => [
      label === undefined ? job : `${job} ${label}`,
      `each ${per}`,
      cronOf(epoch, everyMinutes),
      turns.waves === 1 ? "all at once" : `${turns.waves}, ${turns.waveMinutes} min apart`,
      maxAgeMinutes === undefined ? "" : `${maxAgeMinutes} min`,
      promised(promises),
    ]),
    width,
  );
}

function availabilityLines({ availability }: Explanation, width: number): readonly string[] {
  const table = textTable(
    ["at", "expected", "promised", "headroom a year", "three weakest parts", "promises"],
    availability.map((figure) => [
      figure.tenant === undefined ? figure.at : `${figure.at}, ${figure.tenant}`,
      percentText(figure.expected),
      figure.target === undefined ? "shown only" : percentText(figure.target),
      figure.headroomMinutes === undefined ? "" : `${Math.floor(figure.headroomMinutes)} min`,
      figure.weakest.map((part) => `${part.name} ${percentText(part.availability)}`).join("; "),
      figure.target === undefined ? "" : promised(figure.promises),
    ]),
    width,
  );
  const assumptions = [...new Set(availability.flatMap((figure) => figure.assumptions))].sort();
  return [...table, "", "Assumed:", ...assumptions.flatMap((assumption) => bullet(assumption, width))];
}

function bullet(text: string, width: number): readonly string[] {
  return wrapWords(text, width - 2).map((line, index) => `${index === 0 ? "- " : "  "}${line}`);
}

function recoveryLines({ recovery }: Explanation, width: number): readonly string[] {
  const table = textTable(
    ["of", "work lost", "agreed", "time", "agreed", "promises"],
    recovery.map((figure) => [
      figure.scope,
      `${figure.pointMinutes} min`,
      minutesText(figure.agreedPointMinutes),
      `${figure.timeMinutes} min`,
      minutesText(figure.agreedTimeMinutes),
      promised(figure.promises),
    ]),
    width,
  );
  const steps = recovery.flatMap((figure) => [
    "",
    `${figure.scope}:`,
    ...textTable(
      ["step", "minutes", "source"],
      figure.steps.map((step) => [step.name, String(step.minutes), step.source]),
      width,
    ),
  ]);
  return [...table, ...steps];
}

function minutesText(minutes: number | undefined): string {
  return minutes === undefined ? "" : `${minutes} min`;
}
