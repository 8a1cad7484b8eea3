import * as monitor from "@pulumi/azure-native/monitor";
import { ComponentResource, type ComponentResourceOptions } from "@pulumi/pulumi";
import { nameInScope } from "../name-in-scope";
import type { AlertArgs } from "./alert-args";

export interface ChangeAlertArgs extends AlertArgs {
  /** GUID of the subscription that is watched. */
  readonly subscription: string;
  /** What changed, as part of the alert's name. */
  readonly label: string;
  readonly description: string;
  /** Operations of Azure Resource Manager, for example `Microsoft.Network/firewallPolicies/write`. */
  readonly operations: readonly string[];
}

/** Tells the people on a route that somebody changed something, whoever it was and by whatever tool. */
export class ChangeAlert extends ComponentResource {
  constructor(name: string, args: ChangeAlertArgs, options?: ComponentResourceOptions) {
    super("deltawerk:monitoring:ChangeAlert", name, {}, options);
    const { scope, role, label } = args;
    new monitor.ActivityLogAlert(
      `${name}-rule`,
      {
        activityLogAlertName: nameInScope(scope, "monitor:ActivityLogAlert", { role, label }),
        resourceGroupName: args.resourceGroupName,
        location: "global",
        tags: args.tags,
        description: args.description,
        enabled: true,
        scopes: [`/subscriptions/${args.subscription}`],
        condition: {
          allOf: [
            { field: "category", equals: "Administrative" },
            { anyOf: args.operations.map((operation) => ({ field: "operationName", equals: operation })) },
          ],
        },
        actions: { actionGroups: args.routes.map((actionGroupId) => ({ actionGroupId })) },
      },
      { parent: this },
    );
    this.registerOutputs();
  }
}
