import { eachHas, relationRule } from "../../framework/language";
import type { Sabotage } from "../../framework/sabotage";
import { textOf } from "../../resources/reading";
import { UNKNOWN } from "../../resources/unknown";

const id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/aks";
const cluster = {
  type: "containerservice:ManagedCluster",
  name: "cluster",
  id,
  inputs: { location: "norwayeast" },
} as const;
const instance = (resourceID: string) =>
  ({
    type: "dataprotection:BackupInstance",
    name: "instance",
    inputs: { properties: { dataSourceInfo: { resourceID } } },
  }) as const;
const lacks = "nothing backs the cluster up";

const ended: Pick<Sabotage, "type" | "where" | "remove"> = {
  type: "dataprotection:BackupInstance",
  where: (one) => JSON.stringify(one.inputs).includes("Microsoft.ContainerService"),
  remove: true,
};

export const rule = relationRule({
  id: "cluster-backed-up",
  title: "Clusters at the active site are backed up",
  why: "What runs, and how, would have to be put together from memory.",
  severity: "high",
  concern: "continuity",
  clauses: ["backup.systemEvery"],
  remediation: "Add a backup instance for the cluster.",
  spans: "stack",
  judge: (resources, { agreement }) => {
    const active = agreement.sites.find(({ role }) => role === "active")?.region;
    // A standby's cluster holds nothing that the program does not make again.
    const clusters = resources
      .ofType("containerservice:ManagedCluster")
      .filter((one) => textOf(one, "location") === active);
    return eachHas(
      clusters,
      "clusters at the active site",
      {
        what: "backup",
        resources: resources.ofType("dataprotection:BackupInstance"),
        leadsTo: (one) =>
          resources.reference(one, "properties.dataSourceInfo.resourceID", "containerservice:ManagedCluster"),
      },
      lacks,
    );
  },
  cases: {
    pass: { given: [cluster, instance(id)], says: ["its backup is there"] },
    fail: { given: [cluster, instance(`${id}x`)], says: [lacks] },
    absent: { given: [cluster], says: [lacks] },
    unknown: {
      given: [cluster, instance(UNKNOWN)],
      says: ["whether its backup is there is not known before the update"],
    },
    notApplicable: { given: [instance(id)], says: ["there are no clusters at the active site"] },
  },
  sabotage: [
    {
      what: "ends the only backup in a vault",
      ...ended,
      also: ["backup-policy-used", "vault-used"],
      except: ["coachview", "cloxxs", "pct", "draftit"],
    },
    {
      what: "ends the backup of the cluster",
      ...ended,
      also: ["backup-policy-used"],
      except: ["superoffice", "draftit"],
    },
  ],
});
