import type { VirtualNetworkArgs } from "@pulumi/azure-native/network";
import type { Input } from "@pulumi/pulumi";

/** What a network says about its protection against floods: the plan's id, or nothing where none is agreed. */
export function floodProtection(
  planId: Input<string> | undefined,
): Pick<VirtualNetworkArgs, "enableDdosProtection" | "ddosProtectionPlan"> {
  return planId === undefined ? {} : { enableDdosProtection: true, ddosProtectionPlan: { id: planId } };
}
