import { blocks } from "../../policies/framework/judge";
import { servedClauses } from "../../policies/framework/promises-of-rule";
import { blocking, type PolicyReport } from "../../policies/framework/report";
import { parseUrn } from "../../policies/resources/registered-resource";
import type { Sold } from "../../agreement/options-in-force";
import type { Waivable } from "../../policies/waivers/apply-waivers";

/** How many findings of one rule are shown; the rest are counted. */
const SHOWN = 5;

function byRule(outcomes: readonly Waivable[]): ReadonlyMap<string, readonly Waivable[]> {
  const grouped = new Map<string, Waivable[]>();
  for (const outcome of outcomes) grouped.set(outcome.rule.id, [...(grouped.get(outcome.rule.id) ?? []), outcome]);
  return grouped;
}

function placeOf({ urn }: Waivable): string {
  return urn === undefined ? "the deployment" : parseUrn(urn).name;
}

function ruleText(outcomes: readonly Waivable[], sold: Sold): readonly string[] {
  const [first] = outcomes;
  if (first === undefined) return [];
  const { rule } = first;
  const promises = [...new Set(servedClauses(rule, sold).flatMap((clause) => clause.promises))];
  const more = outcomes.length - SHOWN;
  return [
    `  ${rule.id} (${rule.severity}): ${rule.title}${promises.length > 0 ? ` [${promises.join(", ")}]` : ""}`,
    ...outcomes
      .slice(0, SHOWN)
      .map((one) => `    ${placeOf(one)}: ${one.result === "undetermined" ? "undetermined: " : ""}${one.message}`),
    ...(more > 0 ? [`    … and ${more} more`] : []),
    `    → ${rule.remediation}`,
  ];
}

/** What is not kept, rule by rule, as lines for a user; nothing where everything is kept. */
export function brokenText(report: PolicyReport): readonly string[] {
  const broken = blocking(report);
  const rules = [...byRule(broken).values()].flatMap((outcomes) => ruleText(outcomes, report.sold));
  const waivers = report.waiverProblems.map(({ message }) => `  waivers: ${message}`);
  const lines = [...rules, ...waivers];
  return lines.length === 0 ? [] : [`Not kept (${broken.length + waivers.length}):`, ...lines];
}

/** One line on everything else: how much was judged, what stays open, what is waived. */
export function countsText({ outcomes }: PolicyReport): string {
  const rules = new Set(outcomes.map(({ rule }) => rule.id)).size;
  const open = outcomes.filter((one) => one.result === "undetermined" && !blocks(one)).length;
  const waived = byRule(outcomes.filter(({ waiver }) => waiver !== undefined));
  const waivers = [...waived].map(([id, own]) => `${id} (${own.length}, until ${own[0]?.waiver?.expires ?? ""})`);
  return [
    `Rules: ${rules} judged ${outcomes.length} things`,
    ...(open > 0 ? [`${open} undetermined`] : []),
    ...(waivers.length > 0 ? [`waived: ${waivers.join(", ")}`] : []),
  ].join("; ");
}
