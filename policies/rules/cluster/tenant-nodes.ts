import { compliant, notApplicable, relationRule, undetermined, violation } from "../../framework/language";
import { read, valueOf } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";
import { UNKNOWN } from "../../resources/unknown";
import { tenantsHere } from "../data/cells";

const codes = ["duin", "lind", "spr1"];
const pool = (nodeTaints: unknown, name: string) =>
  ({ type: "containerservice:AgentPool", name, inputs: { nodeTaints } }) as const;

function taintsOf(one: RegisteredResource): readonly string[] {
  const taints = valueOf(one, "nodeTaints");
  return Array.isArray(taints) ? taints.map(String) : [];
}

export const rule = relationRule({
  id: "tenant-nodes",
  title: "Every tenant has nodes of its own, where that was agreed",
  why: "A tenant's work, and what breaks out of it, would share a machine with the others.",
  severity: "high",
  concern: "security",
  clauses: ["isolation.compute"],
  remediation: "Add a node pool with a taint of the tenant that keeps everybody else off.",
  spans: "stack",
  judge: (resources, measure) => {
    const base = measure.agreement.isolation.compute;
    const tenants = tenantsHere(resources, measure).filter(
      ({ overrides }) => (overrides.compute ?? base) === "nodePool",
    );
    if (tenants.length === 0) return notApplicable("no tenant here has nodes of its own");
    const pools = resources.ofType("containerservice:AgentPool");
    return tenants.map(({ code }) => {
      if (pools.some((pool) => taintsOf(pool).some((taint) => taint.endsWith(`=${code}:NoSchedule`)))) {
        return compliant(`tenant ${code} has nodes of its own`);
      }
      return pools.some((pool) => read(pool, "nodeTaints").kind === "unknown")
        ? undetermined(`whether tenant ${code} has nodes of its own is not known before the update`)
        : violation(`no node pool is kept for tenant ${code}`);
    });
  },
  cases: {
    pass: {
      given: codes.map((code) => pool([`deltawerk/tenant=${code}:NoSchedule`], code)),
      platform: "pct",
      says: codes.map((code) => `tenant ${code} has nodes of its own`),
    },
    fail: {
      given: codes.map((code) => pool([`deltawerk/tenant=${code}:PreferNoSchedule`], code)),
      platform: "pct",
      says: codes.map((code) => `no node pool is kept for tenant ${code}`),
    },
    absent: {
      given: [pool([], "a")],
      platform: "pct",
      says: codes.map((code) => `no node pool is kept for tenant ${code}`),
    },
    unknown: {
      given: [pool(UNKNOWN, "a")],
      platform: "pct",
      says: codes.map((code) => `whether tenant ${code} has nodes of its own is not known before the update`),
    },
    notApplicable: { given: [pool([], "a")], says: ["no tenant here has nodes of its own"] },
  },
  sabotage: [
    {
      what: "lets others onto a tenant's nodes",
      type: "containerservice:AgentPool",
      where: (one) => JSON.stringify(one.inputs["nodeTaints"] ?? "").includes("tenant="),
      set: { nodeTaints: [] },
      alsoOn: { pct: ["network-classified"] },
    },
  ],
});
