import { expect, test } from "vitest";
import { changed } from "./check-result.fixture";
import { junit } from "./junit";

test("a rule is a test: failed where it blocks, skipped where it is waived or open, passed otherwise", () => {
  const text = junit(changed);
  expect(text).toContain('<testsuite name="pct (local)" tests="4" failures="1" errors="0" skipped="2">');
  expect(text).toContain('name="sql-zonal: Rule sql-zonal holds" file="stacks/agreements/pct.yaml" line="12"');
  expect(text).toContain("database-duin: zoneRedundant is &lt;false&gt; &amp; not true");
  expect(text).not.toContain("<false>");
  expect(text).toContain('<testcase classname="pct.continuity" name="sql-minimum-tls: Rule sql-minimum-tls holds"/>');
});

test("strictly, what is open fails", () => {
  expect(junit({ ...changed, strict: true })).toContain('failures="2" errors="0" skipped="1"');
});

test("a change that cannot be made is a failure of its own", () => {
  const platforms = changed.platforms.map((one) => ({ ...one, refused: "it is protected" }));
  expect(junit({ ...changed, platforms })).toContain('<failure message="it is protected">');
});
