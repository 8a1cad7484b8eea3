import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { cellCapacity } from "./cell-capacity";
import { makePlan } from "./make-plan";
import type { PlanSources } from "./make-plan";
import type { Plan } from "./plan";
import { planOf, platforms, sourcesOf, tenantOf, withTenants } from "./plan.fixture";
import { storesOverZones } from "./site-plan";

type Tenant = PlanSources["tenants"]["tenants"][number];

function findingsOf(sources: PlanSources) {
  const made = makePlan(sources);
  return made.ok ? [] : made.findings;
}

/** What a cell of every platform takes. */
const mostInCell = Math.min(
  ...platforms.map((name) => cellCapacity(name, sourcesOf(name).agreement.isolation.compute).tenants),
);
const tenants = fc
  .uniqueArray(fc.record({ cell: fc.integer({ min: 1, max: 5 }), segment: fc.integer({ min: 0, max: 15 }) }), {
    minLength: 1,
    maxLength: 12,
    selector: ({ cell, segment }) => `${cell}/${segment}`,
  })
  .filter((places) => places.every(({ cell }) => places.filter((other) => other.cell === cell).length <= mostInCell))
  .map((places) => places.map(({ cell, segment }): Tenant => tenantOf(cell, segment)));
const platform = fc.constantFrom(...platforms);

/** Everything of a plan that belongs to one tenant, and where the networks lie. */
function footprint(plan: Plan, code: string) {
  const cells = plan.cells.filter((cell) => cell.tenants.some((tenant) => tenant.code === code));
  return cells.map((cell) => ({
    number: cell.number,
    networks: cell.spokes.map(({ site, tenant, prefix }) => ({ site, tenant, prefix })),
    segments: cell.spokes.flatMap((spoke) => spoke.segments.filter((segment) => segment.tenant === code)),
    databases: cell.servers.flatMap((server) => server.databases.filter((database) => database.tenant === code)),
    entry: cell.entries.map((entry) => [entry.backendAddress, entry.policies.find((policy) => policy.key === code)]),
    pools: cell.clusters.flatMap((cluster) => cluster.pools.filter((pool) => pool.tenant === code)),
    rules: Object.values(cell.firewallGroups).flatMap((group) =>
      group.collections.filter((collection) => collection.name.startsWith(`tenant-${code}-`)),
    ),
  }));
}

describe("a plan", () => {
  it("changes nothing of a tenant when another one comes or leaves", () => {
    fc.assert(
      fc.property(platform, tenants, fc.nat(), (name, all, leaving) => {
        const gone = all[leaving % all.length];
        const rest = all.filter((tenant) => tenant !== gone);
        const before = planOf(withTenants(sourcesOf(name), all));
        const after = planOf(withTenants(sourcesOf(name), rest));
        for (const { code } of rest) {
          expect(footprint(after, code)).toEqual(footprint(before, code));
        }
      }),
      { numRuns: 40 },
    );
  });

  it("does not depend on the order of tenants or sites", () => {
    fc.assert(
      fc.property(platform, tenants, fc.nat(), (name, all, turn) => {
        const sources = withTenants(sourcesOf(name), all);
        const turned = <T>(list: readonly T[]): readonly T[] => {
          const at = turn % Math.max(1, list.length);
          return [...list.slice(at), ...list.slice(0, at)].reverse();
        };
        const { agreement } = sources;
        const other = withTenants(
          { ...sources, agreement: { ...agreement, sites: turned(agreement.sites) } },
          turned(all),
        );
        expect(planOf(other)).toEqual(planOf(sources));
      }),
      { numRuns: 40 },
    );
  });

  it.each(platforms)("of %s is the same a year later", (name) => {
    const now = planOf(sourcesOf(name));
    vi.useFakeTimers({ now: Date.now() + 400 * 86_400_000 });
    try {
      expect(planOf(sourcesOf(name))).toEqual(now);
    } finally {
      vi.useRealTimers();
    }
  });

  it.each(platforms)("of %s gives every policy group and collection a priority of its own", (name) => {
    for (const hub of planOf(sourcesOf(name)).hubs) {
      const groups = [
        ...hub.firewall.baseline,
        ...planOf(sourcesOf(name)).cells.flatMap((cell) => cell.firewallGroups[hub.site] ?? []),
      ];
      expect(new Set(groups.map((group) => group.priority)).size).toBe(groups.length);
      for (const group of groups) {
        const priorities = group.collections.map((collection) => collection.priority);
        expect(new Set(priorities).size).toBe(priorities.length);
        expect(group.collections.flatMap((each) => each.rules).every((rule) => rule.change.reference !== "")).toBe(
          true,
        );
      }
    }
  });
});

describe("documents for which there is no plan", () => {
  const superoffice = sourcesOf("superoffice");

  it("with too small a block are told both sizes and the way out", () => {
    const environment = { ...superoffice.environment, sites: { noe: "10.68.0.0/19", now: "10.69.0.0/16" } };
    const [finding] = findingsOf({ ...withTenants(superoffice, [tenantOf(3, 0)]), environment });
    expect(finding).toMatchObject({ document: "environment", path: ["sites", "noe"] });
    expect(finding?.given).toContain("8192 addresses");
    expect(finding?.allowed).toContain("16384 addresses");
    expect(finding?.fixes[0]).toContain("/18");
  });

  it("without a block for a site are told which is missing", () => {
    const environment = { ...superoffice.environment, sites: { noe: "10.68.0.0/16" } };
    expect(findingsOf({ ...superoffice, environment }).map((finding) => finding.path)).toEqual([["sites", "now"]]);
  });

  it.each<[string, readonly Tenant[], string]>([
    ["two tenants in one segment", [tenantOf(1, 4), { ...tenantOf(1, 4), code: "othr" }], "segment"],
    ["a segment that its isolation has not", [tenantOf(1, 9, { compute: "cluster" })], "segment"],
    ["a rule set on shared nodes", [tenantOf(1, 0, { firewall: "ruleSet" })], "firewall"],
    ["a firewall device before shared nodes", [tenantOf(1, 0, { firewall: "device" })], "firewall"],
  ])("with %s are refused", (_, all, term) => {
    expect(findingsOf(withTenants(superoffice, all)).map((finding) => finding.path.at(-1))).toContain(term);
  });

  it("with more tenants in a cell than it takes are told the number and the limit", () => {
    const crowd = Array.from({ length: 21 }, (_, segment) => tenantOf(1, segment));
    const [finding] = findingsOf(withTenants(superoffice, crowd));
    expect(finding).toMatchObject({
      given: "21 tenants in cell 01",
      allowed: "6 (a stack of at most 550 resources: 297 of the cell, 42 of each tenant)",
    });
  });

  it("with more nodes than a segment has addresses while they are upgraded are told both numbers", () => {
    const { environment } = superoffice;
    const userNodes = { ...environment.sizes.userNodes, maximum: 150 };
    const systemNodes = { ...environment.sizes.systemNodes, maximum: 39 };
    const sized = (system: number) => ({
      ...environment,
      sizes: { ...environment.sizes, userNodes, systemNodes: { ...systemNodes, maximum: system } },
    });
    expect(findingsOf({ ...superoffice, environment: sized(38) })).toEqual([]);
    const [finding] = findingsOf({ ...superoffice, environment: sized(39) });
    expect(finding?.given).toBe("39 and 150 nodes at most: 252 addresses while a third more are there for an upgrade");
    expect(finding?.allowed).toContain("251");
  });

  it.each([
    ["without access to a restricted region", { granted: [] }, ["granted"]],
    ["of another platform", { platform: "pct" }, ["platform"]],
    ["that runs a cell where only documents are", { activeSites: { "01": "weu" } }, ["activeSites", "01"]],
    ["that runs a cell that nobody is in", { activeSites: { "07": "noe" } }, ["activeSites", "07"]],
  ])("with an environment %s are refused", (_, change, path) => {
    const environment = { ...superoffice.environment, ...change };
    expect(findingsOf({ ...superoffice, environment }).map((finding) => finding.path)).toEqual([path]);
  });

  it("with a second place that residency does not have are refused with the ways out", () => {
    const { agreement } = sourcesOf("coachview");
    const [copy] = agreement.backup.independentCopies;
    const backup = {
      ...agreement.backup,
      independentCopies: copy ? [{ ...copy, places: 2, apart: "region" as const }] : [],
    };
    const [finding] = findingsOf({ ...sourcesOf("coachview"), agreement: { ...agreement, backup } });
    expect(finding?.path).toEqual(["backup", "independentCopies", 0, "places"]);
    expect(finding?.fixes.join(" ")).toContain("apart: zone");
    expect(finding?.breaks).toEqual(["CV-BAK-1"]);
  });

  it("with a window that summer time moves into banned hours are refused", () => {
    const { agreement } = sourcesOf("coachview");
    const window = { days: "Mon", from: "04:00", length: "PT4H", timeZone: "Europe/Amsterdam" };
    const early = { ...agreement, maintenance: { ...agreement.maintenance, window } };
    const late = { ...agreement, maintenance: { ...agreement.maintenance, window: { ...window, from: "05:30" } } };
    expect(findingsOf({ ...sourcesOf("coachview"), agreement: early })).toEqual([]);
    expect(findingsOf({ ...sourcesOf("coachview"), agreement: late }).map((finding) => finding.path)).toEqual([
      ["maintenance", "window"],
    ]);
  });
});

it("a cell that was switched runs at its other site, and nothing of its networks or data moves", () => {
  const sources = sourcesOf("superoffice");
  const before = planOf(sources).cells[0];
  const after = planOf({ ...sources, environment: { ...sources.environment, activeSites: { "01": "now" } } }).cells[0];
  expect([before?.activeSite, after?.activeSite]).toEqual(["noe", "now"]);
  // What runs in the clusters changes places; its objects hold no data.
  const { activeSite, workloads } = { ...before };
  expect({ ...after, activeSite, workloads }).toEqual(before);
});

it("the twin of cloxxs is two stamps, each in its own zone and with its own networks", () => {
  const sources = sourcesOf("cloxxs");
  const { twin } = sources.agreement.recovery;
  const recovery = { ...sources.agreement.recovery, ...(twin && { twin: { ...twin, on: true } }) };
  const plan = planOf({ ...sources, agreement: { ...sources.agreement, recovery } });
  expect(plan.sites.map((site) => [site.code, site.zones, site.role])).toEqual([
    ["we1", ["1"], "active"],
    ["we2", ["2"], "warm"],
  ]);
  expect(new Set(plan.hubs.map((hub) => hub.prefix)).size).toBe(2);
  const refused = plan.refusals.map((refusal) => refusal.refused);
  expect(refused).toContain("a failover group between the twin stamps");
  // Nothing of the agreement goes from one to the other, and a tunnel would carry partners.
  expect(refused).toContain("a tunnel between we1 and we2");
  expect(plan.vpn.siteLinks).toEqual([]);
  // The second one is a complete data centre, with a backup of its own, and accounts belong to the region.
  expect(plan.backup.vaults.map(({ site, protects, redundancy }) => [site, protects, redundancy])).toEqual([
    ["we1", ["documents", "cluster"], "ZoneRedundant"],
    ["we2", ["cluster"], "ZoneRedundant"],
  ]);
  expect(plan.sites.map(storesOverZones)).toEqual([true, true]);
});
