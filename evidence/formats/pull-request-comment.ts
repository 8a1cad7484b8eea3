import { formatProblems } from "../../agreement/problem";
import {
  blockingFindings,
  endingWaivers,
  isKept,
  type CheckResult,
  type PlatformCheck,
  type Uncompared,
  type UnusableDocuments,
} from "../verdict/check-result";
import { changesNothing } from "../verdict/deployed-change";
import { isQuiet, losesProtected, type VerdictChange } from "../verdict/compare-verdicts";
import type { Finding, JudgedRule, Verdict } from "../verdict/verdict";
import {
  availabilityRow,
  clauseText,
  countsText,
  firewallRuleText,
  flowTexts,
  placeText,
  recoveryRow,
  stepText,
  waiverText,
} from "./change-texts";
import { deployedSections } from "./deployed-texts";
import { code, fenced, folded, listed, SHOWN } from "./markdown-pieces";

/** A marker by which a pipeline finds its own comment and writes it anew. */
const MARKER = "<!-- deltawerk check -->";
const TITLE = "### Deltawerk: what this change does to the promises";

/** What a check found as the comment of a pull request: by platform, what matters first, short when nothing does. */
export function pullRequestComment(result: CheckResult): string {
  const quiet = result.platforms.filter((one) => isNothing(one, result.strict));
  const loud = result.platforms.filter((one) => !quiet.includes(one));
  const against = result.base === undefined ? "" : ` against \`${result.base}\``;
  return [
    MARKER,
    `${TITLE}${against}`,
    ...(result.changedRules.length > 0
      ? [
          `> Rules themselves are changed: ${result.changedRules.map(code).join(", ")}. Both sides are judged by the new ones.`,
        ]
      : []),
    ...result.unusable.map(unusableSection),
    ...loud.map((one) => platformText(one, result.strict)),
    ...(quiet.length > 0 ? [`Nothing that matters for ${quiet.map(({ head }) => head.platform).join(", ")}.`] : []),
    "",
  ].join("\n\n");
}

/** Every problem of documents that cannot be used. */
function unusableSection({ platform, problems }: UnusableDocuments): string {
  return [
    `#### ${platform}: ❌ its documents cannot be used`,
    "Nothing was judged, and nothing can be deployed.",
    fenced(formatProblems(problems)),
  ].join("\n\n");
}

function uncomparedSection({ because, problems }: Uncompared): readonly string[] {
  const text = `Not compared, only judged: ${because}`;
  return problems.length === 0 ? [`${text}.`] : [`${text}:`, fenced(formatProblems(problems))];
}

function isNothing(check: PlatformCheck, strict: boolean): boolean {
  const { change, head, uncompared, deployed } = check;
  const nothing = (change === undefined || isQuiet(change)) && (deployed === undefined || changesNothing(deployed));
  return isKept(check, strict) && endingWaivers(head).length === 0 && nothing && uncompared === undefined;
}

function platformText(check: PlatformCheck, strict: boolean): string {
  const { head, change, refused, uncompared, deployed } = check;
  const verdict = isKept(check, strict) ? "✅ kept" : "❌ not kept";
  const summary = change === undefined ? "" : summaryOf(change);
  const sections = [
    ...(summary === "" ? [] : [summary]),
    ...(uncompared === undefined ? [] : uncomparedSection(uncompared)),
    ...(refused === undefined ? [] : [`**The change cannot be made on what is there:**\n\n${fenced(refused)}`]),
    ...(change === undefined ? firstLook(check, strict) : changeSections(change, head)),
    ...(deployed === undefined ? [] : deployedSections(deployed)),
    ...liveSection(check),
    ...listed(
      "⏳ Waivers that end within 30 days",
      endingWaivers(head).map(
        ({ rule, resource, expires, owner }) =>
          `${code(rule)} for ${code(resource)}: ends on ${expires}; ${owner} renews it in stacks/waivers/${head.platform}.yaml or mends what it excuses`,
      ),
    ),
  ];
  return [`#### ${head.platform}: ${verdict}`, ...sections].join("\n\n");
}

/** What a reader who reads one line has to know. */
function summaryOf(change: VerdictChange): string {
  const count = (number: number, one: string, several = `${one}s`): readonly string[] =>
    number === 0 ? [] : [`${number} ${number === 1 ? one : several}`];
  return [
    ...count(change.steps.filter(losesProtected).length, "protected resource would go", "protected resources would go"),
    ...count(change.newlyFailing.length, "new finding"),
    ...count(change.fixed.length, "finding fixed", "findings fixed"),
    ...count(change.clauses.length, "clause changed", "clauses changed"),
    ...count(change.waivers.length, "waiver changed", "waivers changed"),
    ...count(change.flowsOpened.length, "flow opened", "flows opened"),
    ...count(change.flowsClosed.length, "flow closed", "flows closed"),
    ...count(change.placesAdded.length, "place added", "places added"),
    ...(change.steps.length > 0 ? [countsText(change.steps)] : []),
  ].join(" · ");
}

/** Without anything to compare with. */
function firstLook({ head, live }: PlatformCheck, strict: boolean): readonly string[] {
  const seen = new Set(live?.findings);
  const own = blockingFindings(head, strict).filter((finding) => !seen.has(finding));
  return listed("Not kept", findingTexts(own, head));
}

/** What hosts show now, which the change has no part in. */
function liveSection({ live, head }: PlatformCheck): readonly string[] {
  if (live === undefined) return [];
  const { hosts, findings } = live;
  const title = `Hosts of tenants, as they answer now (${hosts.length} asked)`;
  return findings.length === 0 ? [`**${title}:** as declared.`] : listed(title, findingTexts(findings, head));
}

function changeSections(change: VerdictChange, head: Verdict): readonly string[] {
  const { tenantsAdded, tenantsRemoved, availability, recovery } = change;
  const rows = [...availability.map(availabilityRow), ...recovery.map(recoveryRow)];
  return [
    ...listed("🛑 Protected data that would go", change.steps.filter(losesProtected).map(stepText)),
    ...listed("Rules newly failing", findingTexts(change.newlyFailing, head)),
    ...listed(
      "Rules fixed",
      change.fixed.map(({ rule, resource }) => `${code(rule)} on ${code(resource?.name ?? "the deployment")}`),
    ),
    ...(change.stillFailing > 0 ? [`${change.stillFailing} findings were there before and still are.`] : []),
    ...listed("Agreement", change.clauses.map(clauseText)),
    ...listed("Tenants", [
      ...tenantsAdded.map((tenant) => `${code(tenant)} comes`),
      ...tenantsRemoved.map((tenant) => `${code(tenant)} leaves`),
    ]),
    ...(rows.length === 0 ? [] : [["| expected | before | after |", "|---|---|---|", ...rows].join("\n")]),
    ...listed("Flows opened", flowTexts(change.flowsOpened)),
    ...listed("Flows closed", flowTexts(change.flowsClosed)),
    ...listed("Places where something may rest now", change.placesAdded.map(placeText)),
    ...listed("Places where nothing rests any more", change.placesRemoved.map(placeText)),
    ...listed("Firewall rules", change.firewallRules.map(firewallRuleText)),
    ...listed("Waivers", change.waivers.map(waiverText)),
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
