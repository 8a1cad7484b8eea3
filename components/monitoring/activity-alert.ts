import type * as monitor from "@pulumi/azure-native/monitor";
import { nameInScope } from "../name-in-scope";
import type { AlertArgs } from "./alert-args";

/** What every alert takes that reads the activity log of a subscription. */
export interface ActivityAlertArgs extends AlertArgs {
  /** GUID of the subscription that is watched; the rule stands in it. */
  readonly subscription: string;
  /** What happened, as part of the alert's name. */
  readonly label: string;
}

/** Which records of the activity log are told of. */
export interface WatchedActivity {
  readonly description: string;
  readonly condition: monitor.ActivityLogAlertArgs["condition"];
}

/** The rule of an alert that reads the activity log, for which Azure has no region. */
export function activityAlertRule(args: ActivityAlertArgs, watched: WatchedActivity): monitor.ActivityLogAlertArgs {
  const { scope, role, label } = args;
  return {
    activityLogAlertName: nameInScope(scope, "monitor:ActivityLogAlert", { role, label }),
    resourceGroupName: args.resourceGroupName,
    location: "global",
    tags: args.tags,
    ...watched,
    enabled: true,
    scopes: [`/subscriptions/${args.subscription}`],
    actions: { actionGroups: args.routes.map((actionGroupId) => ({ actionGroupId })) },
  };
}
