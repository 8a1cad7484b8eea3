import { compliant, forEach, relationRule, undetermined, violation } from "../../framework/language";
import { findRegion } from "../../../azure/regions";
import { textOf, valueOf } from "../../resources/reading";
import { stampZone } from "../availability/stamp-zone";
import { UNKNOWN } from "../../resources/unknown";

const id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/aks";
const cluster = {
  type: "containerservice:ManagedCluster",
  name: "cluster",
  id,
  inputs: { location: "norwayeast" },
} as const;
const pool = (inputs: Readonly<Record<string, unknown>>) =>
  ({ type: "containerservice:AgentPool", name: "pool", id: `${id}/agentPools/pool`, inputs }) as const;

export const rule = relationRule({
  id: "pool-zonal",
  title: "Node pools are spread over the zones of their cluster's region",
  why: "One building that fails would take the tenants of the pool offline.",
  severity: "high",
  concern: "continuity",
  clauses: ["recovery.redundancy"],
  remediation: "Set availabilityZones to all zones of the region.",
  spans: "stack",
  judge: (resources, { agreement }) =>
    forEach(resources.ofType("containerservice:AgentPool"), "node pools", (pool) => {
      const cluster = resources.parentOf(pool);
      if (cluster === undefined) return undetermined("the cluster of the pool is not known before the update", pool);
      const region = findRegion(textOf(cluster, "location") ?? "");
      if (region === undefined || region.zones.length === 0) return compliant("its region has no zones", pool);
      const zones = valueOf(pool, "availabilityZones");
      const given = Array.isArray(zones) ? zones.map(String) : [];
      return given.length >= 2 || given.join() === stampZone(cluster, agreement)
        ? compliant(`it is in zone${given.length === 1 ? "" : "s"} ${given.join(", ")}`, pool)
        : violation(
            `it is in ${given.length === 0 ? "no zone" : `zone ${given.join()}`}; it has to be in at least 2`,
            pool,
          );
    }),
  cases: {
    pass: { given: [cluster, pool({ availabilityZones: ["1", "2"] })], says: ["it is in zones 1, 2"] },
    fail: {
      given: [cluster, pool({ availabilityZones: ["3"] })],
      says: ["it is in zone 3; it has to be in at least 2"],
    },
    absent: { given: [cluster, pool({})], says: ["it is in no zone; it has to be in at least 2"] },
    unknown: {
      given: [{ type: "containerservice:AgentPool", name: "pool", inputs: { resourceName: UNKNOWN } }],
      says: ["the cluster of the pool is not known before the update"],
    },
    notApplicable: { given: [cluster], says: ["there are no node pools"] },
  },
  sabotage: [
    {
      what: "pins a pool to one zone",
      type: "containerservice:AgentPool",
      where: (one) => "availabilityZones" in one.inputs,
      set: { availabilityZones: ["1"] },
      alsoOn: { draftit: ["availability-expected"] },
    },
  ],
});
