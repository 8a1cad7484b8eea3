import type { Case } from "../framework/case";
import { judgeRelation } from "../framework/judge";
import { isNotApplicable } from "../framework/outcome";
import type { RelationRule } from "../framework/rule";
import { caseMeasure, caseResources } from "./case-resources.fixture";

/** What a rule says of resources while tenant nord is on its way to cell 02, or while nobody moves. */
export function saidWhile(rule: RelationRule, given: Case["given"], isMoving: boolean): readonly string[] {
  const one = { given, says: [] };
  const measure = caseMeasure(one);
  const data = { local: { generation: "01", kept: [], moving: { generation: "02", cell: "02", segment: 1 } } };
  const tenants = measure.tenants.tenants.map((tenant) =>
    tenant.code === "nord" && isMoving ? { ...tenant, data } : tenant,
  );
  const judged = judgeRelation(rule, caseResources(one), { ...measure, tenants: { ...measure.tenants, tenants } });
  return isNotApplicable(judged) ? [judged.notApplicable] : judged.map(({ message }) => message);
}
