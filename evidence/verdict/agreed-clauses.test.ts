import { expect, it } from "vitest";
import { documentsIn, loadPlatform } from "../../agreement/load-platform";
import { cloudFacts } from "../../infra/plan/cloud-facts";
import { agreedClauses } from "./agreed-clauses";

const loaded = loadPlatform("coachview", documentsIn("."), cloudFacts);
if (!loaded.ok) throw new Error("the documents of coachview cannot be read");
const clauses = new Map(agreedClauses(loaded.value.agreement).map((clause) => [clause.name, clause]));

it.each([
  ["availability[platform].target", "99.8", ["CV-AVL-1", "CV-AVL-2"]],
  // The document says where the whole family comes from, and something else about one of its terms.
  ["recovery.point", "PT15M", ["CV-BAK-2"]],
  ["recovery.time", "PT4H", []],
  ["backup.independentCopies[daily].every", "P1D", ["CV-BAK-1"]],
  ["backup.independentCopies[daily].kept", "P30D", []],
  ["residency.databases", '["NL"]', ["CV-RES-1"]],
])("%s says %s", (name, value, promises) => {
  expect(clauses.get(name)).toEqual({ name, value, promises });
});

it("has nothing that is about a clause and none itself", () => {
  expect([...clauses.keys()].filter((name) => /(?:^|\.)(?:source|termSource|readings)/.test(name))).toEqual([]);
});
