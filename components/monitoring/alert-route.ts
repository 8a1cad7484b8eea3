import * as monitor from "@pulumi/azure-native/monitor";
import { ComponentResource, type ComponentResourceOptions, type Input, type Output } from "@pulumi/pulumi";
import { NOTIFICATION_REGION } from "../../azure/notification-region";
import type { Scope } from "../component-args";
import { nameInScope } from "../name-in-scope";

export interface AlertRouteArgs {
  readonly scope: Scope;
  readonly resourceGroupName: Input<string>;
  readonly tags: Readonly<Record<string, string>>;
  /** 1-12 letters and digits; what people see in a message. */
  readonly key: string;
  readonly emails: readonly string[];
}

/** Whom an alert of some severities reaches. */
export class AlertRoute extends ComponentResource {
  readonly resourceId: Output<string>;

  constructor(name: string, args: AlertRouteArgs, options?: ComponentResourceOptions) {
    super("deltawerk:monitoring:AlertRoute", name, {}, options);
    const group = new monitor.ActionGroup(
      `${name}-group`,
      {
        actionGroupName: nameInScope(args.scope, "monitor:ActionGroup", { role: "alr", label: args.key }),
        groupShortName: args.key,
        resourceGroupName: args.resourceGroupName,
        location: NOTIFICATION_REGION,
        tags: args.tags,
        enabled: true,
        emailReceivers: args.emails.map((emailAddress, index) => ({
          name: `email-${index + 1}`,
          emailAddress,
          useCommonAlertSchema: true,
        })),
      },
      { parent: this },
    );
    this.resourceId = group.id;
    this.registerOutputs({ resourceId: this.resourceId });
  }
}
