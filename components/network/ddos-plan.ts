import * as network from "@pulumi/azure-native/network";
import type { CustomResourceOptions } from "@pulumi/pulumi";
import type { ComponentArgs } from "../component-args";
import { nameInScope } from "../name-in-scope";

/**
 * The one plan by which all networks of a platform are protected against floods, in whatever region and subscription of
 * the directory they are; every public address in them is protected as soon as it is there.
 *
 * @see Microsoft Learn, ddos-protection/ddos-protection-sku-comparison (2024-07): resources across subscriptions in a tenant.
 */
export function ddosPlan(name: string, args: ComponentArgs, opts: CustomResourceOptions): network.DdosProtectionPlan {
  return new network.DdosProtectionPlan(
    name,
    {
      ddosProtectionPlanName: nameInScope(args.scope, "network:DdosProtectionPlan", { role: "net" }),
      resourceGroupName: args.resourceGroupName,
      location: args.location,
      tags: args.tags,
    },
    opts,
  );
}
