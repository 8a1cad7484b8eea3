import * as security from "@pulumi/azure-native/security";
import { ComponentResource, type ComponentResourceOptions } from "@pulumi/pulumi";

/**
 * The plans of Microsoft Defender for Cloud for what a platform runs, with their variants.
 *
 * Source: Microsoft Learn, rest/api/defenderforcloud/pricings (2024-01-01), names and sub plans.
 */
const PLANS: readonly { readonly pricingName: string; readonly subPlan?: string }[] = [
  { pricingName: "Arm", subPlan: "PerSubscription" },
  { pricingName: "Containers" },
  { pricingName: "KeyVaults", subPlan: "PerKeyVault" },
  { pricingName: "SqlServers" },
  { pricingName: "StorageAccounts", subPlan: "DefenderForStorageV2" },
  { pricingName: "VirtualMachines", subPlan: "P2" },
];

export interface DefenderPlansArgs {
  /** GUIDs of the subscriptions by what they are for; one that plays two roles is set once. */
  readonly subscriptions: Readonly<Record<string, string>>;
}

/** Threat detection and daily assessment for everything in some subscriptions. */
export class DefenderPlans extends ComponentResource {
  constructor(name: string, args: DefenderPlansArgs, options?: ComponentResourceOptions) {
    super("deltawerk:security:DefenderPlans", name, {}, options);
    const roles = new Map(Object.entries(args.subscriptions).map(([role, id]) => [id, role]));
    for (const [subscription, role] of roles) {
      for (const plan of PLANS) {
        new security.Pricing(
          `${name}-${role}-${plan.pricingName}`,
          { ...plan, scopeId: `subscriptions/${subscription}`, pricingTier: "Standard" },
          { parent: this },
        );
      }
    }
    this.registerOutputs();
  }
}
