import * as network from "@pulumi/azure-native/network";
import type { CustomResourceOptions, Input } from "@pulumi/pulumi";
import type { FirewallGroup } from "../../azure/firewall-rules";
import type { Scope } from "../component-args";
import { nameInScope } from "../name-in-scope";
import { collectionArgs } from "./firewall-rules";

export interface FirewallRuleGroupArgs {
  readonly scope: Scope;
  readonly policyName: Input<string>;
  /** The policy's resource group. */
  readonly resourceGroupName: Input<string>;
  readonly group: FirewallGroup;
  /** Set where the policy is one tenant's own. */
  readonly tenant?: string;
}

/** Rules of one owner, in a policy that several share: a cell adds its own to the site's without touching others. */
export function firewallRuleGroup(
  name: string,
  args: FirewallRuleGroupArgs,
  opts: CustomResourceOptions,
): network.FirewallPolicyRuleCollectionGroup {
  return new network.FirewallPolicyRuleCollectionGroup(
    name,
    {
      ruleCollectionGroupName: nameInScope(args.scope, "network:FirewallPolicyRuleCollectionGroup", {
        role: "fwl",
        ...(args.tenant !== undefined && { tenant: args.tenant }),
        label: args.group.key,
      }),
      firewallPolicyName: args.policyName,
      resourceGroupName: args.resourceGroupName,
      priority: args.group.priority,
      ruleCollections: args.group.collections.map(collectionArgs),
    },
    opts,
  );
}
