import { expect, it } from "vitest";
import type { Rule } from "../../framework/rule";
import { judgeRelation } from "../../framework/judge";
import { isNotApplicable } from "../../framework/outcome";
import { caseMeasure, caseResources } from "../case-resources.fixture";
import { rule as roleOfKnownPrincipal } from "./role-of-known-principal";
import { rule as sqlAdministratorsKnown } from "./sql-administrators-known";

const id = "11111111-2222-3333-4444-555555555555";
const assignment = { type: "authorization:RoleAssignment", name: "one", inputs: { principalId: id } } as const;
const server = { type: "sql:Server", name: "one", inputs: { administrators: { sid: id } } } as const;
const says = (rule: Extract<Rule, { kind: "relation" }>, given: typeof assignment | typeof server, alone: boolean) => {
  const one = { given: [given], says: [], ...(alone && { alone: true as const }) };
  const judged = judgeRelation(rule, caseResources(one), caseMeasure(one));
  return isNotApplicable(judged) ? [] : judged.map(({ result, awaits }) => [result, awaits]);
};

it.each([
  [roleOfKnownPrincipal, assignment],
  [sqlAdministratorsKnown, server],
] as const)("whose a plain id is, is open until all layers are there: $id", (rule, given) => {
  expect(says(rule, given, true)).toEqual([["undetermined", "union"]]);
  expect(says(rule, given, false)).toEqual([["violation", undefined]]);
});
