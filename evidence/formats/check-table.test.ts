import { expect, test } from "vitest";
import { changed, quiet } from "./check-result.fixture";
import { checkTable } from "./check-table";

test("a row for each platform, and below it what is not kept, why, where and what to do", () => {
  expect(checkTable(changed)).toBe(`the working tree against 1a2b3c4d

platform  verdict   rules  not kept  undetermined  waived  new  fixed  headroom
pct       NOT KEPT  4      1         1             1       2    0      263 min/year

pct
  replaces protected data: database-duin-01
  sql-zonal (high): Rule sql-zonal holds
    recovery.redundancy [PCT-BCP-1] stacks/agreements/pct.yaml:12
    database-duin: zoneRedundant is <false> & not true
    → Set it.
  waiver of residency-keys for key-vault ends on 2026-12-15 (security)
`);
});

test("what is kept has a row and nothing else", () => {
  expect(checkTable({ ...quiet, platforms: quiet.platforms.slice(0, 1) }).split("\n")).toHaveLength(5);
});

test("strictly, what is undetermined is listed too", () => {
  expect(checkTable(changed)).not.toContain("maxCount");
  expect(checkTable({ ...changed, strict: true })).toContain("pool: undetermined: maxCount is not known");
});
