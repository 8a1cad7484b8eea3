import { describe, expect, it } from "vitest";
import { changed, head, quiet } from "./check-result.fixture";
import { compareVerdicts, type VerdictChange } from "../verdict/compare-verdicts";
import { pullRequestComment } from "./pull-request-comment";

const commentOf = (change: VerdictChange): string => pullRequestComment({ ...changed, platforms: [{ head, change }] });
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
      "| availability, platform, cell 01 | 99.980 % of agreed 99.900 %, headroom 420 min a year | 99.950 % of agreed 99.900 %, headroom 263 min a year |",
    );
    expect(text).toContain("application → data, TCP 1433; for example TCP 1433 from `10.0.0.4` to `10.0.1.4`");
    expect(text).toContain("databases in northeurope (IE), copied there by Azure");
    expect(text).toContain("Tenants touched: duin (1 replace), nieu (1 create). Shared: 1 update.");
    expect(text).toContain("update `gateway` in pct-local-cell-01: `listeners`");
  });

  it("shows waivers that end within 30 days, and none that end later", () => {
    expect(text).toContain(
      "`residency-keys` for `key-vault`: ends on 2026-12-15; security renews it in stacks/waivers/pct.yaml",
    );
    const later = changed.platforms.map((one) => ({ ...one, head: { ...one.head, today: "2026-11-14" } }));
    expect(pullRequestComment({ ...changed, platforms: later })).not.toContain("end within 30 days");
  });

  it("begins with one line that says how much of what there is", () => {
    const [, , heading, summary] = text.split("\n\n");
    expect(heading).toBe("#### pct: ❌ not kept");
    expect(summary).toBe(
      "1 protected resource would go · 2 new findings · 1 flow opened · 1 replace, 1 update, 1 create",
    );
  });

  it("says which clauses say something else, with their promises, and which tenants come and leave", () => {
    const clauses = [{ name: "availability[platform].target", value: "99.5", promises: ["PCT-AVL-1"] }];
    const other = { ...head, clauses, tenants: ["duin", "zeel"] };
    const said = commentOf(compareVerdicts(head, other, []));
    expect(said).toContain("- `availability[platform].target`: `99.9` → `99.5` (PCT-AVL-1)");
    expect(said).toContain("- `recovery.point`: `PT15M` → nothing");
    expect(said).toContain("**Tenants**\n- `zeel` comes\n- `nieu` leaves");
  });

  it("says whose a flow is, and shouts where it leads from one tenant to another", () => {
    const [flow] = head.flows;
    if (flow === undefined) throw new Error("the fixture has no flow");
    const flows = [
      { ...flow, toTenant: "duin" },
      { ...flow, toTenant: "nieu" },
      { ...flow, from: "data", fromTenant: "duin", toTenant: "nieu" },
    ];
    const said = commentOf(compareVerdicts({ ...head, flows: [] }, { ...head, flows }, []));
    expect(said).toContain("- application → data, TCP 1433, of duin, nieu; for example");
    expect(said).toContain("- data → data, TCP 1433, **from tenant to tenant: duin to nieu**; for example");
  });

  it("says what a firewall rule was, and that it is changed without a change of its own", () => {
    const rule = {
      group: "g",
      name: "partner",
      reference: "CHG-1",
      until: "2027-01-01",
      what: "10.0.0.0/24 → 10.1.0.4 : 443",
    };
    const wider = { ...rule, what: "10.0.0.0/23 → 10.1.0.4 : 443" };
    const said = commentOf(
      compareVerdicts({ ...head, firewallRules: [rule] }, { ...head, firewallRules: [wider] }, []),
    );
    expect(said).toContain(
      "changed `partner`: 10.0.0.0/24 → 10.1.0.4 : 443 **is now** 10.0.0.0/23 → 10.1.0.4 : 443 (⚠️ under the same change as before: CHG-1, until 2027-01-01)",
    );
  });

  it("shows recovery point and time before and after against what is agreed, and why there is no figure", () => {
    const [figure] = head.recovery;
    if (figure === undefined) throw new Error("the fixture has no recovery");
    const rowOf = (after: Partial<typeof figure>): string =>
      commentOf(compareVerdicts(head, { ...head, recovery: [{ ...figure, ...after }] }, []));
    expect(rowOf({ agreedPointMinutes: 5 })).toContain(
      "| recovery, data of one tenant, restored to a point in time | 10 of agreed 15 min lost, 89 of agreed 480 min away | **10 of agreed 5 min** lost, 89 of agreed 480 min away |",
    );
    expect(rowOf({ open: ["sql-log-backups is not kept"] })).toContain("| no figure: sql-log-backups is not kept |");
  });

  it("says why nothing was compared", () => {
    const platforms = [{ head, uncompared: { because: "the platform is new", problems: [] } }];
    expect(pullRequestComment({ ...quiet, platforms })).toContain("Not compared, only judged: the platform is new.");
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
