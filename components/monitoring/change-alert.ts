import * as monitor from "@pulumi/azure-native/monitor";
import { ComponentResource, type ComponentResourceOptions } from "@pulumi/pulumi";
import { activityAlertRule, type ActivityAlertArgs } from "./activity-alert";

export interface ChangeAlertArgs extends ActivityAlertArgs {
  readonly description: string;
  /** Operations of Azure Resource Manager, for example `Microsoft.Network/firewallPolicies/write`. */
  readonly operations: readonly string[];
}

/** Tells the people on a route that somebody changed something, whoever it was and by whatever tool. */
export class ChangeAlert extends ComponentResource {
  constructor(name: string, args: ChangeAlertArgs, options?: ComponentResourceOptions) {
    super("deltawerk:monitoring:ChangeAlert", name, {}, options);
    const { description, operations } = args;
    const rule = activityAlertRule(args, {
      description,
      condition: {
        allOf: [
          { field: "category", equals: "Administrative" },
          { anyOf: operations.map((operation) => ({ field: "operationName", equals: operation })) },
        ],
      },
    });
    new monitor.ActivityLogAlert(`${name}-rule`, rule, { parent: this });
    this.registerOutputs();
  }
}
