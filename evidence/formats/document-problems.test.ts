import { describe, expect, it } from "vitest";
import { uncompared, unusable } from "./check-result.fixture";
import { checkTable } from "./check-table";
import { junit } from "./junit";
import { oscalResults } from "./oscal-results";
import { pullRequestComment } from "./pull-request-comment";
import { sarif } from "./sarif";

const formats: Readonly<Record<string, (result: typeof unusable) => string>> = {
  sarif,
  junit,
  oscal: oscalResults,
  markdown: pullRequestComment,
};
/** The places of all problems as each format writes them. */
const placeIn: Readonly<Record<string, (file: string, line: number) => string | RegExp>> = {
  sarif: (file, line) => new RegExp(`"uri": "${file}"[^]{0,200}"startLine": ${line}\\b`),
  junit: (file, line) => `file="${file}" line="${line}"`,
  oscal: (file, line) => `${file}:${line}:5`,
  markdown: (file, line) => `${file}:${line}:5`,
};

interface SarifLog {
  readonly runs: readonly {
    readonly automationDetails: { readonly id: string };
    readonly results: readonly { readonly ruleId: string; readonly kind: string; readonly level: string }[];
  }[];
}

describe.each(Object.keys(formats))("documents in %s", (name) => {
  const text = (result: typeof unusable): string => formats[name]?.(result) ?? "";

  it("that cannot be used stand there with every problem, its place and what to do", () => {
    for (const { problems } of unusable.unusable) {
      for (const { file, line } of problems) expect(text(unusable)).toMatch(placeIn[name]?.(file, line) ?? /never/);
    }
    for (const said of ["cloxxs", "activ", "Write active.", "PCT-BCP-1"]) expect(text(unusable)).toContain(said);
  });

  it("that cannot be read at the base stand there too", () => {
    expect(text(uncompared)).toMatch(placeIn[name]?.("stacks/agreements/pct.yaml", 14) ?? /never/);
  });
});

it("documents that cannot be used are errors, a run and a suite for each platform", () => {
  const { runs } = JSON.parse(sarif(unusable)) as SarifLog;
  expect(runs.map(({ automationDetails: { id }, results }) => [id, results.length])).toEqual([
    ["deltawerk/pct-local/", 2],
    ["deltawerk/cloxxs-local/", 1],
  ]);
  expect(new Set(runs.flatMap(({ results }) => results.map(({ kind, level }) => `${kind} ${level}`)))).toEqual(
    new Set(["fail error"]),
  );
  expect(junit(unusable)).toContain(
    '<testsuites name="deltawerk check" tests="3" failures="0" errors="3" skipped="0">',
  );
  expect(junit(unusable)).toContain("&quot;activ&quot; &amp; &lt;more&gt;");
});

it("documents of the base are told and fail nothing", () => {
  const { runs } = JSON.parse(sarif(uncompared)) as SarifLog;
  expect(runs[0]?.results.at(-1)).toMatchObject({ ruleId: "documents", kind: "informational", level: "none" });
  expect(junit(uncompared)).toMatch(/failures="0" errors="0" skipped="1"/);
  expect(checkTable(uncompared)).toMatch(/pct +kept/);
  expect(checkTable(uncompared)).toContain("stacks/agreements/pct.yaml:14:5");
});

it("where nothing could be judged, OSCAL still has the selection of controls that its model asks for", () => {
  const document = JSON.parse(oscalResults(unusable)) as {
    readonly "assessment-results": { readonly results: readonly { readonly "reviewed-controls": object }[] };
  };
  for (const result of document["assessment-results"].results) {
    expect(result["reviewed-controls"]).toMatchObject({ "control-selections": [{ "include-all": {} }] });
  }
});
