import type { z } from "zod";
import { closestName } from "./closest-name";
import { descriptionAt, keysAt } from "./json-schema-path";
import type { JsonSchema } from "./json-schema-path";
import type { Path } from "./problem";
import { valueAt } from "./yaml-document";
import type { Finding } from "./yaml-document";

type Issue = z.core.$ZodIssue;

// More values than this are a register (countries, time zones): the message names the kind instead of listing it.
const longestList = 12;

/** Puts what a schema found into the words of its document: what is allowed there and how to mend it. */
export function schemaFindings(issues: readonly Issue[], document: unknown, schema: JsonSchema): readonly Finding[] {
  const findings = issues.flatMap((issue) => findingsOf(issue, [], document, schema));
  return findings.filter((finding) => !isMisspelt(finding.path, findings, document));
}

/** Whether a missing key stands there after all, misspelt: one finding is enough then, at the wrong word. */
function isMisspelt(path: Path, findings: readonly SchemaFinding[], document: unknown): boolean {
  const clause = path.slice(0, -1).join("/");
  const key = path.at(-1);
  return (
    typeof key === "string" &&
    valueAt(document, path) === undefined &&
    findings.some(({ meant, path: other }) => meant === key && other.slice(0, -1).join("/") === clause)
  );
}

interface SchemaFinding extends Finding {
  /** For an unknown key: the known one that was most likely meant. */
  readonly meant?: string;
}

function findingsOf(issue: Issue, prefix: Path, document: unknown, schema: JsonSchema): readonly SchemaFinding[] {
  const path: Path = [...prefix, ...issue.path.map((step) => (typeof step === "symbol" ? String(step) : step))];
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => unknownKey(key, path, schema));
  }
  if (issue.code === "invalid_union" && issue.message === defaultMessage) {
    const closest = [...issue.errors].sort((one, other) => one.length - other.length)[0];
    return (closest ?? []).flatMap((inner) => findingsOf(inner, path, document, schema));
  }
  const given = valueAt(document, path);
  if (given === undefined) {
    return [missing(path, issue, schema)];
  }
  const allowed = allowedBy(issue);
  return [{ path, allowed, fixes: [replacement(given, issue)] }];
}

const defaultMessage = "Invalid input";

function unknownKey(key: string, path: Path, schema: JsonSchema): SchemaFinding {
  const known = keysAt(schema, path);
  const meant = closestName(key, known);
  const place = path.length === 0 ? "the document" : "this clause";
  return {
    path: [...path, key],
    atKey: true,
    given: `the key "${key}"`,
    ...(meant !== undefined && { meant }),
    allowed: `the keys ${known.join(", ")}`,
    fixes: [
      meant === undefined ? `Remove it: ${place} has no such key.` : `Did you mean "${meant}"? Otherwise remove it.`,
    ],
  };
}

function missing(path: Path, issue: Issue, schema: JsonSchema): Finding {
  const description = descriptionAt(schema, path);
  const key = String(path.at(-1) ?? "");
  return {
    path,
    allowed: allowedBy(issue),
    fixes: [`Add "${key}"${description === undefined ? "" : `: ${description}`}.`],
  };
}

function allowedBy(issue: Issue): string {
  const isOwnText = !/^(Invalid|Too (small|big)|Expected)/.test(issue.message);
  if (isOwnText) {
    return issue.message;
  }
  if (issue.code === "invalid_value") {
    return issue.values.length === 1 ? String(issue.values[0]) : `one of ${issue.values.map(String).join(", ")}`;
  }
  if (issue.code === "invalid_type") {
    return typeText(issue.expected);
  }
  if (issue.code === "too_small") {
    return isNumber(issue.origin)
      ? `a number ${issue.inclusive === false ? "above" : "of at least"} ${issue.minimum}`
      : `at least ${issue.minimum} of them`;
  }
  if (issue.code === "too_big") {
    return isNumber(issue.origin)
      ? `a number ${issue.inclusive === false ? "below" : "of at most"} ${issue.maximum}`
      : `at most ${issue.maximum} of them`;
  }
  return issue.code === "invalid_key"
    ? "a name of letters and digits that starts with a lower-case letter"
    : issue.message;
}

function isNumber(origin: string): boolean {
  return origin === "number" || origin === "int";
}

function typeText(expected: string): string {
  const texts: Readonly<Record<string, string>> = {
    array: "a list",
    object: "a clause with keys",
    record: "a clause with keys",
    string: "a text",
    number: "a number",
    int: "a whole number",
    boolean: "true or false",
  };
  return texts[expected] ?? expected;
}

function replacement(given: unknown, issue: Issue): string {
  if (issue.code === "invalid_value") {
    const values = issue.values.map(String);
    if (typeof given !== "string" && values.includes(String(given))) {
      return `Put it in quotes: "${String(given)}".`;
    }
    const meant = closestName(String(given), values);
    if (meant !== undefined) {
      return `Did you mean ${JSON.stringify(meant)}?`;
    }
    return values.length > longestList ? "Use a value of that register." : "Use one of the allowed values.";
  }
  if (issue.code === "invalid_type" && issue.expected === "string" && typeof given === "number") {
    return `Put it in quotes: "${given}".`;
  }
  return "Replace it by an allowed value.";
}
