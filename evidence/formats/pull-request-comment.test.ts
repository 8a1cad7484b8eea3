import { describe, expect, it } from "vitest";
import { changed, head, quiet, steps } from "./check-result.fixture";
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
    expect(text).toContain("Tenants touched: duin (1 replaced), nieu (1 created). Shared: 1 updated.");
    expect(text).toContain("update `gateway` in pct-local-cell-01: `listeners`");
  });

  it("lists no resource a second time where all that change are shared", () => {
    const [gateway] = steps;
    const said = commentOf(compareVerdicts(head, head, gateway === undefined ? [] : [gateway]));
    expect(said.match(/update `gateway`/g)).toHaveLength(1);
    expect(text).toContain("<summary>The other 2 resources</summary>");
  });

  it("shows waivers that end within 30 days, and none that end later", () => {
    expect(text).toContain(
      "`residency-keys` for `key-vault`: ends on 2026-12-15; security renews it in stacks/waivers/pct.yaml",
    );
    const later = changed.platforms.map((one) => ({ ...one, head: { ...one.head, today: "2026-11-14" } }));
    expect(pullRequestComment({ ...changed, platforms: later })).not.toContain("end within 30 days");
    const ended = changed.platforms.map((one) => ({ ...one, head: { ...one.head, today: "2026-12-16" } }));
    expect(pullRequestComment({ ...changed, platforms: ended })).not.toContain("end within 30 days");
  });

  it("begins with one line that says how much of what there is", () => {
    const [, , heading, summary] = text.split("\n\n");
    expect(heading).toBe("#### pct: ❌ not kept");
    expect(summary).toBe(
      "1 protected resource would go · 2 new findings · 1 flow opened · 1 place removed · 1 replaced, 1 updated, 1 created",
    );
  });

  it("says which clauses say something else, with their promises, and which tenants come and leave", () => {
    const clauses = [{ name: "availability[platform].target", value: "99.5", promises: ["PCT-AVL-1"] }];
    const other = { ...head, clauses, tenants: ["duin", "zeel"] };
    const said = commentOf(compareVerdicts(head, other, []));
    expect(said).toContain("not kept, measured by an agreement that this change rewrites");
    expect(said).toContain(
      "agree on it with them first**\n- `availability[platform].target`: `99.9` → `99.5`<br>Promised to customers as PCT-AVL-1: “At least 99.9 %.”",
    );
    expect(said).toContain("promised to nobody**\n- `recovery.point`: `PT15M` → nothing");
    expect(said).toContain("1 promised clause changed · 1 clause changed · 1 tenant comes · 1 tenant leaves");
    expect(said).toContain("**Tenants**\n- `zeel` comes\n- `nieu` leaves");
  });

  it("shows what is promised otherwise, or no longer", () => {
    const [promise] = head.promises;
    if (promise === undefined) throw new Error("the fixture has no promise");
    const said = (promises: typeof head.promises): string =>
      commentOf(compareVerdicts(head, { ...head, promises }, []));
    expect(said([])).toContain("- removed PCT-AVL-1: “At least 99.9 %.”");
    expect(said([{ ...promise, text: "At least 99 %." }])).toContain("**is now** “At least 99 %.”");
    expect(said([{ ...promise, kind: "organisation" }])).toContain("PCT-AVL-1 is now organisation, and was platform");
  });

  it("names protected data for which a change is refused, first and in the line of counts", () => {
    const refused = `unable to replace resource "${steps[0]?.urn ?? ""}"\nas it is currently marked for protection.`;
    const change = compareVerdicts(head, head, []);
    const said = pullRequestComment({ ...changed, platforms: [{ head, change, refused }] });
    expect(said).toContain("\n\ncannot be made on what is there\n\n**🛑 Protected data that would go**\n- `");
    expect(said).toContain("the change would replace it, and it is protected because it holds data");
  });

  it("says at which lines what is wrong is made, or a waiver is written", () => {
    const [broken] = head.findings;
    if (broken === undefined) throw new Error("the fixture has no finding");
    const made = { file: "components/data/tenant-database.ts", line: 134 };
    const place = { file: "stacks/waivers/pct.yaml", line: 4 };
    const waiver = { rule: "waivers", status: "violated", blocks: true, message: "it ended", place } as const;
    const findings = [{ ...broken, place: made }, { ...broken, place: made, message: "again" }, waiver];
    const said = commentOf(compareVerdicts({ ...head, findings: [] }, { ...head, findings }, []));
    expect(said).toContain("<br>Made in components/data/tenant-database.ts:134.<br>→ Set it.");
    expect(said).toContain("covers only what is not kept.<br>Written in stacks/waivers/pct.yaml:4.");
  });

  it("says which elements of a list come, go and change", () => {
    const [gateway] = steps;
    if (gateway === undefined) throw new Error("the fixture has no step");
    const lists = { listeners: { added: ["debug"], removed: [], changed: ["a", "b", "c", "d"] } };
    const said = commentOf(compareVerdicts(head, head, [{ ...gateway, properties: ["listeners"], lists }]));
    expect(said).toContain("`listeners` with `debug`; `a` `b` `c` and 1 more otherwise");
  });

  it("tells who is new at the outer end of a flow", () => {
    const [flow] = head.flows;
    if (flow === undefined) throw new Error("the fixture has no flow");
    const outside = ["one", "two", "three", "four", "five"].map((where) => ({ where, witness: flow.witness }));
    const said = commentOf(compareVerdicts({ ...head, flows: [] }, { ...head, flows: [{ ...flow, outside }] }, []));
    expect(said).toContain("TCP 1433; outside: `one`, `two`, `three`, `four` and 1 more; for example");
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
      "changed `partner`: 10.0.0.0/24 → 10.1.0.4 : 443 **is now** 10.0.0.0/23 → 10.1.0.4 : 443 (⚠️ under the same change as before: CHG-1, until 2027-01-01), in `g`",
    );
    const more = { ...rule, what: "10.0.0.0/24, 10.2.0.0/24 → 10.1.0.4 : 443", reference: "baseline@1" };
    const less = { ...more, what: "10.0.0.0/24 → 10.1.0.4 : 443" };
    const between = (one: typeof rule, other: typeof rule): string =>
      commentOf(compareVerdicts({ ...head, firewallRules: [one] }, { ...head, firewallRules: [other] }, []));
    const why = "(baseline@1, follows from the documents), in `g`";
    expect(between(less, more)).toContain(`changed \`partner\`: sources **+ 10.2.0.0/24** ${why}`);
    expect(between(more, less)).toContain(`changed \`partner\`: sources − 10.2.0.0/24 ${why}`);
  });

  it("tells a firewall rule that is the same at two sites once, with both", () => {
    const rule = { name: "mail", reference: "CHG-2", until: "2027-01-01", what: "10.0.0.4 → 10.1.0.4 : 25" };
    const rules = ["noe", "now"].map((group) => ({ ...rule, group }));
    const said = commentOf(compareVerdicts({ ...head, firewallRules: [] }, { ...head, firewallRules: rules }, []));
    expect(said.match(/added `mail`.*/g)).toEqual([
      "added `mail`: 10.0.0.4 → 10.1.0.4 : 25 (CHG-2, until 2027-01-01), in `noe`, `now`",
    ]);
  });

  it("says what a property was and is, and of a waiver with another end only that", () => {
    const [gateway] = steps;
    const [waiver] = head.waivers;
    if (gateway === undefined || waiver === undefined) throw new Error("the fixture has no step or waiver");
    const step = { ...gateway, properties: ["capacity", "listeners"], values: { capacity: [2, 3] as const } };
    const shorter = { ...waiver, expires: "2026-12-01" };
    const said = commentOf(compareVerdicts(head, { ...head, waivers: [shorter] }, [step]));
    expect(said).toContain("update `gateway` in pct-local-cell-01: `capacity` `2` → `3`, `listeners`");
    expect(said).toContain("until 2026-12-15 → 2026-12-01; excuses `key-vault` (security)");
  });

  it("says what a waiver excuses, and takes one with the same reason for the same waiver", () => {
    const [waiver] = head.waivers;
    if (waiver === undefined) throw new Error("the fixture has no waiver");
    const wider = { ...waiver, resource: "key-*" };
    const findings = head.findings.map((one) =>
      one.waiver === undefined ? one : { ...one, waiver: { ...one.waiver, resource: "key-*" } },
    );
    const after = { ...head, findings, waivers: [wider] };
    const platforms = [{ head: after, change: compareVerdicts(head, after, []) }];
    expect(pullRequestComment({ ...changed, platforms })).toContain(
      "**Waivers**\n- changed: `residency-keys` for `key-vault` in `pct-*` → `key-*` in `pct-*`, until 2026-12-15; excuses `key-vault` (security)\n\n",
    );
    expect(commentOf(compareVerdicts(head, { ...head, waivers: [] }, []))).toContain("- removed: `residency-keys`");
    const other = { ...wider, reason: "Something else." };
    const said = commentOf(compareVerdicts(head, { ...head, waivers: [other] }, []));
    expect(said).toContain("- added: `residency-keys` for `key-*`");
    expect(said).toContain("- removed: `residency-keys` for `key-vault`");
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
