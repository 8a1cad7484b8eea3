import { compliant, forEach, relationRule, undetermined, violation } from "../../framework/language";
import { listOf, read } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";
import { UNKNOWN } from "../../resources/unknown";

/** What the programs in a cluster write. Source: Microsoft Learn, azure-monitor/containers/container-insights-data-collection-configure (2025). */
const STREAM = "Microsoft-ContainerLogV2";

function collects(rule: RegisteredResource): boolean {
  const flows = listOf(rule, "dataFlows");
  return flows.some(
    ({ streams, destinations }) =>
      Array.isArray(streams) && streams.includes(STREAM) && Array.isArray(destinations) && destinations.length > 0,
  );
}

const group = "/subscriptions/s/resourceGroups/rg/providers";
const cluster = {
  type: "containerservice:ManagedCluster",
  name: "cluster",
  id: `${group}/Microsoft.ContainerService/managedClusters/aks`,
  inputs: {},
} as const;
const ruleId = `${group}/Microsoft.Insights/dataCollectionRules/dcr`;
const collection = (dataFlows: unknown) =>
  ({ type: "monitor:DataCollectionRule", name: "rule", id: ruleId, inputs: { dataFlows } }) as const;
const association = (dataCollectionRuleId: unknown = ruleId, resourceUri: unknown = cluster.id) =>
  ({
    type: "monitor:DataCollectionRuleAssociation",
    name: "association",
    inputs: { dataCollectionRuleId, resourceUri },
  }) as const;
const flows = [{ streams: [STREAM], destinations: ["workspace"] }];

export const rule = relationRule({
  id: "container-logs-collected",
  title: "What programs in a cluster write is collected",
  why: "Every alert on tenants, backups and restores reads these logs, and none of them would fire.",
  severity: "critical",
  concern: "operations",
  clauses: ["logging", "monitoring"],
  remediation: `Associate the cluster with a data collection rule that sends ${STREAM} to a workspace.`,
  spans: "stack",
  judge: (resources) =>
    forEach(resources.ofType("containerservice:ManagedCluster"), "clusters", (cluster) => {
      const references = resources.ofType("monitor:DataCollectionRuleAssociation").map((one) => ({
        target: resources.reference(one, "resourceUri", "containerservice:ManagedCluster"),
        source: resources.reference(one, "dataCollectionRuleId", "monitor:DataCollectionRule"),
      }));
      if (references.some(({ target, source }) => target.kind === "unknown" || source.kind === "unknown")) {
        return undetermined("whether its logs are collected is not known before the update", cluster);
      }
      const own = references.flatMap(({ target, source }) =>
        target.kind === "resource" && target.resource === cluster && source.kind === "resource"
          ? [source.resource]
          : [],
      );
      if (own.some((one) => read(one, "dataFlows").kind === "unknown")) {
        return undetermined("whether its logs are collected is not known before the update", cluster);
      }
      return own.some(collects)
        ? compliant("its logs are collected", cluster)
        : violation("nothing collects its logs", cluster);
    }),
  cases: {
    pass: { given: [cluster, collection(flows), association()], says: ["its logs are collected"] },
    fail: { given: [cluster, collection([]), association()], says: ["nothing collects its logs"] },
    absent: { given: [cluster, collection(flows)], says: ["nothing collects its logs"] },
    unknown: {
      given: [cluster, collection(flows), association(UNKNOWN)],
      says: ["whether its logs are collected is not known before the update"],
    },
    notApplicable: { given: [collection(flows)], says: ["there are no clusters"] },
  },
  sabotage: [
    { what: "collects nothing", type: "monitor:DataCollectionRule", set: { dataFlows: [] } },
    { what: "takes a cluster away from its collection", type: "monitor:DataCollectionRuleAssociation", remove: true },
  ],
});
