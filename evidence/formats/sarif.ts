import { createHash } from "node:crypto";
import type { Problem } from "../../agreement/problem";
import { problemText } from "./problem-texts";
import {
  blockingFindings,
  type CheckResult,
  type PlatformCheck,
  type UnusableDocuments,
} from "../verdict/check-result";
import type { Finding, JudgedRule, Verdict } from "../verdict/verdict";
import { stableJson } from "../export/stable-json";

/** Source: the scale of GitHub's code scanning, whose `security-severity` is a score of 0 to 10 (docs.github.com, 2026). */
const SCORES: Readonly<Record<JudgedRule["severity"], string>> = {
  critical: "9.5",
  high: "8.0",
  medium: "5.5",
  low: "2.0",
};

const SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/** What a check found as SARIF 2.1.0, a run for each platform. Clauses of the agreement are the places of findings. */
export function sarif(result: CheckResult): string {
  const runs = [...result.unusable.map(unusableRun), ...result.platforms.map((one) => run(one, result))];
  return stableJson({ $schema: SCHEMA, version: "2.1.0", runs });
}

/** What every run has. */
function runOf(id: string, rules: readonly object[], results: readonly object[]): object {
  return {
    tool: { driver: { name: "deltawerk", semanticVersion: "1.0.0", rules } },
    automationDetails: { id: `deltawerk/${id}/` },
    originalUriBaseIds: { PROJECT: { description: { text: "The folder of the project" } } },
    columnKind: "utf16CodeUnits",
    results,
  };
}

const documentsRule = {
  id: "documents",
  shortDescription: { text: "The documents of a platform can be used." },
  defaultConfiguration: { level: "error" },
};

/** A run in which nothing was judged: a result for each problem of a document, where it stands. */
function unusableRun({ platform, problems }: UnusableDocuments): object {
  const results = problems.map((problem) => documentResult(platform, problem, { kind: "fail", level: "error" }));
  return runOf(`${platform}-local`, [documentsRule], results);
}

function documentResult(platform: string, problem: Problem, standing: object, where = ""): object {
  const { file, line, column, path, given } = problem;
  return {
    ruleId: documentsRule.id,
    ...standing,
    message: { text: `${where}${problemText(problem)}` },
    locations: [placeIn(file, { line, column })],
    partialFingerprints: { "finding/v1": hashed(`${platform} ${documentsRule.id} ${file} ${path} ${given}`) },
  };
}

/** Problems of the base are nobody's fault here: they are told, and nothing more. */
function baseResults({ head, uncompared }: PlatformCheck, base: string): readonly object[] {
  const standing = { kind: "informational", level: "none" };
  return (uncompared?.problems ?? []).map((problem) =>
    documentResult(head.platform, problem, standing, `At ${base}, so that nothing is compared: `),
  );
}

const deployedRule = {
  id: "deployed",
  shortDescription: { text: "The change can be made on what is deployed." },
  defaultConfiguration: { level: "error" },
};

/** Stacks that are really there and refuse the change, or of which nobody could tell. */
function deployedResults({ head: { platform }, deployed }: PlatformCheck, strict: boolean): readonly object[] {
  if (deployed === undefined) return [];
  const { environment, stacks } = deployed;
  return stacks
    .filter(({ standing }) => standing === "refused" || standing === "undetermined")
    .map(({ stack, standing, because = "" }) => ({
      ruleId: deployedRule.id,
      ...(strict || standing === "refused" ? { kind: "fail", level: "error" } : { kind: "open", level: "none" }),
      message: { text: `${stack}: ${standing}: ${because.trim()}` },
      locations: [placeIn(`stacks/environments/${platform}.${environment}.yaml`)],
      partialFingerprints: { "finding/v1": hashed(`${platform} ${deployedRule.id} ${stack} ${standing}`) },
    }));
}

const changeRule = {
  id: "change",
  shortDescription: { text: "The change can be made on what is there." },
  defaultConfiguration: { level: "error" },
};

/** The change itself, where the engine refuses it. */
function refusedResults({ head: { platform }, refused }: PlatformCheck): readonly object[] {
  if (refused === undefined) return [];
  return [
    {
      ruleId: changeRule.id,
      kind: "fail",
      level: "error",
      message: { text: refused.trim() },
      locations: [placeIn(`stacks/agreements/${platform}.yaml`)],
      partialFingerprints: { "finding/v1": hashed(`${platform} ${changeRule.id}`) },
    },
  ];
}

function run(check: PlatformCheck, { strict, base }: CheckResult): object {
  const { head } = check;
  const atBase = baseResults(check, base ?? "");
  const deployed = deployedResults(check, strict);
  const refused = refusedResults(check);
  const rules = [
    ...head.rules.map(ruleText),
    ...waiversRule(head),
    ...(atBase.length > 0 ? [documentsRule] : []),
    ...(deployed.length > 0 ? [deployedRule] : []),
    ...(refused.length > 0 ? [changeRule] : []),
  ];
  const known = new Set((check.change?.newlyFailing ?? []).map((finding) => fingerprint(head, finding)));
  const blocking = new Set(blockingFindings(head, strict));
  const results = head.findings.map((finding) => ({
    ruleId: finding.rule,
    ruleIndex: rules.findIndex(({ id }) => id === finding.rule),
    ...verdictOf(finding, blocking.has(finding)),
    message: { text: messageOf(finding) },
    ...placesOf(finding, head),
    partialFingerprints: { "finding/v1": fingerprint(head, finding) },
    ...(base !== undefined &&
      finding.status !== "waived" && {
        baselineState: known.has(fingerprint(head, finding)) ? "new" : "unchanged",
      }),
  }));
  return runOf(`${head.platform}-${head.environment}`, rules, [...results, ...atBase, ...deployed, ...refused]);
}

function ruleText({ id, title, why, severity, concern, remediation, clauses, controls }: JudgedRule) {
  const promises = [...new Set(clauses.flatMap((clause) => clause.promises))];
  return {
    id,
    shortDescription: { text: `${title}.` },
    fullDescription: { text: why },
    help: { text: remediation },
    defaultConfiguration: { level: "error" },
    properties: {
      "security-severity": SCORES[severity],
      // A concern and a clause may have the same name; a list of tags says each once.
      tags: [...new Set([concern, ...clauses.map(({ name }) => name), ...promises, ...controls])],
    },
  };
}

function waiversRule({ findings }: Verdict) {
  return findings.some(({ rule }) => rule === "waivers")
    ? [{ id: "waivers", shortDescription: { text: "Every waiver holds, and covers only what is not kept." } }]
    : [];
}

function verdictOf({ status, waiver }: Finding, blocks: boolean): object {
  switch (status) {
    case "violated":
      return { kind: "fail", level: "error" };
    case "undetermined":
      return blocks ? { kind: "fail", level: "error" } : { kind: "open", level: "none" };
    case "waived":
      return {
        kind: "fail",
        level: "note",
        suppressions: [
          {
            kind: "external",
            status: "accepted",
            justification: `${waiver?.reason ?? ""} (${waiver?.owner ?? ""}, until ${waiver?.expires ?? ""})`,
          },
        ],
      };
  }
}

function messageOf({ status, resource, message }: Finding): string {
  const open = status === "undetermined" ? "undetermined: " : "";
  return `${resource?.name ?? "The deployment"}: ${open}${message}`;
}

/**
 * The clause that is broken, with the line that makes the resource beside it; that line alone where no clause is known. What
 * is wrong with a waiver stands at the waiver.
 */
function placesOf({ rule, resource, place: made }: Finding, { rules, platform }: Verdict): object {
  const clauses = rules.find(({ id }) => id === rule)?.clauses ?? [];
  const clause = clauses.find(({ place }) => place !== undefined)?.place;
  const document = rule === "waivers" ? `stacks/waivers/${platform}.yaml` : `stacks/agreements/${platform}.yaml`;
  const first = clause ?? made;
  const location = {
    ...placeIn(first?.file ?? document, first),
    ...(resource !== undefined && {
      logicalLocations: [{ name: resource.name, fullyQualifiedName: resource.urn, kind: "resource" }],
    }),
  };
  const beside =
    clause === undefined || made === undefined
      ? {}
      : { relatedLocations: [{ id: 1, message: { text: "The resource is made here." }, ...placeIn(made.file, made) }] };
  return { locations: [location], ...beside };
}

interface Place {
  readonly line: number;
  readonly column?: number;
  readonly endLine?: number;
}

/** A place in a file of the project. Importers want a line; where nobody knows one it is the document as a whole. */
function placeIn(file: string, { line, column, endLine }: Place = { line: 1 }): object {
  return {
    physicalLocation: {
      artifactLocation: { uri: file, uriBaseId: "PROJECT" },
      region: {
        startLine: line,
        ...(column !== undefined && { startColumn: column }),
        ...(endLine !== undefined && { endLine }),
      },
    },
  };
}

function fingerprint({ platform }: Verdict, { rule, resource, message }: Finding): string {
  return hashed(`${platform} ${rule} ${resource?.urn ?? message}`);
}

const hashed = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 32);
