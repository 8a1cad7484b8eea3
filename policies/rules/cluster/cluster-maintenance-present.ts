import { compliant, forEach, relationRule, undetermined, violation } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

/** Source: Microsoft Learn, aks/planned-maintenance (2026-08). */
const KINDS = ["default", "aksManagedAutoUpgradeSchedule", "aksManagedNodeOSUpgradeSchedule"];
const id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/aks";
const cluster = { type: "containerservice:ManagedCluster", name: "cluster", id, inputs: {} } as const;
const window = (configName: string) =>
  ({
    type: "containerservice:MaintenanceConfiguration",
    name: configName,
    id: `${id}/maintenanceConfigurations/${configName}`,
    inputs: { configName },
  }) as const;

export const rule = relationRule({
  id: "cluster-maintenance-present",
  title: "Each kind of planned work on a cluster has a window",
  why: "Azure upgrades whenever it likes what has no window.",
  severity: "high",
  concern: "operations",
  clauses: ["maintenance"],
  remediation:
    "Add maintenance configurations default, aksManagedAutoUpgradeSchedule and aksManagedNodeOSUpgradeSchedule.",
  spans: "stack",
  judge: (resources) => {
    const configurations = resources.ofType("containerservice:MaintenanceConfiguration");
    return forEach(resources.ofType("containerservice:ManagedCluster"), "clusters", (cluster) => {
      const own = configurations
        .filter((one) => resources.parentOf(one) === cluster)
        .map((one) => one.inputs["configName"]);
      const missing = KINDS.filter((kind) => !own.includes(kind));
      if (missing.length === 0) return compliant("each kind of planned work has a window", cluster);
      return configurations.some((one) => resources.armIdOf(one) === undefined)
        ? undetermined("which cluster a window belongs to is not known before the update", cluster)
        : violation(`there is no window for ${missing.join(", ")}`, cluster);
    });
  },
  cases: {
    pass: { given: [cluster, ...KINDS.map(window)], says: ["each kind of planned work has a window"] },
    fail: { given: [cluster, ...KINDS.slice(1).map(window)], says: ["there is no window for default"] },
    absent: { given: [cluster], says: [`there is no window for ${KINDS.join(", ")}`] },
    unknown: {
      given: [
        cluster,
        { type: "containerservice:MaintenanceConfiguration", name: "w", inputs: { resourceName: UNKNOWN } },
      ],
      says: ["which cluster a window belongs to is not known before the update"],
    },
    notApplicable: { given: [window("default")], says: ["there are no clusters"] },
  },
  sabotage: [{ what: "removes a window", type: "containerservice:MaintenanceConfiguration", remove: true }],
});
