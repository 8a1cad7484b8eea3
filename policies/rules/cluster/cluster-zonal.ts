import {
  compliant,
  notApplicable,
  one,
  propertyRule,
  undetermined,
  violation,
  type Outcome,
} from "../../framework/language";
import { findRegion } from "../../../azure/regions";
import { listOf, read, textOf } from "../../resources/reading";
import { pinnedZone } from "../availability/pinned-zone";
import { UNKNOWN } from "../../resources/unknown";
import { tooFewNodes } from "./fewest-nodes";

const cluster = (availabilityZones: unknown, minCount = 3) =>
  ({
    type: "containerservice:ManagedCluster",
    inputs: {
      location: "norwayeast",
      agentPoolProfiles: [{ name: "system", availabilityZones, enableAutoScaling: true, minCount }],
    },
  }) as const;

export const rule = propertyRule({
  id: "cluster-zonal",
  title: "The first nodes of a cluster are spread over the zones of its region",
  why: "One building that fails would take every tenant offline.",
  severity: "high",
  concern: "continuity",
  clauses: ["recovery.redundancy"],
  remediation:
    "Set availabilityZones of every pool in agentPoolProfiles to all zones of the region, and minCount to 2 or more; leave networkProfile.loadBalancerSku at standard.",
  types: ["containerservice:ManagedCluster"],
  judge: (cluster, { agreement }) => {
    const region = findRegion(textOf(cluster, "location") ?? "");
    if (region !== undefined && region.zones.length === 0) {
      return notApplicable(`${region.name} has no availability zones: redundant, not zonal`);
    }
    if (read(cluster, "agentPoolProfiles").kind === "unknown") {
      return [undetermined("agentPoolProfiles is not known before the update", cluster)];
    }
    const pools = listOf(cluster, "agentPoolProfiles");
    if (pools.length === 0) return [violation("agentPoolProfiles is absent", cluster)];
    const pinned = pinnedZone(cluster, agreement);
    const wrong = pools.flatMap((pool): Outcome[] => {
      const { name, availabilityZones } = pool;
      const zones = Array.isArray(availabilityZones) ? availabilityZones.map(String) : [];
      const label = `pool "${String(name)}"`;
      if (zones.length >= 2) return [tooFewNodes(pool, cluster, `${label}: `)].filter((one) => one !== undefined);
      if (zones.join() === pinned) return [];
      const place = zones.length === 0 ? "no zone" : `zone ${zones.join()}`;
      return [violation(`${label} is in ${place}; it has to be in at least 2`, cluster)];
    });
    const balancer = textOf(cluster, "networkProfile.loadBalancerSku");
    if (balancer?.toLowerCase() === "basic") {
      wrong.push(violation("its load balancer is basic, which is in no zone; it has to be standard", cluster));
    }
    return wrong.length > 0 ? wrong : [compliant(`its ${pools.length} pools are spread over zones`, cluster)];
  },
  cases: {
    pass: { given: [cluster(["1", "2", "3"])], says: ["its 1 pools are spread over zones"] },
    fail: {
      given: [cluster(["1", "2", "3"], 1)],
      says: [
        'pool "system": it is spread over zones and keeps 1 node (minCount); at least 2 have to be up in different ones',
      ],
    },
    absent: { given: [cluster(undefined)], says: ['pool "system" is in no zone; it has to be in at least 2'] },
    unknown: {
      given: one("containerservice:ManagedCluster", { location: "norwayeast", agentPoolProfiles: UNKNOWN }),
      says: ["agentPoolProfiles is not known before the update"],
    },
    notApplicable: {
      given: one("containerservice:ManagedCluster", { location: "norwaywest" }),
      says: ["norwaywest has no availability zones: redundant, not zonal"],
    },
  },
  sabotage: [
    {
      what: "puts a basic load balancer before the nodes",
      type: "containerservice:ManagedCluster",
      where: ({ inputs }) => JSON.stringify(inputs).includes("availabilityZones"),
      set: { "networkProfile.loadBalancerSku": "basic" },
    },
    {
      what: "keeps one system node",
      type: "containerservice:ManagedCluster",
      where: ({ inputs }) => JSON.stringify(inputs).includes("availabilityZones"),
      set: { "agentPoolProfiles.0.minCount": 1, "agentPoolProfiles.0.count": 1 },
    },
    {
      what: "pins the nodes to one zone",
      type: "containerservice:ManagedCluster",
      where: (one) => JSON.stringify(one.inputs).includes("availabilityZones"),
      set: { "agentPoolProfiles.0.availabilityZones": ["1"] },
    },
  ],
});
