import { expect, test } from "vitest";
import { changed } from "./check-result.fixture";
import { oscalResults } from "./oscal-results";

interface Results {
  readonly "assessment-results": {
    readonly results: readonly {
      readonly observations: readonly { readonly uuid: string; readonly title: string }[];
      readonly findings: readonly {
        readonly target: { readonly "target-id": string; readonly status: object };
        readonly "related-observations": readonly { readonly "observation-uuid": string }[];
      }[];
    }[];
  };
}

const document = JSON.parse(oscalResults(changed)) as Results;
const [result] = document["assessment-results"].results;

test("a control is satisfied only where all rules that show it are kept", () => {
  expect(result?.findings.map(({ target }) => [target["target-id"], target.status])).toEqual([
    ["A.5.34", { state: "not-satisfied", reason: "other" }],
    ["A.8.13", { state: "not-satisfied", reason: "fail" }],
    ["A.8.14", { state: "not-satisfied", reason: "fail" }],
    ["A.8.24", { state: "satisfied", reason: "pass" }],
  ]);
});

test("findings lead to observations that are there, by identifiers of the form that OSCAL asks for", () => {
  const known = new Set(result?.observations.map(({ uuid }) => uuid));
  const uuids = oscalResults(changed).match(/"(?:observation-)?uuid": "([^"]+)"/g) ?? [];
  expect(uuids.length).toBeGreaterThan(10);
  for (const text of uuids) {
    expect(text).toMatch(/"[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"$/);
  }
  for (const { "related-observations": related } of result?.findings ?? []) {
    expect(related.filter(({ "observation-uuid": uuid }) => !known.has(uuid))).toEqual([]);
  }
});

test("the same result gives the same document", () => {
  expect(oscalResults(structuredClone(changed))).toBe(oscalResults(changed));
});
