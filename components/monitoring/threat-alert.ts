import * as monitor from "@pulumi/azure-native/monitor";
import { ComponentResource, type ComponentResourceOptions } from "@pulumi/pulumi";
import { activityAlertRule, type ActivityAlertArgs } from "./activity-alert";

/**
 * Tells the people on a route of every attack that Defender for Cloud finds. Its alerts are records of the category
 * Security in the activity log.
 *
 * @see Microsoft Learn, azure-monitor/platform/activity-log-schema (2025), Security category.
 */
export class ThreatAlert extends ComponentResource {
  constructor(name: string, args: ActivityAlertArgs, options?: ComponentResourceOptions) {
    super("deltawerk:monitoring:ThreatAlert", name, {}, options);
    const rule = activityAlertRule(args, {
      description: "Defender for Cloud has found an attack, malware or an attempt to break in.",
      condition: { allOf: [{ field: "category", equals: "Security" }] },
    });
    new monitor.ActivityLogAlert(`${name}-rule`, rule, { parent: this });
    this.registerOutputs();
  }
}
