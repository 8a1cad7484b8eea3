import { describe, expect, it } from "vitest";
import { buildTopology } from "./build-topology";
import { flowMatrix } from "./flow-matrix";
import type { PlanSources } from "./make-plan";
import { planOf, sourcesOf, tenantOf, withTenants } from "./plan.fixture";
import { selectSites } from "./select-sites";

function flowsOf(sources: PlanSources) {
  const { agreement, environment, tenants } = sources;
  return flowMatrix(buildTopology(agreement, environment, selectSites(agreement), tenants.tenants));
}

function reaching(sources: PlanSources, segment: string): readonly string[] {
  const to = flowsOf(sources).filter((flow) => flow.to.some((end) => end.segment?.key === segment));
  return [...new Set(to.flatMap((flow) => flow.from.map((end) => end.segment?.key ?? "outside")))].sort();
}

describe("a tenant's data", () => {
  it("is reached from shared nodes where tenants share them", () => {
    const sources = withTenants(sourcesOf("coachview"), [tenantOf(1, 0), tenantOf(1, 1)]);
    expect(reaching(sources, "data-t100")).toEqual(["application", "batch-nodes", "outside"]);
  });

  it("is reached from the tenant's own nodes, from the jobs and from no other tenant's nodes", () => {
    const sources = withTenants(sourcesOf("pct"), [tenantOf(1, 0), tenantOf(1, 1)]);
    expect(reaching(sources, "data-t100")).toEqual(["batch-nodes", "nodes-t100", "outside"]);
  });

  it("is out of reach of web servers, as are the documents", () => {
    const sources = withTenants(sourcesOf("superoffice"), [tenantOf(1, 0)]);
    expect([...reaching(sources, "data-t100"), ...reaching(sources, "documents")]).not.toContain("web-nodes");
  });

  it("is reached from the application's nodes, which run the jobs too, where server groups are together", () => {
    const sources = withTenants(sourcesOf("coachview"), [tenantOf(1, 0)]);
    const { agreement } = sources;
    const redundancy = { ...agreement.recovery.redundancy, groups: ["database"] as const };
    const together = { ...sources, agreement: { ...agreement, recovery: { ...agreement.recovery, redundancy } } };
    expect(reaching(together, "data-t100")).toEqual(["application", "outside"]);
  });

  it("is reached within the tenant's own network where it has one", () => {
    const own = tenantOf(1, 1, { compute: "cluster" });
    const flows = flowsOf(withTenants(sourcesOf("draftit"), [tenantOf(1, 0), own]));
    const data = flows.filter((flow) => flow.id === "nodes-data" && flow.tenant === own.code);
    expect(data.flatMap((flow) => flow.from.map((end) => end.segment?.tenant))).toEqual([own.code]);
  });

  it("opens nothing by itself", () => {
    const flows = flowsOf(sourcesOf("superoffice"));
    const zones = flows.flatMap((flow) => flow.from.map((end) => end.segment?.zone));
    expect(zones.filter((zone) => zone === "data" || zone === "documents" || zone === "backup")).toEqual([]);
  });
});

it("users' requests reach the web servers and no other nodes, where server groups are apart", () => {
  const flows = flowsOf(withTenants(sourcesOf("superoffice"), [tenantOf(1, 0)]));
  const entered = flows.filter((flow) => flow.id === "edge-web").flatMap((flow) => flow.to);
  expect(new Set(entered.map(({ segment }) => segment?.key))).toEqual(new Set(["web", "web-nodes"]));
});

it("tenants with a rule set of their own share no firewall rule with others", () => {
  const plan = planOf(withTenants(sourcesOf("pct"), [tenantOf(1, 0), tenantOf(1, 1)]));
  const collections = plan.cells.flatMap((cell) => Object.values(cell.firewallGroups).flatMap((g) => g.collections));
  for (const tenant of plan.cells[0]?.tenants ?? []) {
    const segments = (plan.cells[0]?.spokes ?? []).flatMap((spoke) => spoke.segments);
    const own = segments.filter((segment) => segment.tenant === tenant.code).map((segment) => segment.prefix);
    const mine = collections.filter((collection) => collection.name.startsWith(`tenant-${tenant.code}-`));
    expect(mine.map((collection) => collection.name)).toEqual([
      `tenant-${tenant.code}-network`,
      `tenant-${tenant.code}-names`,
    ]);
    const inside = mine
      .flatMap((collection) => collection.rules)
      .flatMap((rule) => (rule.kind === "application" ? rule.sources : rule.destinations));
    expect(inside.filter((prefix) => !own.includes(prefix))).toEqual([]);
    const others = collections.filter((collection) => !mine.includes(collection)).flatMap((c) => c.rules);
    expect(others.flatMap((rule) => [...rule.sources, ...rule.destinations]).filter((p) => own.includes(p))).toEqual(
      [],
    );
  }
});
