import { createHash } from "node:crypto";
import { blockingFindings, type CheckResult, type PlatformCheck } from "../verdict/check-result";
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
  return stableJson({ $schema: SCHEMA, version: "2.1.0", runs: result.platforms.map((one) => run(one, result)) });
}

function run(check: PlatformCheck, { strict, base }: CheckResult): object {
  const { head } = check;
  const rules = [...head.rules.map(ruleText), ...waiversRule(head)];
  const known = new Set((check.change?.newlyFailing ?? []).map((finding) => fingerprint(head, finding)));
  const blocking = new Set(blockingFindings(head, strict));
  return {
    tool: { driver: { name: "deltawerk", semanticVersion: "1.0.0", rules } },
    automationDetails: { id: `deltawerk/${head.platform}-${head.environment}/` },
    originalUriBaseIds: { PROJECT: { description: { text: "The folder of the project" } } },
    columnKind: "utf16CodeUnits",
    results: head.findings.map((finding) => ({
      ruleId: finding.rule,
      ruleIndex: rules.findIndex(({ id }) => id === finding.rule),
      ...verdictOf(finding, blocking.has(finding)),
      message: { text: messageOf(finding) },
      locations: [locationOf(finding, head)],
      partialFingerprints: { "finding/v1": fingerprint(head, finding) },
      ...(base !== undefined &&
        finding.status !== "waived" && {
          baselineState: known.has(fingerprint(head, finding)) ? "new" : "unchanged",
        }),
    })),
  };
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

function locationOf({ rule, resource }: Finding, { rules, platform }: Verdict): object {
  const clauses = rules.find(({ id }) => id === rule)?.clauses ?? [];
  const place = clauses.find((clause) => clause.place !== undefined)?.place;
  const file =
    rule === "waivers" ? `stacks/waivers/${platform}.yaml` : (place?.file ?? `stacks/agreements/${platform}.yaml`);
  return {
    physicalLocation: {
      artifactLocation: { uri: file, uriBaseId: "PROJECT" },
      ...(place !== undefined && {
        region: { startLine: place.line, startColumn: place.column, endLine: place.endLine },
      }),
    },
    ...(resource !== undefined && {
      logicalLocations: [{ name: resource.name, fullyQualifiedName: resource.urn, kind: "resource" }],
    }),
  };
}

function fingerprint({ platform }: Verdict, { rule, resource, message }: Finding): string {
  return createHash("sha256")
    .update(`${platform} ${rule} ${resource?.urn ?? message}`)
    .digest("hex")
    .slice(0, 32);
}
