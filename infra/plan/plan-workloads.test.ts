import { describe, expect, it } from "vitest";
import { makePlan, type PlanSources } from "./make-plan";
import { planOf, sourcesOf, tenantOf, withTenants } from "./plan.fixture";

const superoffice = withTenants(sourcesOf("superoffice"), [tenantOf(1, 0)]);

describe("workloads", () => {
  it("run at the active site and, with the fewest replicas, at the warm one", () => {
    const workloads = planOf(superoffice).cells[0]?.workloads ?? [];
    expect(
      workloads.map(({ site, standby, spread, tenants }) => [
        site,
        standby,
        spread,
        tenants.map(({ application }) => application.replicas.minimum),
      ]),
    ).toEqual([
      ["noe", false, "zones", [3]],
      ["now", true, "nodes", [2]],
    ]);
  });

  it("change places with the cell", () => {
    const switched = { ...superoffice, environment: { ...superoffice.environment, activeSites: { "01": "now" } } };
    const workloads = planOf(switched).cells[0]?.workloads ?? [];
    expect(workloads.map(({ site, standby }) => [site, standby])).toEqual([
      ["noe", true],
      ["now", false],
    ]);
  });

  it("go to nodes of a tenant's own, and to a cluster of its own, where it has them", () => {
    const [shared, nodes, cluster] = [
      tenantOf(1, 0),
      tenantOf(1, 1, { compute: "nodePool" }),
      tenantOf(1, 2, { compute: "cluster" }),
    ];
    const workloads = planOf(withTenants(sourcesOf("draftit"), [shared, nodes, cluster])).cells[0]?.workloads ?? [];
    expect(
      workloads.map(({ tenant, tenants }) => [
        tenant,
        tenants.map(({ code, application }) => [code, application.placement]),
      ]),
    ).toEqual([
      [
        undefined,
        [
          [shared.code, {}],
          [nodes.code, { tenant: nodes.code }],
        ],
      ],
      [cluster.code, [[cluster.code, {}]]],
    ]);
  });

  it("put ingress and jobs on servers of their own where the agreement separates groups", () => {
    const workload = planOf(superoffice).cells[0]?.workloads[0];
    expect([workload?.ingress.placement, workload?.tenants[0]?.principals.placement]).toEqual([
      { group: "web" },
      { group: "batch" },
    ]);
  });
});

describe("an environment whose workload does not fit", () => {
  const pathsOf = (environment: Partial<PlanSources["environment"]>) => {
    const made = makePlan({ ...superoffice, environment: { ...superoffice.environment, ...environment } });
    return made.ok ? [] : made.findings.map(({ path }) => path.join("."));
  };
  const { sizes, workload } = superoffice.environment;
  const replicas = { minimum: 100, maximum: 100 };

  it.each([
    ["a revision for older clusters", { meshRevision: "asm-1-28" }, "meshRevision"],
    [
      "more replicas than the nodes take",
      {
        workload: {
          ...workload,
          application: { ...workload.application, replicas, cpuMillicores: { request: 1000, limit: 1000 } },
        },
      },
      "workload.application.replicas.minimum",
    ],
    [
      "more web servers than their segment has addresses",
      { sizes: { ...sizes, webNodes: { ...sizes.webNodes, maximum: 60 } } },
      "sizes.webNodes.maximum",
    ],
  ])("is told of %s", (_, environment, path) => {
    expect(pathsOf(environment)).toContain(path);
  });
});
