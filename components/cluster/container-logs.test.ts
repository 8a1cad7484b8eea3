import { expect, it } from "vitest";
import { recordResources } from "../record-resources";
import { ContainerLogs } from "./container-logs";

it("brings what containers write into the workspace, by the one association that the agents look for", async () => {
  const [, rule, association] = await recordResources(
    (options) =>
      new ContainerLogs(
        "logs",
        {
          scope: { platform: "pct", environment: "local", site: "weu", cell: 1 },
          resourceGroupName: "rg",
          location: "westeurope",
          tags: {},
          clusterId: "cluster",
          workspaceId: "workspace",
        },
        options,
      ),
  );
  expect(rule?.inputs).toMatchObject({
    destinations: { logAnalytics: [{ name: "workspace", workspaceResourceId: "workspace" }] },
    dataFlows: [{ streams: ["Microsoft-ContainerLogV2", "Microsoft-KubeEvents"], destinations: ["workspace"] }],
  });
  expect(association?.inputs).toEqual({
    associationName: "ContainerInsightsExtension",
    resourceUri: "cluster",
    dataCollectionRuleId: "logs-rule-id",
  });
});
