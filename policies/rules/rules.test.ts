import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it, test } from "vitest";
import { isNotApplicable, type Judgement } from "../framework/outcome";
import { judgeRelation, judgeResource } from "../framework/judge";
import { allRules } from "./all-rules";
import { caseMeasure, caseResources } from "./case-resources.fixture";
import { idsEverUsed } from "./ids-ever-used";
import type { Case } from "../framework/case";
import type { Rule } from "../framework/rule";

function judgementOf(rule: Rule, one: Case): Judgement {
  const resources = caseResources(one);
  const measure = caseMeasure(one);
  if (rule.kind === "relation") return judgeRelation(rule, resources, measure);
  const subject = resources.resources.find(({ name }) => name !== "provider");
  if (subject === undefined) throw new Error("the case has no resource");
  return judgeResource(rule, subject, measure);
}

const results = {
  pass: (judgement: Judgement) =>
    !isNotApplicable(judgement) && judgement.every(({ result }) => result === "compliant"),
  fail: (judgement: Judgement) => !isNotApplicable(judgement) && judgement.some(({ result }) => result === "violation"),
  absent: (judgement: Judgement) => !isNotApplicable(judgement) && judgement.length > 0,
  unknown: (judgement: Judgement) =>
    !isNotApplicable(judgement) &&
    judgement.some(({ result }) => result === "undetermined") &&
    judgement.every(({ result }) => result !== "violation"),
  notApplicable: isNotApplicable,
};

describe.each(allRules.map((rule) => [rule.id, rule] as const))("%s", (_, rule) => {
  it.each(Object.entries(rule.cases) as [keyof typeof results, Case][])("%s", (name, one) => {
    const judgement = judgementOf(rule, one);
    const said = isNotApplicable(judgement) ? [judgement.notApplicable] : judgement.map(({ message }) => message);
    expect(said).toEqual(one.says);
    expect(results[name](judgement), `${name}: ${JSON.stringify(judgement)}`).toBe(true);
  });

  it("is sabotaged at least once", () => {
    expect(rule.sabotage.length).toBeGreaterThan(0);
  });
});

test("every file of a rule is in the list, and each has its id for a name", () => {
  const files = readdirSync(__dirname, { recursive: true, encoding: "utf8" })
    .filter((file) => /^[a-z]+\/[a-z0-9-]+\.ts$/.test(file) && !isHelper(file))
    .map((file) => path.basename(file, ".ts"));
  expect(allRules.map(({ id }) => id).sort()).toEqual(files.sort());
});

test("an id that was used once is in the list for good, and only once", () => {
  expect([...idsEverUsed].sort()).toEqual([...new Set(idsEverUsed)].sort());
  expect(allRules.map(({ id }) => id).filter((id) => !idsEverUsed.includes(id))).toEqual([]);
});

function isHelper(file: string): boolean {
  return !/export const rule = /.test(readFileSync(path.join(__dirname, file), "utf8"));
}
