import { expect, it } from "vitest";
import { recordResources } from "../record-resources";
import { RecordAlert } from "./record-alert";

const record = async (each?: string) => {
  const [, rule] = await recordResources(
    (options) =>
      new RecordAlert(
        "down",
        {
          scope: { platform: "pct", environment: "local", site: "weu", cell: 1 },
          resourceGroupName: "rg",
          location: "westeurope",
          tags: {},
          role: "mon",
          routes: ["group"],
          workspaceId: "workspace",
          label: "tenant-down",
          description: "It is down.",
          query: "Records",
          ...(each !== undefined && { each }),
          atLeast: 2,
          severity: 0,
          timing: { every: "PT1M", over: "PT5M" },
        },
        options,
      ),
  );
  return rule?.inputs;
};
const criterion = {
  query: "Records",
  timeAggregation: "Count",
  operator: "GreaterThanOrEqual",
  threshold: 2,
  failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 },
};

it("tells the route of what was recorded", async () => {
  expect(await record()).toMatchObject({
    ruleName: "sqr-pcl-weu-01-mon--tenant-down",
    severity: 0,
    evaluationFrequency: "PT1M",
    windowSize: "PT5M",
    criteria: { allOf: [criterion] },
    actions: { actionGroups: ["group"] },
  });
});

it("has an alert for each tenant where it is told so", async () => {
  const dimensions = [{ name: "tenant", operator: "Include", values: ["*"] }];
  expect((await record("tenant"))?.["criteria"]).toEqual({ allOf: [{ ...criterion, dimensions }] });
});
