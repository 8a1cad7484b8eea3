import { parseUrn } from "../../policies/resources/registered-resource";
import { endingWaivers, isKept, blockingFindings, type CheckResult, type PlatformCheck } from "../verdict/check-result";
import { isQuiet, losesProtected, type Changed, type VerdictChange } from "../verdict/compare-verdicts";
import type { PlannedStep } from "../verdict/planned-step";
import type { ExpectedAvailability, ExpectedRecovery, Finding, Flow, JudgedRule, Verdict } from "../verdict/verdict";

/** How many lines of one kind are shown before they are folded or counted. */
const SHOWN = 8;

/** A marker by which a pipeline finds its own comment and writes it anew. */
const MARKER = "<!-- deltawerk check -->";

/** What a check found as the comment of a pull request: by platform, what matters first, short when nothing does. */
export function pullRequestComment(result: CheckResult): string {
  const quiet = result.platforms.filter((one) => isNothing(one, result.strict));
  const loud = result.platforms.filter((one) => !quiet.includes(one));
  const against = result.base === undefined ? "" : ` against \`${result.base}\``;
  return [
    MARKER,
    `### Deltawerk: what this change does to the promises${against}`,
    ...(result.changedRules.length > 0
      ? [
          `> Rules themselves are changed: ${result.changedRules.map(code).join(", ")}. Both sides are judged by the new ones.`,
        ]
      : []),
    ...loud.map((one) => platformText(one, result.strict)),
    ...(quiet.length > 0 ? [`Nothing that matters for ${quiet.map(({ head }) => head.platform).join(", ")}.`] : []),
    "",
  ].join("\n\n");
}

function isNothing(check: PlatformCheck, strict: boolean): boolean {
  const { change, head } = check;
  return isKept(check, strict) && endingWaivers(head).length === 0 && (change === undefined || isQuiet(change));
}

function platformText(check: PlatformCheck, strict: boolean): string {
  const { head, change, refused } = check;
  const verdict = isKept(check, strict) ? "✅ kept" : "❌ not kept";
  const sections = [
    ...(refused === undefined ? [] : [`**The change cannot be made on what is there:**\n\n${fenced(refused)}`]),
    ...(change === undefined ? firstLook(head, strict) : changeSections(change, head)),
    ...listed(
      "⏳ Waivers that end within 30 days",
      endingWaivers(head).map(
        ({ rule, resource, expires, owner }) => `${code(rule)} for ${code(resource)}: ${expires}, ${owner}`,
      ),
    ),
  ];
  return [`#### ${head.platform}: ${verdict}`, ...sections].join("\n\n");
}

/** Without anything to compare with. */
function firstLook(head: Verdict, strict: boolean): readonly string[] {
  return listed("Not kept", findingTexts(blockingFindings(head, strict), head));
}

function changeSections(change: VerdictChange, head: Verdict): readonly string[] {
  const protectedSteps = change.steps.filter(losesProtected);
  return [
    ...listed("🛑 Protected data that would go", protectedSteps.map(stepText)),
    ...listed("Rules newly failing", findingTexts(change.newlyFailing, head)),
    ...listed(
      "Rules fixed",
      change.fixed.map(({ rule, resource }) => `${code(rule)} on ${code(resource?.name ?? "the deployment")}`),
    ),
    ...(change.stillFailing > 0 ? [`${change.stillFailing} findings were there before and still are.`] : []),
    ...expectationSection(change),
    ...listed("Flows opened", change.flowsOpened.map(flowText)),
    ...listed("Flows closed", change.flowsClosed.map(flowText)),
    ...listed("Places where something may rest now", change.placesAdded.map(placeText)),
    ...listed("Places where nothing rests any more", change.placesRemoved.map(placeText)),
    ...listed(
      "Firewall rules",
      change.firewallRules.map(({ before, after }) => {
        const rule = after ?? before;
        const how = before === undefined ? "added" : after === undefined ? "removed" : "changed";
        return `${how} ${code(rule?.name ?? "")}: ${rule?.what ?? ""} (${rule?.reference ?? ""}, until ${rule?.until ?? ""})`;
      }),
    ),
    ...listed(
      "Waivers",
      change.waivers.map(({ before, after }) => {
        const how = before === undefined ? "added" : after === undefined ? "removed" : "changed";
        const waiver = after ?? before;
        return `${how}: ${code(waiver?.rule ?? "")} for ${code(waiver?.resource ?? "")}, until ${waiver?.expires ?? ""} (${waiver?.owner ?? ""}): ${waiver?.reason.trim() ?? ""}`;
      }),
    ),
    ...touchedSection(change),
    ...listed("Stacks added", change.stacksAdded.map(code)),
  ];
}

/** Findings of one rule together, so that what it is about is told once. */
function findingTexts(findings: readonly Finding[], { rules }: Verdict): readonly string[] {
  return [...new Set(findings.map(({ rule }) => rule))].map((id) => {
    const own = findings.filter(({ rule }) => rule === id);
    const things = own.slice(0, SHOWN).map(({ resource, status, message }) => {
      const open = status === "undetermined" ? "undetermined: " : "";
      return `\n  - ${code(resource?.name ?? "the deployment")}: ${open}${message}`;
    });
    const more = own.length > SHOWN ? `\n  - … and ${own.length - SHOWN} more` : "";
    return `${ruleText(
      id,
      rules.find((rule) => rule.id === id),
    )}${things.join("")}${more}`;
  });
}

function ruleText(id: string, rule: JudgedRule | undefined): string {
  if (rule === undefined) return code(id);
  const clauses = rule.clauses.map(({ name, promises, place }) => {
    const at = place === undefined ? "" : ` (${place.file}:${place.line})`;
    return `${promises.length > 0 ? `${promises.join(", ")}, ` : ""}${code(name)}${at}`;
  });
  const breaks = clauses.length > 0 ? `<br>Breaks ${clauses.join("; ")}.` : "";
  return `${code(id)} (${rule.severity}): ${rule.title}.${breaks}<br>→ ${rule.remediation}`;
}

function expectationSection({ availability, recovery }: VerdictChange): readonly string[] {
  const rows = [...availability.map(availabilityRow), ...recovery.map(recoveryRow)];
  return rows.length === 0 ? [] : [["| expected | before | after |", "|---|---|---|", ...rows].join("\n")];
}

function availabilityRow({ before, after }: Changed<ExpectedAvailability>): string {
  const text = (one: ExpectedAvailability | undefined): string =>
    one === undefined
      ? "-"
      : `${(one.expected * 100).toFixed(3)} %${one.headroomMinutes === undefined ? "" : `, headroom ${Math.round(one.headroomMinutes)} min a year`}`;
  return `| availability, ${after?.at ?? before?.at ?? ""} | ${text(before)} | ${text(after)} |`;
}

function recoveryRow({ before, after }: Changed<ExpectedRecovery>): string {
  const text = (one: ExpectedRecovery | undefined): string =>
    one === undefined ? "-" : `${one.pointMinutes ?? "?"} min lost, ${one.timeMinutes ?? "?"} min away`;
  return `| recovery, ${after?.scope ?? before?.scope ?? ""} | ${text(before)} | ${text(after)} |`;
}

function flowText({ from, to, service, witness }: Flow): string {
  return `${from} → ${to}, ${service}; for example ${witness.service} from ${code(witness.source)} to ${code(witness.destination)}`;
}

function placeText({ kind, region, country, copied }: VerdictChange["placesAdded"][number]): string {
  return `${kind} in ${region} (${country})${copied ? ", copied there by Azure" : ""}`;
}

function touchedSection({ touched, steps }: VerdictChange): readonly string[] {
  if (steps.length === 0) return [];
  const tenants = touched.filter(({ tenant }) => tenant !== undefined);
  const shared = touched.find(({ tenant }) => tenant === undefined)?.steps ?? [];
  const changed = shared.filter(({ operation }) => operation !== "create");
  const who = tenants.map(({ tenant, steps: own }) => `${tenant ?? ""} (${countsText(own)})`).join(", ");
  return [
    `**Resources:** ${countsText(steps)}. Tenants touched: ${who === "" ? "none" : who}. Shared: ${shared.length === 0 ? "nothing" : countsText(shared)}.`,
    ...listed("Shared resources changed", changed.map(stepText)),
    ...folded(`All ${steps.length} resources that change`, steps.map(stepText)),
  ];
}

function countsText(steps: readonly PlannedStep[]): string {
  return (["delete", "replace", "update", "create"] as const)
    .flatMap((operation) => {
      const count = steps.filter((step) => step.operation === operation).length;
      return count === 0 ? [] : [`${count} ${operation}`];
    })
    .join(", ");
}

function stepText({ operation, urn, protect, properties }: PlannedStep): string {
  const { name, stack } = parseUrn(urn);
  const what = properties.length > 0 ? `: ${properties.map(code).join(", ")}` : "";
  return `${operation} ${code(name)} in ${stack}${protect ? ", protected" : ""}${what}`;
}

function listed(title: string, lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return [];
  if (lines.length > SHOWN) return folded(`${title} (${lines.length})`, lines, lines.slice(0, 3));
  return [`**${title}**\n${lines.map((line) => `- ${line}`).join("\n")}`];
}

/** Folded with what is worth seeing at once above the fold. */
function folded(title: string, lines: readonly string[], shown: readonly string[] = []): readonly string[] {
  const first = shown.length === 0 ? [] : [`**${title}**\n${shown.map((line) => `- ${line}`).join("\n")}`];
  const all = lines.map((line) => `- ${line}`).join("\n");
  const rest = shown.length === 0 ? title : `All ${lines.length}`;
  return [...first, `<details><summary>${rest}</summary>\n\n${all}\n\n</details>`];
}

const code = (text: string): string => `\`${text}\``;
const fenced = (text: string): string => `\`\`\`text\n${text}\n\`\`\``;
