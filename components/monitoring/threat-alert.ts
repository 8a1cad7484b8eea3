import * as monitor from "@pulumi/azure-native/monitor";
import { ComponentResource, type ComponentResourceOptions } from "@pulumi/pulumi";
import { nameInScope } from "../name-in-scope";
import type { AlertArgs } from "./alert-args";

export interface ThreatAlertArgs extends AlertArgs {
  /** GUID of the subscription that is watched; the rule stands in it. */
  readonly subscription: string;
  /** Which subscription it is, as part of the alert's name. */
  readonly label: string;
}

/**
 * Tells the people on a route of every attack that Defender for Cloud finds. Its alerts are records of the category
 * Security in the activity log.
 *
 * @see Microsoft Learn, azure-monitor/platform/activity-log-schema (2025), Security category.
 */
export class ThreatAlert extends ComponentResource {
  constructor(name: string, args: ThreatAlertArgs, options?: ComponentResourceOptions) {
    super("deltawerk:monitoring:ThreatAlert", name, {}, options);
    const { scope, role, label } = args;
    new monitor.ActivityLogAlert(
      `${name}-rule`,
      {
        activityLogAlertName: nameInScope(scope, "monitor:ActivityLogAlert", { role, label }),
        resourceGroupName: args.resourceGroupName,
        location: "global",
        tags: args.tags,
        description: "Defender for Cloud has found an attack, malware or an attempt to break in.",
        enabled: true,
        scopes: [`/subscriptions/${args.subscription}`],
        condition: { allOf: [{ field: "category", equals: "Security" }] },
        actions: { actionGroups: args.routes.map((actionGroupId) => ({ actionGroupId })) },
      },
      { parent: this },
    );
    this.registerOutputs();
  }
}
