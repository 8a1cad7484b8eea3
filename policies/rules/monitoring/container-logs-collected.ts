import { compliant, forEach, relationRule, undetermined, typedReference, violation } from "../../framework/language";
import { listOf, read, valueOf, walk } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";
import type { ResourceSet } from "../../resources/resource-set";
import { UNKNOWN } from "../../resources/unknown";
import { emptyStage } from "./empty-stage";

/** What the programs in a cluster write. Source: Microsoft Learn, azure-monitor/containers/container-insights-data-collection-configure (2025). */
const STREAM = "Microsoft-ContainerLogV2";

/** Namespaces of AKS itself, which hold no program of the platform. */
const AZURES: ReadonlySet<string> = new Set(["kube-system", "gatekeeper-system"]);

type Part = Readonly<Record<string, unknown>>;

/** Whether a rule leaves programs of the platform out, by their namespaces. */
function leavesOut(rule: RegisteredResource): boolean {
  return listOf(rule, "dataSources.extensions").some((extension) => {
    const settings = walk(extension, "extensionSettings.dataCollectionSettings");
    if (settings.kind !== "given") return false;
    const { namespaceFilteringMode: mode, namespaces = [] } = settings.value as Part;
    const named = namespaces as readonly unknown[];
    return mode === "Include" || (mode === "Exclude" && named.some((name) => !AZURES.has(String(name))));
  });
}

/** Whether a flow goes to a workspace of the platform; where other stacks are not there, to a workspace. */
function isKept(rule: RegisteredResource, destinations: readonly unknown[], resources: ResourceSet): boolean {
  return listOf(rule, "destinations.logAnalytics").some((one, index) => {
    if (!destinations.includes(one["name"])) return false;
    const path = `destinations.logAnalytics.${index}.workspaceResourceId`;
    const workspace = typedReference(resources, rule, path, "operationalinsights:Workspace");
    return workspace.kind !== "absent" && (workspace.kind !== "elsewhere" || !resources.isUnion);
  });
}

function collects(rule: RegisteredResource, resources: ResourceSet): boolean {
  return (
    !leavesOut(rule) &&
    listOf(rule, "dataFlows").some(
      ({ streams, destinations, transformKql }) =>
        Array.isArray(streams) &&
        streams.includes(STREAM) &&
        Array.isArray(destinations) &&
        isKept(rule, destinations as readonly unknown[], resources) &&
        emptyStage(typeof transformKql === "string" ? transformKql : "") === undefined,
    )
  );
}

const group = "/subscriptions/s/resourceGroups/rg/providers";
const cluster = {
  type: "containerservice:ManagedCluster",
  name: "cluster",
  id: `${group}/Microsoft.ContainerService/managedClusters/aks`,
  inputs: {},
} as const;
const workspace = {
  type: "operationalinsights:Workspace",
  name: "workspace",
  id: `${group}/Microsoft.OperationalInsights/workspaces/log`,
  inputs: {},
} as const;
const ruleId = `${group}/Microsoft.Insights/dataCollectionRules/dcr`;
const collection = (dataFlows: unknown) =>
  ({
    type: "monitor:DataCollectionRule",
    name: "rule",
    id: ruleId,
    inputs: { dataFlows, destinations: { logAnalytics: [{ name: "workspace", workspaceResourceId: workspace.id }] } },
  }) as const;
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
      if (valueOf(cluster, "addonProfiles.omsagent.enabled") === false) {
        return violation("its agent of logs is switched off, so nothing collects its logs", cluster);
      }
      if (own.some((one) => read(one, "dataFlows").kind === "unknown")) {
        return undetermined("whether its logs are collected is not known before the update", cluster);
      }
      return own.some((one) => collects(one, resources))
        ? compliant("its logs are collected", cluster)
        : violation("nothing collects all of its logs", cluster);
    }),
  cases: {
    pass: { given: [cluster, workspace, collection(flows), association()], says: ["its logs are collected"] },
    fail: { given: [cluster, collection([]), association()], says: ["nothing collects all of its logs"] },
    absent: { given: [cluster, collection(flows)], says: ["nothing collects all of its logs"] },
    unknown: {
      given: [cluster, collection(flows), association(UNKNOWN)],
      says: ["whether its logs are collected is not known before the update"],
    },
    notApplicable: { given: [collection(flows)], says: ["there are no clusters"] },
  },
  sabotage: [
    { what: "collects nothing", type: "monitor:DataCollectionRule", set: { dataFlows: [] } },
    {
      what: "leaves the programs of the platform out",
      type: "monitor:DataCollectionRule",
      edit: (inputs) =>
        JSON.parse(JSON.stringify(inputs).replace('"kube-system",', '"kube-system","ns-job",')) as typeof inputs,
    },
    {
      what: "throws records away on their way",
      type: "monitor:DataCollectionRule",
      set: { "dataFlows.0.transformKql": "source | where false" },
    },
    {
      what: "switches the agent of logs off",
      type: "containerservice:ManagedCluster",
      set: { "addonProfiles.omsagent.enabled": false },
    },
    { what: "takes a cluster away from its collection", type: "monitor:DataCollectionRuleAssociation", remove: true },
  ],
});
