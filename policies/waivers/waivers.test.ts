import { readFileSync } from "node:fs";
import { describe, expect, it, test } from "vitest";
import { formatProblems } from "../../agreement/problem";
import type { Judged } from "../framework/judge";
import { rule } from "../rules/residency/residency-keys";
import { applyWaivers } from "./apply-waivers";
import { parseWaivers } from "./parse-waivers";
import type { Waiver } from "./waiver";
import { waiversJsonSchema, waiversJsonSchemaPath } from "./waivers-json-schema";

test("the JSON Schema is what the code says; `npm run schemas` writes it anew", () => {
  expect(readFileSync(waiversJsonSchemaPath, "utf8")).toBe(waiversJsonSchema());
});

const waiver: Waiver = {
  rule: rule.id,
  stack: "pct-*",
  resource: "key-vault-*",
  reason: "Azure copies what is in a vault and offers no way to stop it.",
  owner: "platform security",
  expires: "2027-06-30",
};
const outcome = (name: string, result: Judged["result"], stack = "pct-local"): Judged => ({
  rule,
  result,
  message: "said",
  urn: `urn:pulumi:${stack}::deltawerk::azure-native:keyvault:Vault::${name}`,
});
const whole = { stacks: ["pct-local"], rules: [rule.id], today: "2026-11-22" };

describe("waivers", () => {
  it("cover what they name, and nothing in another layer's stack", () => {
    const outcomes = [
      outcome("key-vault-weu", "violation"),
      outcome("key-vault-weu", "violation", "pct-local-cell-01"),
    ];
    const { outcomes: waived, problems } = applyWaivers(outcomes, [waiver], whole);
    expect(waived.map((one) => one.waiver?.rule)).toEqual([rule.id, undefined]);
    expect(problems).toEqual([]);
  });

  it.each<readonly [string, Partial<Waiver>, readonly Judged[], string]>([
    [
      "that have expired cover nothing",
      { expires: "2026-11-21" },
      [outcome("key-vault-weu", "violation")],
      "the waiver of residency-keys for key-vault-* in pct-* ended on 2026-11-21; platform security answers for it",
    ],
    [
      "that cover nothing are wrong",
      {},
      [outcome("key-vault-weu", "compliant")],
      "the waiver of residency-keys for key-vault-* in pct-* covers nothing that is violated; remove it",
    ],
    [
      "that also cover what keeps the rule are too broad",
      {},
      [outcome("key-vault-weu", "violation"), outcome("key-vault-neu", "compliant")],
      "the waiver of residency-keys for key-vault-* in pct-* also covers key-vault-neu, which keeps the rule; name what it is meant for",
    ],
  ])("%s", (_, change, outcomes, says) => {
    const { problems } = applyWaivers(outcomes, [{ ...waiver, ...change }], whole);
    expect(problems.map(({ message }) => message)).toEqual([says]);
  });

  it("of rules or stacks that were not judged say nothing", () => {
    expect(applyWaivers([], [waiver], { ...whole, rules: [] }).problems).toEqual([]);
    expect(applyWaivers([], [waiver], { ...whole, stacks: ["pct-local-guard"] }).problems).toEqual([]);
  });
});

test("a document with several mistakes is told all of them", () => {
  const text = `schemaVersion: 1
platform: pct
waivers:
  - { rule: residency-keys, stack: "*", resource: "**", reason: because, owner: me, expires: soon }
`;
  const parsed = parseWaivers(text, "waivers.yaml", { platform: "pct", rules: [rule.id] });
  const said = parsed.ok ? "accepted" : formatProblems(parsed.problems);
  for (const part of [
    "waivers[0].stack",
    "waivers[0].resource",
    "waivers[0].reason",
    "waivers[0].owner",
    "waivers[0].expires",
  ]) {
    expect(said).toContain(part);
  }
});

test("a rule that does not exist is told the nearest one", () => {
  const text = `schemaVersion: 1
platform: pct
waivers:
  - { rule: residency-kyes, stack: pct-*, resource: key-vault-weu, reason: "${waiver.reason}", owner: ours, expires: "2027-01-31" }
`;
  const parsed = parseWaivers(text, "waivers.yaml", { platform: "pct", rules: [rule.id] });
  expect(parsed.ok ? "accepted" : formatProblems(parsed.problems)).toContain('Did you mean "residency-keys"?');
});

test.each([
  "schemaVersion: 2\nplatform: pct\nwaivers: []\n",
  "schemaVersion: 1\nplatform: draftit\nwaivers: []\n",
  "waivers: [\n",
])("%j is refused", (text) => {
  expect(parseWaivers(text, "waivers.yaml", { platform: "pct", rules: [] }).ok).toBe(false);
});
