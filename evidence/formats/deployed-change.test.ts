import { describe, expect, it } from "vitest";
import type { CheckResult } from "../verdict/check-result";
import { isKept } from "../verdict/check-result";
import type { DeployedChange } from "../verdict/deployed-change";
import { deployed, quiet } from "./check-result.fixture";
import { checkTable } from "./check-table";
import { junit } from "./junit";
import { oscalResults } from "./oscal-results";
import { pullRequestComment } from "./pull-request-comment";
import { sarif } from "./sarif";

const resultWith = (change: DeployedChange): CheckResult => ({
  ...quiet,
  platforms: quiet.platforms.map((one) => ({ ...one, deployed: change })),
});
const only = (standing: string): DeployedChange => ({
  ...deployed,
  stacks: deployed.stacks.filter((one) => one.standing === standing),
});
const kept = (change: DeployedChange, strict = false): boolean =>
  resultWith(change).platforms.every((one) => isKept(one, strict));

describe("what is really deployed", () => {
  it("fails a change that it refuses, and strictly one of which nobody can tell; what is not there yet is a note", () => {
    expect(kept(only("refused"))).toBe(false);
    expect(kept(only("undetermined"))).toBe(true);
    expect(kept(only("undetermined"), true)).toBe(false);
    expect(kept(only("not deployed yet"), true)).toBe(true);
  });

  it("stands in the comment with what would lose data first, what is open, and why", () => {
    const text = pullRequestComment(resultWith(deployed));
    expect(text).toContain(
      "**🛑 Protected data that would go in production**\n- replace `database-duin-01` in pct-local-cell-01, protected: `location`",
    );
    expect(text).toContain(
      "**In production, as it is now:** 1 replaced, 1 updated; 1 stack refused; 1 stack undetermined; 1 stack not deployed yet.",
    );
    expect(text).toContain("```text\n403 <denied>\n```");
    expect(text.indexOf("Protected data")).toBeLessThan(text.indexOf("as it is now"));
  });

  it("is no news where nothing is there yet, or nothing changes", () => {
    expect(pullRequestComment(resultWith(only("not deployed yet")))).toContain("Nothing that matters for pct.");
    const [same] = deployed.stacks.slice(0, 1);
    expect(pullRequestComment(resultWith({ ...deployed, stacks: same === undefined ? [] : [same] }))).toContain(
      "Nothing that matters",
    );
    expect(pullRequestComment(resultWith(only("undetermined")))).not.toContain("Nothing that matters");
  });

  it("stands in table, JUnit, SARIF and OSCAL as what it is", () => {
    const result = resultWith(deployed);
    expect(checkTable(result)).toMatch(
      /NOT KEPT[^]*production: pct-production-workload-01: undetermined: 403 <denied>/,
    );
    expect(junit(result)).toContain('failures="1" errors="0" skipped="2"');
    expect(junit(result)).toContain('<skipped message="not deployed yet"/>');
    const { runs } = JSON.parse(sarif(result)) as { runs: { results: Record<string, unknown>[] }[] };
    expect(runs[0]?.results.map(({ ruleId, kind, level }) => [ruleId, kind, level])).toEqual([
      ["deployed", "fail", "error"],
      ["deployed", "open", "none"],
    ]);
    expect(oscalResults(result)).toContain("pct-production-workload-01 in production: undetermined: 403 <denied>");
  });
});
