import { deployedText } from "./deployed-texts";
import { uncomparedTexts } from "./problem-texts";
import { blockingFindings, endingWaivers, isKept, type CheckResult, type PlatformCheck } from "../verdict/check-result";
import { parseUrn } from "../../policies/resources/registered-resource";
import { losesProtected } from "../verdict/compare-verdicts";
import type { Finding, JudgedRule } from "../verdict/verdict";

const HEADINGS = ["platform", "verdict", "rules", "not kept", "undetermined", "waived", "new", "fixed", "headroom"];

/** How many findings of a rule are listed. */
const SHOWN = 5;

/** What a check found as a table with a row for each platform, and below it everything that is not kept. */
export function checkTable(result: CheckResult): string {
  const rows = result.platforms.map((platform) => row(platform, result.strict));
  const against = result.base === undefined ? "" : ` against ${result.base}`;
  const details = result.platforms.flatMap((platform) => detail(platform, result.strict));
  return [
    `${result.head}${against}${result.strict ? ", strictly" : ""}`,
    "",
    ...aligned([HEADINGS, ...rows]),
    ...details,
    "",
  ].join("\n");
}

function row(check: PlatformCheck, strict: boolean): readonly string[] {
  const { head, change } = check;
  const count = (status: Finding["status"]): string =>
    String(head.findings.filter((one) => one.status === status).length);
  const [first] = head.availability;
  return [
    head.platform,
    isKept(check, strict) ? "kept" : "NOT KEPT",
    String(head.rules.length),
    count("violated"),
    count("undetermined"),
    count("waived"),
    change === undefined ? "-" : String(change.newlyFailing.length),
    change === undefined ? "-" : String(change.fixed.length),
    first?.headroomMinutes === undefined ? "-" : `${Math.round(first.headroomMinutes)} min/year`,
  ];
}

function detail(check: PlatformCheck, strict: boolean): readonly string[] {
  const { head, refused, change, uncompared, deployed } = check;
  const blocking = blockingFindings(head, strict);
  const ids = [...new Set(blocking.map(({ rule }) => rule))];
  const losses = (change?.steps ?? []).filter(losesProtected);
  const lines = [
    ...(deployed?.stacks ?? []).map((one) => `${deployed?.environment ?? ""}: ${one.stack}: ${deployedText(one)}`),
    ...(deployed?.stacks ?? [])
      .flatMap(({ steps }) => steps)
      .filter(losesProtected)
      .map(({ operation, urn }) => `${operation}s protected data that is there: ${parseUrn(urn).name}`),
    ...(uncompared === undefined ? [] : uncomparedTexts(uncompared).flatMap((text) => text.split("\n"))),
    ...(refused === undefined ? [] : ["cannot be made on what is there:", ...refused.split("\n").map(indented)]),
    ...losses.map(({ operation, urn }) => `${operation}s protected data: ${parseUrn(urn).name}`),
    ...ids.flatMap((id) =>
      ruleLines(
        blocking.filter(({ rule }) => rule === id),
        head.rules.find((rule) => rule.id === id),
      ),
    ),
    ...endingWaivers(head).map(
      ({ rule, resource, expires, owner }) =>
        `waiver of ${rule} for ${resource} ${expires < head.today ? "ended" : "ends"} on ${expires} (${owner})`,
    ),
  ];
  return lines.length === 0 ? [] : ["", `${head.platform}`, ...lines.map(indented)];
}

const indented = (line: string): string => `  ${line}`;

function ruleLines(findings: readonly Finding[], rule: JudgedRule | undefined): readonly string[] {
  const [first] = findings;
  if (rule === undefined) {
    return findings.map(({ message, place }) =>
      place === undefined ? message : `${message} (${place.file}:${place.line})`,
    );
  }
  const clauses = rule.clauses.map(({ name, promises, place }) => {
    const at = place === undefined ? "" : ` ${place.file}:${place.line}`;
    return `${name}${promises.length > 0 ? ` [${promises.join(", ")}]` : ""}${at}`;
  });
  const more = findings.length - SHOWN;
  return [
    `${first?.rule ?? rule.id} (${rule.severity}): ${rule.title}`,
    ...clauses.map(indented),
    ...findings
      .slice(0, SHOWN)
      .map(({ resource, status, message }) =>
        indented(
          `${resource?.name ?? "the deployment"}: ${status === "undetermined" ? "undetermined: " : ""}${message}`,
        ),
      ),
    ...(more > 0 ? [`  … and ${more} more`] : []),
    ...madeAt(findings).map((at) => `  made in ${at}`),
    `  → ${rule.remediation}`,
  ];
}

/** Lines of the program that make what is not kept; each once. */
function madeAt(findings: readonly Finding[]): readonly string[] {
  return [
    ...new Set(findings.flatMap(({ place }) => (place === undefined ? [] : [`${place.file}:${place.line}`]))),
  ].slice(0, SHOWN);
}

function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((cells) => (cells[column] ?? "").length)));
  return rows.map((cells) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}
