import * as monitor from "@pulumi/azure-native/monitor";
import type { CustomResourceOptions, Input } from "@pulumi/pulumi";
import { nameInScope } from "../name-in-scope";
import type { AlertArgs, AlertTiming, Severity } from "./alert-args";
import { METRIC_SIGNALS, type MetricSignal, type MetricSignalName } from "./metric-signals";

export interface MetricAlertArgs extends AlertArgs {
  readonly signal: MetricSignalName;
  /** For a signal that has none of its own: in percent, as agreed. */
  readonly threshold?: number;
  readonly resourceId: Input<string>;
  readonly severity: Severity;
  readonly timing: AlertTiming;
}

/** Tells the people on a route that a metric of one resource shows a fault, and that it is over. */
export class MetricAlert extends monitor.MetricAlert {
  constructor(name: string, args: MetricAlertArgs, options?: CustomResourceOptions) {
    const { scope, role, tenant, generation, timing } = args;
    const signal: MetricSignal = METRIC_SIGNALS[args.signal];
    const threshold = signal.threshold ?? args.threshold;
    if (threshold === undefined) throw new Error(`The signal ${args.signal} says something only against a threshold.`);
    super(
      name,
      {
        ruleName: nameInScope(scope, "monitor:MetricAlert", {
          role,
          label: args.signal,
          ...(tenant !== undefined && { tenant }),
          ...(generation !== undefined && { generation }),
        }),
        resourceGroupName: args.resourceGroupName,
        // The rules of metrics stand in no region.
        location: "global",
        tags: args.tags,
        description: signal.says,
        enabled: true,
        autoMitigate: true,
        severity: args.severity,
        scopes: [args.resourceId],
        evaluationFrequency: timing.every,
        windowSize: timing.over,
        criteria: {
          odataType: "Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria",
          allOf: [
            {
              criterionType: "StaticThresholdCriterion",
              name: args.signal,
              metricNamespace: signal.namespace,
              metricName: signal.metric,
              operator: signal.operator,
              threshold,
              timeAggregation: signal.aggregation,
              ...(signal.dimensions && {
                dimensions: signal.dimensions.map(({ values, ...dimension }) => ({
                  ...dimension,
                  values: [...values],
                })),
              }),
            },
          ],
        },
        actions: args.routes.map((actionGroupId) => ({ actionGroupId })),
      },
      options,
    );
  }
}
