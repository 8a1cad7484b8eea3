import * as monitor from "@pulumi/azure-native/monitor";
import { ComponentResource, type ComponentResourceOptions, type Input } from "@pulumi/pulumi";
import { nameInScope } from "../name-in-scope";
import type { AlertArgs, AlertTiming, Severity } from "./alert-args";

export interface RecordAlertArgs extends AlertArgs {
  /** Region of the workspace. */
  readonly location: Input<string>;
  readonly workspaceId: Input<string>;
  /** What is wrong, as part of the alert's name: `tenant-down`. */
  readonly label: string;
  readonly description: string;
  /** Kusto query for rows that are a fault. */
  readonly query: string;
  /** Column by which alerts are told apart; each of its values has an alert of its own. Absent where there is one alert. */
  readonly each?: string;
  /** Fewest rows that make an alert. */
  readonly atLeast: number;
  readonly severity: Severity;
  readonly timing: AlertTiming;
}

/** Tells the people on a route that something was recorded which should not have happened, and that it is over. */
export class RecordAlert extends ComponentResource {
  constructor(name: string, args: RecordAlertArgs, options?: ComponentResourceOptions) {
    super("deltawerk:monitoring:RecordAlert", name, {}, options);
    const { scope, role, label, timing, each } = args;
    new monitor.ScheduledQueryRule(
      `${name}-rule`,
      {
        ruleName: nameInScope(scope, "monitor:ScheduledQueryRule", { role, label }),
        resourceGroupName: args.resourceGroupName,
        location: args.location,
        tags: args.tags,
        kind: "LogAlert",
        description: args.description,
        enabled: true,
        autoMitigate: true,
        severity: args.severity,
        scopes: [args.workspaceId],
        evaluationFrequency: timing.every,
        windowSize: timing.over,
        criteria: {
          allOf: [
            {
              query: args.query,
              timeAggregation: "Count",
              operator: "GreaterThanOrEqual",
              threshold: args.atLeast,
              ...(each !== undefined && { dimensions: [{ name: each, operator: "Include", values: ["*"] }] }),
              failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 },
            },
          ],
        },
        actions: { actionGroups: [...args.routes] },
        // The table is made by the first record, which comes after this rule.
        skipQueryValidation: true,
      },
      { parent: this },
    );
    this.registerOutputs();
  }
}
