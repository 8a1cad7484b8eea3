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
import { parseUrn } from "../../policies/resources/registered-resource";
import { changesNothing } from "../verdict/deployed-change";
import { isQuiet, losesProtected, type VerdictChange } from "../verdict/compare-verdicts";
import type { Finding, JudgedRule, Verdict } from "../verdict/verdict";
import {
  availabilityRow,
  clauseText,
  promiseText,
  countsText,
  firewallRuleTexts,
  flowTexts,
  placeText,
  recoveryRow,
  stepText,
  waiverText,
} from "./change-texts";
import { isPromised, summaryOf } from "./change-summary";
import { deployedSections } from "./deployed-texts";
import { uncomparedTexts } from "./problem-texts";
import { code, fenced, fitted, folded, listed, SHOWN } from "./markdown-pieces";

/** A marker by which a pipeline finds its own comment and writes it anew. */
const MARKER = "<!-- deltawerk check -->";
const TITLE = "### Deltawerk: what this change does to the promises";

/** What a check found as the comment of a pull request: by platform, what matters first, short when nothing does. */
export function pullRequestComment(result: CheckResult): string {
  const quiet = result.platforms.filter((one) => isNothing(one, result.strict));
  const loud = result.platforms.filter((one) => !quiet.includes(one));
  const against = result.base === undefined ? "" : ` against \`${result.base}\``;
  const text = [
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
  return fitted(text);
}

/** Every problem of documents that cannot be used. */
function unusableSection({ platform, problems }: UnusableDocuments): string {
  return [
    `#### ${platform}: ❌ its documents cannot be used`,
    "Nothing was judged, and nothing can be deployed.",
    fenced(formatProblems(problems)),
  ].join("\n\n");
}

function uncomparedSection(uncompared: Uncompared): readonly string[] {
  const [reason, ...problems] = uncomparedTexts(uncompared);
  return [reason ?? "", ...problems.map(fenced)];
}

function isNothing(check: PlatformCheck, strict: boolean): boolean {
  const { change, head, uncompared, deployed } = check;
  const nothing = (change === undefined || isQuiet(change)) && (deployed === undefined || changesNothing(deployed));
  return isKept(check, strict) && endingWaivers(head).length === 0 && nothing && uncompared === undefined;
}

function platformText(check: PlatformCheck, strict: boolean): string {
  const { head, change, refused, uncompared, deployed } = check;
  const otherwise = (change?.clauses.length ?? 0) > 0 ? ", measured by an agreement that this change rewrites" : "";
  const verdict = `${isKept(check, strict) ? "✅ kept" : "❌ not kept"}${otherwise}`;
  const summary = change === undefined ? "" : summaryOf(change, refused !== undefined);
  const sections = [
    ...(summary === "" ? [] : [summary]),
    ...(uncompared === undefined ? [] : uncomparedSection(uncompared)),
    ...(refused === undefined ? [] : refusedSection(refused)),
    ...(change === undefined ? firstLook(check, strict) : changeSections(change, head)),
    ...(deployed === undefined ? [] : deployedSections(deployed)),
    ...liveSection(check),
    ...listed(
      "⏳ Waivers that end within 30 days",
      // One that has ended is a finding of its own.
      endingWaivers(head)
        .filter(({ expires }) => expires >= head.today)
        .map(
          ({ rule, resource, expires, owner }) =>
            `${code(rule)} for ${code(resource)}: ends on ${expires}; ${owner} renews it in stacks/waivers/${head.platform}.yaml or mends what it excuses`,
        ),
    ),
  ];
  return [`#### ${head.platform}: ${verdict}`, ...sections].join("\n\n");
}

/** The engine's words, below what they mean where something is protected. */
function refusedSection(refused: string): readonly string[] {
  const kept = [...refused.matchAll(/unable to (replace|delete) resource "([^"\s]+)"/g)].map(
    ([, verb = "", urn = ""]) => {
      const { name, stack } = parseUrn(urn);
      return `${code(name)} in ${stack}: the change would ${verb} it, and it is protected because it holds data. Undo that, or move the data first`;
    },
  );
  return [
    ...listed("🛑 Protected data that would go", kept),
    `**The change cannot be made on what is there:**\n\n${fenced(refused)}`,
  ];
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
    ...listed("⚠️ The ledger of promises changes", change.promises.map(promiseText)),
    ...listed(
      "⚠️ What customers were promised changes: agree on it with them first",
      change.clauses.filter(isPromised).map((one) => clauseText(one, head.promises)),
    ),
    ...listed(
      "What is agreed changes, promised to nobody",
      change.clauses.filter((one) => !isPromised(one)).map((one) => clauseText(one, head.promises)),
    ),
    ...listed("Tenants", [
      ...tenantsAdded.map((tenant) => `${code(tenant)} comes`),
      ...tenantsRemoved.map((tenant) => `${code(tenant)} leaves`),
    ]),
    ...(rows.length === 0 ? [] : [["| expected | before | after |", "|---|---|---|", ...rows].join("\n")]),
    ...listed("Flows opened", flowTexts(change.flowsOpened)),
    ...listed("Flows closed", flowTexts(change.flowsClosed)),
    ...listed("Places where something may rest now", change.placesAdded.map(placeText)),
    ...listed("Places where nothing rests any more", change.placesRemoved.map(placeText)),
    ...listed("Firewall rules", firewallRuleTexts(change.firewallRules)),
    ...listed(
      "Waivers",
      change.waivers.map((one) => waiverText(one, head.findings)),
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
      own,
    )}${things.join("")}${more}`;
  });
}

function ruleText(id: string, rule: JudgedRule | undefined, own: readonly Finding[]): string {
  const made = placesText(own);
  if (rule === undefined) return id === "waivers" ? `${code(id)}: ${WAIVERS}${made("<br>Written in ")}` : code(id);
  const clauses = rule.clauses.map(({ name, promises, place }) => {
    const at = place === undefined ? "" : ` (${place.file}:${place.line})`;
    return `${promises.length > 0 ? `${promises.join(", ")}, ` : ""}${code(name)}${at}`;
  });
  const breaks = clauses.length > 0 ? `<br>Breaks ${clauses.join("; ")}.` : "";
  return `${code(id)} (${rule.severity}): ${rule.title}.${breaks}${made("<br>Made in ")}<br>→ ${rule.remediation}`;
}

const WAIVERS = "Every waiver holds, and covers only what is not kept.";

/** The lines at which what is wrong is made, after some words; nothing where none is known. */
function placesText(findings: readonly Finding[]): (before: string) => string {
  const all = [
    ...new Set(findings.flatMap(({ place }) => (place === undefined ? [] : [`${place.file}:${place.line}`]))),
  ];
  const more = all.length > 3 ? ` and ${all.length - 3} more` : "";
  return (before) => (all.length === 0 ? "" : `${before}${all.slice(0, 3).join(", ")}${more}.`);
}

function touchedSection({ touched, steps }: VerdictChange): readonly string[] {
  if (steps.length === 0) return [];
  const tenants = touched.filter(({ tenant }) => tenant !== undefined);
  const shared = touched.find(({ tenant }) => tenant === undefined)?.steps ?? [];
  const changed = shared.filter(({ operation }) => operation !== "create");
  const others = steps.filter((step) => !changed.includes(step));
  const who = tenants.map(({ tenant, steps: own }) => `${tenant ?? ""} (${countsText(own)})`).join(", ");
  return [
    `**Resources:** ${countsText(steps)}. Tenants touched: ${who === "" ? "none" : who}. Shared: ${shared.length === 0 ? "nothing" : countsText(shared)}.`,
    ...listed("Shared resources changed", changed.map(stepText)),
    ...(others.length === 0
      ? []
      : folded(
          `${others.length === steps.length ? "All" : "The other"} ${others.length} resources`,
          others.map(stepText),
        )),
  ];
}
