import { describe, expect, it } from "vitest";
import { changed, head, quiet } from "./check-result.fixture";
import { pullRequestComment } from "./pull-request-comment";

const text = pullRequestComment(changed);

describe("the comment of a pull request", () => {
  it("is one line where nothing matters", () => {
    expect(pullRequestComment(quiet).trim().split("\n\n").slice(2)).toEqual(["Nothing that matters for pct."]);
  });

  it("puts protected data that would go before everything else", () => {
    expect(text.indexOf("replace `database-duin-01` in pct-local-cell-01, protected: `location`")).toBeGreaterThan(0);
    expect(text.indexOf("Protected data that would go")).toBeLessThan(text.indexOf("Rules newly failing"));
  });

  it("says what is broken, which promise that is, where it stands and what to do", () => {
    expect(text).toContain(
      "- `sql-zonal` (high): Rule sql-zonal holds.<br>Breaks PCT-BCP-1, `recovery.redundancy` (stacks/agreements/pct.yaml:12)." +
        "<br>→ Set it.\n  - `database-duin`: zoneRedundant is <false> & not true",
    );
  });

  it("shows headroom before and after, flows with a packet, places and who is touched", () => {
    expect(text).toContain(
      "| availability, platform | 99.980 %, headroom 420 min a year | 99.950 %, headroom 263 min a year |",
    );
    expect(text).toContain("application → data, TCP 1433; for example TCP 1433 from `10.0.0.4` to `10.0.1.4`");
    expect(text).toContain("databases in northeurope (IE), copied there by Azure");
    expect(text).toContain("Tenants touched: duin (1 replace), nieu (1 create). Shared: 1 update.");
    expect(text).toContain("update `gateway` in pct-local-cell-01: `listeners`");
  });

  it("shows waivers that end within 30 days, and none that end later", () => {
    expect(text).toContain("`residency-keys` for `key-vault`: 2026-12-15, security");
    const later = changed.platforms.map((one) => ({ ...one, head: { ...one.head, today: "2026-11-14" } }));
    expect(pullRequestComment({ ...changed, platforms: later })).not.toContain("end within 30 days");
  });

  it("without anything to compare with lists what is not kept", () => {
    const text = pullRequestComment({ ...changed, platforms: [{ head }] });
    expect(text).toContain("**Not kept**\n- `sql-zonal` (high): Rule sql-zonal holds.");
    expect(text).not.toContain("Resources:");
  });

  it("says when rules themselves were changed", () => {
    expect(pullRequestComment({ ...quiet, changedRules: ["sql-zonal"] })).toContain(
      "Rules themselves are changed: `sql-zonal`",
    );
  });
});
