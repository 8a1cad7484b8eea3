import * as monitor from "@pulumi/azure-native/monitor";
import { ComponentResource, type ComponentResourceOptions, type Input } from "@pulumi/pulumi";
import type { ComponentArgs } from "../component-args";
import { nameInScope } from "../name-in-scope";

export interface ContainerLogsArgs extends ComponentArgs {
  readonly tenant?: string;
  /** The cluster, whose add-on `omsagent` is on. */
  readonly clusterId: Input<string>;
  /** In the region of the cluster. */
  readonly workspaceId: Input<string>;
}

const STREAMS = ["Microsoft-ContainerLogV2", "Microsoft-KubeEvents"];
const DESTINATION = "workspace";

/** AKS's own parts, whose logs go through the diagnostic setting of the cluster where they matter. */
const NOT_OURS = ["kube-system", "gatekeeper-system"];

/**
 * Brings what the containers of a cluster write into a workspace: requests to tenants' addresses, and the records of the
 * jobs, which the alerts of tenants are raised from.
 *
 * @see Microsoft Learn, azure-monitor/containers/container-insights-data-collection-configure (2025): the association has
 * this one name, and a rule stands in the region of its workspace.
 */
export class ContainerLogs extends ComponentResource {
  constructor(name: string, args: ContainerLogsArgs, options?: ComponentResourceOptions) {
    super("deltawerk:cluster:ContainerLogs", name, {}, options);
    const { scope, resourceGroupName, location, tags, tenant, clusterId } = args;
    const rule = new monitor.DataCollectionRule(
      `${name}-rule`,
      {
        dataCollectionRuleName: nameInScope(scope, "monitor:DataCollectionRule", {
          role: "kub",
          ...(tenant !== undefined && { tenant }),
        }),
        resourceGroupName,
        location,
        tags,
        kind: "Linux",
        dataSources: {
          extensions: [
            {
              name: "ContainerInsightsExtension",
              extensionName: "ContainerInsights",
              streams: STREAMS,
              extensionSettings: {
                dataCollectionSettings: {
                  interval: "1m",
                  namespaceFilteringMode: "Exclude",
                  namespaces: NOT_OURS,
                  enableContainerLogV2: true,
                },
              },
            },
          ],
        },
        destinations: { logAnalytics: [{ name: DESTINATION, workspaceResourceId: args.workspaceId }] },
        dataFlows: [{ streams: STREAMS, destinations: [DESTINATION] }],
      },
      { parent: this },
    );
    new monitor.DataCollectionRuleAssociation(
      `${name}-association`,
      { associationName: "ContainerInsightsExtension", resourceUri: clusterId, dataCollectionRuleId: rule.id },
      { parent: this },
    );
    this.registerOutputs();
  }
}
