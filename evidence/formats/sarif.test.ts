import Ajv from "ajv";
import { expect, test } from "vitest";
import officialSchema from "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json";
import draft04 from "ajv/lib/refs/json-schema-draft-04.json";
import { changed, deployed, quiet, uncompared, unusable } from "./check-result.fixture";
import { sarif } from "./sarif";

interface SarifLog {
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
    readonly results: readonly Record<string, unknown>[];
  }[];
}

const log = JSON.parse(sarif(changed)) as SarifLog;
const ajv = new Ajv({ schemaId: "auto", unknownFormats: "ignore", allErrors: true });
// The official schema is written in an older draft than the one this validator begins with.
ajv.addMetaSchema(draft04);
const valid = ajv.compile(officialSchema);

test.each([
  ["findings", changed],
  ["nothing", quiet],
  ["documents that cannot be used", unusable],
  ["what is really deployed", { ...changed, platforms: changed.platforms.map((one) => ({ ...one, deployed })) }],
  ["documents of the base that cannot be read", uncompared],
])("a log with %s is what the official schema of SARIF 2.1.0 asks for", (_, result) => {
  const fits = valid(JSON.parse(sarif(result)));
  expect(valid.errors ?? []).toEqual([]);
  expect(fits).toBe(true);
});

test("the schema refuses what is no log, so the test above can fail", () => {
  expect(valid({ version: "2.1.0", runs: [{ results: [{ level: "loud" }] }] })).toBe(false);
});

test("what is not kept is an error at the clause that it breaks, what is waived is suppressed", () => {
  const [run] = log.runs;
  const results = run?.results ?? [];
  expect(results.map(({ ruleId, level, kind }) => [ruleId, kind, level])).toEqual([
    ["sql-zonal", "fail", "error"],
    ["pool-scales", "open", "none"],
    ["residency-keys", "fail", "note"],
  ]);
  expect(results[0]?.["locations"]).toMatchObject([
    {
      physicalLocation: {
        artifactLocation: { uri: "stacks/agreements/pct.yaml" },
        region: { startLine: 12, startColumn: 3, endLine: 14 },
      },
      logicalLocations: [{ name: "database-duin" }],
    },
  ]);
  expect(results[0]?.["baselineState"]).toBe("new");
  expect(results[2]?.["suppressions"]).toMatchObject([{ status: "accepted" }]);
  for (const { ruleId, ruleIndex } of results) expect(run?.tool.driver.rules[Number(ruleIndex)]?.id).toBe(ruleId);
});

test("a finding names the line that makes its resource, beside the clause or in its place", () => {
  const made = { file: "components/data/tenant-database.ts", line: 134 };
  const [broken] = changed.platforms.map(({ head }) => head.findings[0]);
  if (broken === undefined) throw new Error("the fixture has no finding");
  const resultOf = (finding: typeof broken) => {
    const platforms = changed.platforms.map((one) => ({ ...one, head: { ...one.head, findings: [finding] } }));
    return (JSON.parse(sarif({ ...changed, platforms })) as SarifLog).runs[0]?.results[0];
  };
  const at = (uri: string, startLine: number) => ({
    physicalLocation: { artifactLocation: { uri }, region: { startLine } },
  });
  expect(resultOf({ ...broken, place: made })).toMatchObject({
    locations: [at("stacks/agreements/pct.yaml", 12)],
    relatedLocations: [at(made.file, 134)],
  });
  const alone = resultOf({ ...broken, rule: "sql-minimum-tls", place: made });
  expect(alone).toMatchObject({ locations: [at(made.file, 134)] });
  expect(alone).not.toHaveProperty("relatedLocations");
  const waiver = { rule: "waivers", status: "violated", blocks: true, message: "it ended" } as const;
  const place = { file: "stacks/waivers/pct.yaml", line: 4 };
  expect(resultOf({ ...waiver, place })).toMatchObject({ locations: [at("stacks/waivers/pct.yaml", 4)] });
  expect(resultOf(waiver)).toMatchObject({ locations: [at("stacks/waivers/pct.yaml", 1)] });
});

test("a change that is refused is an error of its own", () => {
  const platforms = changed.platforms.map((one) => ({ ...one, refused: "it is protected" }));
  const result = JSON.parse(sarif({ ...changed, platforms })) as SarifLog;
  expect(valid(result)).toBe(true);
  expect(result.runs[0]?.results.at(-1)).toMatchObject({ ruleId: "change", level: "error" });
});
