import { compliant, notApplicable, one, propertyRule, undetermined, violation } from "../../framework/language";
import { findRegion } from "../../../azure/regions";
import { listOf, read, textOf } from "../../resources/reading";
import { stampZone } from "../availability/stamp-zone";
import { UNKNOWN } from "../../resources/unknown";

const cluster = (availabilityZones: unknown) =>
  ({
    type: "containerservice:ManagedCluster",
    inputs: { location: "norwayeast", agentPoolProfiles: [{ name: "system", availabilityZones }] },
  }) as const;

export const rule = propertyRule({
  id: "cluster-zonal",
  title: "The first nodes of a cluster are spread over the zones of its region",
  why: "One building that fails would take every tenant offline.",
  severity: "high",
  concern: "continuity",
  clauses: ["recovery.redundancy"],
  remediation: "Set availabilityZones of every pool in agentPoolProfiles to all zones of the region.",
  types: ["containerservice:ManagedCluster"],
  judge: (cluster, { agreement }) => {
    const region = findRegion(textOf(cluster, "location") ?? "");
    if (region !== undefined && region.zones.length === 0) {
      return notApplicable(`${region.name} has no availability zones: redundant, not zonal`);
    }
    if (read(cluster, "agentPoolProfiles").kind === "unknown") {
      return [undetermined("agentPoolProfiles is not known before the update", cluster)];
    }
    const pools = listOf(cluster, "agentPoolProfiles").map(({ name, availabilityZones }) => ({
      name: String(name),
      zones: Array.isArray(availabilityZones) ? availabilityZones.map(String) : [],
    }));
    if (pools.length === 0) return [violation("agentPoolProfiles is absent", cluster)];
    const pinned = stampZone(cluster, agreement);
    const narrow = pools.filter(({ zones }) => zones.length < 2 && zones.join() !== pinned);
    return narrow.length > 0
      ? narrow.map(({ name, zones }) =>
          violation(
            `pool "${name}" is in ${zones.length === 0 ? "no zone" : `zone ${zones.join()}`}; it has to be in at least 2`,
            cluster,
          ),
        )
      : [compliant(`its ${pools.length} pools are spread over zones`, cluster)];
  },
  cases: {
    pass: { given: [cluster(["1", "2", "3"])], says: ["its 1 pools are spread over zones"] },
    fail: { given: [cluster(["1"])], says: ['pool "system" is in zone 1; it has to be in at least 2'] },
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
      what: "pins the nodes to one zone",
      type: "containerservice:ManagedCluster",
      where: (one) => JSON.stringify(one.inputs).includes("availabilityZones"),
      set: { "agentPoolProfiles.0.availabilityZones": ["1"] },
    },
  ],
});
