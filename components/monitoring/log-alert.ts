import type * as monitor from "@pulumi/azure-native/monitor";
import type { Input } from "@pulumi/pulumi";
import { nameInScope } from "../name-in-scope";
import type { AlertArgs, AlertTiming, Severity } from "./alert-args";

/** What every alert takes that asks a log workspace. */
export interface LogAlertArgs extends AlertArgs {
  /** Region of the workspace. */
  readonly location: Input<string>;
  readonly workspaceId: Input<string>;
  /** What is wrong or missing, as part of the alert's name: `tenant-down`, `documents-backup`. */
  readonly label: string;
  readonly description: string;
  /** Kusto query for the rows that are counted. */
  readonly query: Input<string>;
  readonly severity: Severity;
  readonly timing: AlertTiming;
}

/** Which number of rows within `timing.over` is the fault. */
export interface CountedFault {
  readonly operator: "LessThan" | "GreaterThanOrEqual";
  readonly threshold: number;
  /** Column by which alerts are told apart; each of its values has an alert of its own. Absent where there is one alert. */
  readonly each?: string;
}

/** The rule of an alert that counts rows in a log workspace. */
export function logAlertRule(args: LogAlertArgs, { each, ...fault }: CountedFault): monitor.ScheduledQueryRuleArgs {
  const { scope, role, label, tenant, timing } = args;
  return {
    ruleName: nameInScope(scope, "monitor:ScheduledQueryRule", {
      role,
      label,
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
          ...fault,
          ...(each !== undefined && { dimensions: [{ name: each, operator: "Include", values: ["*"] }] }),
          failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 },
        },
      ],
    },
    actions: { actionGroups: [...args.routes] },
    // The table is made by the first record, which comes after this rule.
    skipQueryValidation: true,
  };
}
