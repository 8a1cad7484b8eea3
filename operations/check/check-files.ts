import { stableJson } from "../../evidence/export/stable-json";
import { checkTable } from "../../evidence/formats/check-table";
import { junit } from "../../evidence/formats/junit";
import { oscalResults } from "../../evidence/formats/oscal-results";
import { pullRequestComment } from "../../evidence/formats/pull-request-comment";
import { sarif } from "../../evidence/formats/sarif";
import type { CheckResult } from "../../evidence/verdict/check-result";

export const checkFormats = ["table", "json", "sarif", "junit", "oscal", "markdown"] as const;
export type CheckFormat = (typeof checkFormats)[number];

/** Names of the files. */
export const checkPaths = {
  json: "check.json",
  sarif: "check.sarif",
  junit: "check.junit.xml",
  oscal: "check.oscal.json",
  markdown: "check.md",
} as const satisfies Record<Exclude<CheckFormat, "table">, string>;

/** A text with the name of its file; the table has none, because it goes to the terminal. */
export interface CheckText {
  readonly path?: string;
  readonly text: string;
}

/** What a check found, in some formats. */
export function checkFiles(result: CheckResult, formats: readonly CheckFormat[]): readonly CheckText[] {
  return [...new Set(formats)].map((format) => checkText(result, format));
}

function checkText(result: CheckResult, format: CheckFormat): CheckText {
  switch (format) {
    case "table":
      return { text: checkTable(result) };
    case "json":
      return { path: checkPaths.json, text: stableJson({ schemaVersion: 1, ...result }) };
    case "sarif":
      return { path: checkPaths.sarif, text: sarif(result) };
    case "junit":
      return { path: checkPaths.junit, text: junit(result) };
    case "oscal":
      return { path: checkPaths.oscal, text: oscalResults(result) };
    case "markdown":
      return { path: checkPaths.markdown, text: pullRequestComment(result) };
  }
}
