import { describe, expect, it } from "vitest";
import type { PlanSources } from "./make-plan";
import type { NetworkPolicyPlan, PodRole, PolicyPeer } from "./network-policy-plan";
import { planOf, platforms, sourcesOf, tenantOf, withTenants } from "./plan.fixture";

/** Peers and ports of one direction as short texts. */
function lines(policy: NetworkPolicyPlan | undefined, direction: "ingress" | "egress"): readonly string[] {
  return (policy?.[direction] ?? []).flatMap(({ peers, ports }) =>
    ports.map(({ protocol, port }) => `${peers.map(peerText).join(" ")} ${protocol} ${port}`),
  );
}

function peerText(peer: PolicyPeer): string {
  if ("prefix" in peer) return peer.except === undefined ? peer.prefix : "internet";
  return "system" in peer ? peer.system : `${peer.role} in ${peer.in}`;
}

function policyOf(sources: PlanSources, role: PodRole, tenant?: string): NetworkPolicyPlan | undefined {
  const workload = planOf(sources).cells[0]?.workloads[0];
  const policies =
    tenant === undefined ? workload?.ingress.policies : workload?.tenants.find(({ code }) => code === tenant)?.policies;
  return policies?.find((policy) => policy.role === role);
}

describe("network policies of two tenants on shared nodes, a documents' site and a second site", () => {
  const sources = withTenants(sourcesOf("superoffice"), [tenantOf(1, 0), tenantOf(1, 1)]);
  const cell = planOf(sources).cells[0];
  const spoke = cell?.spokes.find(({ site }) => site === "noe");
  const hub = planOf(sources).hubs.find(({ site }) => site === "noe");
  const other = planOf(sources).hubs.find(({ site }) => site === "now");
  const prefix = (key: string) => spoke?.segments.find((segment) => segment.key === key)?.prefix ?? "none";
  const ofHub = (place: typeof hub, key: string) => place?.segments.find((one) => one.key === key)?.prefix ?? "none";

  it("let the ingress be reached by the application gateway, and reach applications", () => {
    const policy = policyOf(sources, "ingress");
    expect(lines(policy, "ingress")).toEqual([`${prefix("edge")} TCP 443`]);
    expect(lines(policy, "egress")).toEqual([
      "application in tenants TCP 8443",
      `${ofHub(hub, "management")} TCP 443`,
      "mesh TCP 15012",
      "names TCP 53",
      "names UDP 53",
    ]);
  });

  it("let an application be reached by the ingress, and reach its own data", () => {
    const policy = policyOf(sources, "application", "t101");
    expect(lines(policy, "ingress")).toEqual(["ingress in ingress TCP 8443"]);
    expect(lines(policy, "egress")).toEqual([
      `${prefix("data-t101")} TCP 1433`,
      `${prefix("documents")} TCP 443`,
      `${ofHub(hub, "management")} TCP 443`,
      "names TCP 53",
      "names UDP 53",
      "internet TCP 443",
    ]);
  });

  it("let a job be reached by nobody, and reach its tenant's data and the copies at both sites", () => {
    const policy = policyOf(sources, "jobs", "t100");
    expect(lines(policy, "ingress")).toEqual([]);
    expect(lines(policy, "egress")).toEqual([
      `${prefix("data-t100")} TCP 1433`,
      `${prefix("documents")} TCP 443`,
      `${ofHub(hub, "backup")} TCP 443`,
      `${ofHub(other, "backup")} TCP 443`,
      `${ofHub(hub, "backup")} TCP 1433`,
      `${ofHub(hub, "management")} TCP 443`,
      "names TCP 53",
      "names UDP 53",
      "internet TCP 443",
    ]);
  });
});

it("let probes reach the application gateway's private entry and the watcher, and nobody's data", () => {
  const workload = planOf(sourcesOf("coachview")).cells[0]?.workloads[0];
  const edge = planOf(sourcesOf("coachview")).cells[0]?.spokes[0]?.segments.find(({ key }) => key === "edge")?.prefix;
  const [policy] = workload?.jobPolicies ?? [];
  expect(lines(policy, "ingress")).toEqual([]);
  expect(lines(policy, "egress")).toEqual([
    `${edge ?? ""} TCP 8443`,
    "internet TCP 443",
    "names TCP 53",
    "names UDP 53",
  ]);
});

describe("network policies of a tenant with a network of its own", () => {
  const own = tenantOf(1, 1, { compute: "cluster" });
  const plan = planOf(withTenants(sourcesOf("draftit"), [tenantOf(1, 0), own]));
  const cell = plan.cells[0];

  it("name addresses of that network only, beside the hub's", () => {
    const workload = cell?.workloads.find(({ tenant }) => tenant === own.code);
    const spoke = cell?.spokes.find(({ tenant }) => tenant === own.code);
    const application = workload?.tenants[0]?.policies.find(({ role }) => role === "application");
    const data = spoke?.segments.find(({ zone }) => zone === "data")?.prefix;
    const documents = spoke?.segments.find(({ zone }) => zone === "documents")?.prefix;
    expect(lines(application, "egress").slice(0, 2)).toEqual([`${data ?? ""} TCP 1433`, `${documents ?? ""} TCP 443`]);
  });
});

describe.each(platforms)("network policies of %s", (name) => {
  const plan = planOf(sourcesOf(name));

  it("name no data segment but the tenant's own", () => {
    for (const cell of plan.cells) {
      const segments = cell.spokes.flatMap(({ segments: all }) => all).filter(({ zone }) => zone === "data");
      for (const { tenants, ingress } of cell.workloads) {
        const named = (policies: readonly NetworkPolicyPlan[]) =>
          policies.flatMap(({ egress, ingress: into }) =>
            [...egress, ...into].flatMap(({ peers }) =>
              peers.flatMap((peer) => ("prefix" in peer ? [peer.prefix] : [])),
            ),
          );
        for (const { code, policies } of tenants) {
          const others = segments.filter(({ tenant }) => tenant !== code).map(({ prefix }) => prefix);
          expect(named(policies).filter((prefix) => others.includes(prefix))).toEqual([]);
        }
        expect(named(ingress.policies).filter((one) => segments.some(({ prefix }) => prefix === one))).toEqual([]);
      }
    }
  });

  it("say of every rule which flow needs it", () => {
    const policies = plan.cells.flatMap(({ workloads }) =>
      workloads.flatMap(({ ingress, tenants }) => [...ingress.policies, ...tenants.flatMap((one) => one.policies)]),
    );
    const rules = policies.flatMap(({ ingress, egress }) => [...ingress, ...egress]);
    expect(rules.length).toBeGreaterThan(0);
    expect(rules.filter(({ flows, peers }) => flows.length === 0 || peers.length === 0)).toEqual([]);
  });
});
