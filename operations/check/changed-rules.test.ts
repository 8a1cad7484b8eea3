import { expect, it } from "vitest";
import { changedRules } from "./changed-rules";

it("names rules by their ids, everything else that judges by its folder, and no tests", () => {
  const files = [
    "policies/rules/sql/sql-zonal.ts",
    "policies/rules/sql/sql-zonal.test.ts",
    "policies/rules/reachability/reachability-of.ts",
    "policies/analysis/availability/serving-cells.ts",
    "policies/analysis/residency/places.ts",
    "components/data/tenant-database.ts",
  ];
  expect(changedRules(files, ["sql-zonal"])).toEqual(["policies/analysis", "policies/rules", "sql-zonal"]);
});
