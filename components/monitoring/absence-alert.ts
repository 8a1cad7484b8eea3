import * as monitor from "@pulumi/azure-native/monitor";
import { ComponentResource, type ComponentResourceOptions, type Input } from "@pulumi/pulumi";
import { nameInScope } from "../name-in-scope";
import type { AlertArgs, AlertTiming, Severity } from "./alert-args";

export interface AbsenceAlertArgs extends AlertArgs {
  /** Region of the workspace. */
  readonly location: Input<string>;
  readonly workspaceId: Input<string>;
  /** What is missing, as part of the alert's name: `documents-backup`. */
  readonly label: string;
  readonly description: string;
  /** Kusto query for what should be there; nothing in the whole time of `timing.over` is the fault. */
  readonly query: Input<string>;
  readonly severity: Severity;
  readonly timing: AlertTiming;
}

/**
 * Tells the people on a route that something which should have been logged was not. A count over a whole window is 0
 * also when nothing ever arrived, so that a source that has gone silent is a fault as well.
 */
export class AbsenceAlert extends ComponentResource {
  constructor(name: string, args: AbsenceAlertArgs, options?: ComponentResourceOptions) {
    super("deltawerk:monitoring:AbsenceAlert", name, {}, options);
    const { scope, role, tenant, timing } = args;
    new monitor.ScheduledQueryRule(
      `${name}-rule`,
      {
        ruleName: nameInScope(scope, "monitor:ScheduledQueryRule", {
          role,
          label: args.label,
          ...(tenant !== undefined && { tenant }),
        }),
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
              operator: "LessThan",
              threshold: 1,
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
