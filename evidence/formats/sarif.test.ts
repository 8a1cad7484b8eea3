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
