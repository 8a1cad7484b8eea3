import * as network from "@pulumi/azure-native/network";
import * as pulumi from "@pulumi/pulumi";
import type { FirewallGroup } from "../../azure/firewall-rules";
import type { ComponentArgs } from "../component-args";
import { nameInScope } from "../name-in-scope";
import { firewallRuleGroup } from "./firewall-rule-group";
import { INSPECTION } from "./inspection";

export interface FirewallBasePolicyArgs extends ComponentArgs {
  /** What every site of the platform shares, whatever its region; comes before the sites' own rules. */
  readonly groups: readonly FirewallGroup[];
}

/** What holds at every site of a region: inspection, and the rules that come before a site's own. */
export class FirewallBasePolicy extends pulumi.ComponentResource {
  readonly resourceId: pulumi.Output<string>;
  /** The last of its rule groups; a policy that builds on this one waits for it. */
  readonly settled: readonly pulumi.Resource[];

  constructor(name: string, args: FirewallBasePolicyArgs, opts?: pulumi.ComponentResourceOptions) {
    super("deltawerk:edge:FirewallBasePolicy", name, {}, opts);
    const { scope, resourceGroupName, location, tags } = args;
    const policy = new network.FirewallPolicy(
      `${name}-policy`,
      {
        firewallPolicyName: nameInScope(scope, "network:FirewallPolicy", { role: "fwl", label: "base" }),
        resourceGroupName,
        location,
        ...INSPECTION,
        tags,
      },
      { parent: this },
    );
    let previous: pulumi.Resource = policy;
    for (const group of args.groups) {
      // Azure refuses a second write to a policy while one is going on.
      previous = firewallRuleGroup(
        `${name}-${group.key}`,
        { scope, policyName: policy.name, resourceGroupName, group },
        { parent: this, dependsOn: previous },
      );
    }
    this.resourceId = policy.id;
    this.settled = [previous];
    this.registerOutputs({ resourceId: this.resourceId });
  }
}
