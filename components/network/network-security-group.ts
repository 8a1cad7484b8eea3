import * as network from "@pulumi/azure-native/network";
import * as pulumi from "@pulumi/pulumi";
import type { NameParts } from "../../azure/names/resource-name";
import type { SecurityRule } from "../../azure/network-rules";
import { nameInScope } from "../name-in-scope";
import type { ObservedArgs } from "../component-args";
import { DiagnosticSetting } from "../monitoring/diagnostic-setting";
import { denyByDefault, securityRuleArgs } from "./security-rule";

export interface NetworkSecurityGroupArgs extends ObservedArgs {
  /** What the group guards: the rest of its name. */
  readonly guards: Pick<NameParts, "role" | "tenant" | "label">;
  /** What is allowed, and any refusal that must come before it. All else is refused in both directions. */
  readonly rules: readonly SecurityRule[];
}

/**
 * A network security group that refuses everything it does not allow, in both directions.
 *
 * Rules are inline: the group is written as one, so that no moment exists in which it lets through what it should not.
 */
export class NetworkSecurityGroup extends pulumi.ComponentResource {
  readonly resourceId: pulumi.Output<string>;

  constructor(name: string, args: NetworkSecurityGroupArgs, opts?: pulumi.ComponentResourceOptions) {
    super("deltawerk:network:NetworkSecurityGroup", name, {}, opts);
    const group = new network.NetworkSecurityGroup(
      `${name}-group`,
      {
        networkSecurityGroupName: nameInScope(args.scope, "network:NetworkSecurityGroup", args.guards),
        resourceGroupName: args.resourceGroupName,
        location: args.location,
        securityRules: denyByDefault(args.rules).map(securityRuleArgs),
        tags: args.tags,
      },
      { parent: this },
    );
    new DiagnosticSetting(
      `${name}-diagnostics`,
      { resourceId: group.id, resourceType: "Microsoft.Network/networkSecurityGroups", workspaceId: args.workspaceId },
      { parent: this },
    );
    this.resourceId = group.id;
    this.registerOutputs({ resourceId: this.resourceId });
  }
}
