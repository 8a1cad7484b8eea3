import { compliant, forEach, relationRule, undetermined, violation } from "../../framework/language";
import { findRegion } from "../../../azure/regions";
import { textOf, valueOf } from "../../resources/reading";
import { pinnedZone } from "../availability/pinned-zone";
import { UNKNOWN } from "../../resources/unknown";
import { tooFewNodes } from "./fewest-nodes";

const id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/aks";
const cluster = {
  type: "containerservice:ManagedCluster",
  name: "cluster",
  id,
  inputs: { location: "norwayeast" },
} as const;
const pool = (inputs: Readonly<Record<string, unknown>>) =>
  ({ type: "containerservice:AgentPool", name: "pool", id: `${id}/agentPools/pool`, inputs }) as const;
const two = { enableAutoScaling: true, minCount: 2 };

export const rule = relationRule({
  id: "pool-zonal",
  title: "Node pools are spread over the zones of their cluster's region",
  why: "One building that fails would take the tenants of the pool offline.",
  severity: "high",
  concern: "continuity",
  clauses: ["recovery.redundancy"],
  remediation: "Set availabilityZones to all zones of the region, and minCount to 2 or more.",
  spans: "stack",
  judge: (resources, { agreement }) =>
    forEach(resources.ofType("containerservice:AgentPool"), "node pools", (pool) => {
      const cluster = resources.parentOf(pool);
      if (cluster === undefined) return undetermined("the cluster of the pool is not known before the update", pool);
      const region = findRegion(textOf(cluster, "location") ?? "");
      if (region === undefined || region.zones.length === 0) return compliant("its region has no zones", pool);
      const zones = valueOf(pool, "availabilityZones");
      const given = Array.isArray(zones) ? zones.map(String) : [];
      const few = given.length >= 2 ? tooFewNodes(pool.inputs, pool) : undefined;
      if (few !== undefined) return few;
      return given.length >= 2 || given.join() === pinnedZone(cluster, agreement)
        ? compliant(`it is in zone${given.length === 1 ? "" : "s"} ${given.join(", ")}`, pool)
        : violation(
            `it is in ${given.length === 0 ? "no zone" : `zone ${given.join()}`}; it has to be in at least 2`,
            pool,
          );
    }),
  cases: {
    pass: { given: [cluster, pool({ availabilityZones: ["1", "2"], ...two })], says: ["it is in zones 1, 2"] },
    fail: {
      given: [
        cluster,
        pool({ availabilityZones: ["3"] }),
        { ...pool({ availabilityZones: ["1", "2", "3"], enableAutoScaling: true, minCount: 1 }), name: "quiet" },
      ],
      says: [
        "it is in zone 3; it has to be in at least 2",
        "it is spread over zones and keeps 1 node (minCount); at least 2 have to be up in different ones",
      ],
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
      what: "keeps one node of a pool for users",
      type: "containerservice:AgentPool",
      where: ({ inputs }) => "availabilityZones" in inputs && !JSON.stringify(inputs).includes("batch"),
      set: { minCount: 1, count: 1 },
      alsoOn: { draftit: ["availability-expected"] },
    },
    {
      what: "pins a pool to one zone",
      type: "containerservice:AgentPool",
      where: (one) => "availabilityZones" in one.inputs,
      set: { availabilityZones: ["1"] },
      alsoOn: { draftit: ["availability-expected"] },
    },
  ],
});
