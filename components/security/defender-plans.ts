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

/**
 * Every blob is scanned for malware when it is uploaded, without a limit that would let the rest of a month go by.
 *
 * Source: Microsoft Learn, defender-for-cloud/defender-for-storage-infrastructure-as-code-enablement (2023-08): a cap of
 * -1 is none, and 5,000 GB holds where nothing is said.
 */
const UPLOADS_SCANNED = [
  {
    name: "OnUploadMalwareScanning",
    isEnabled: "True",
    additionalExtensionProperties: { CapGBPerMonthPerStorageAccount: "-1" },
  },
];

/** Said, because the plan has it on where nothing is said, and it reads samples of customers' documents. */
const NO_DISCOVERY = { name: "SensitiveDataDiscovery", isEnabled: "False" };
const UPLOADS_NOT_SCANNED = [{ name: "OnUploadMalwareScanning", isEnabled: "False" }];

export interface DefenderPlansArgs {
  /** GUIDs of the subscriptions by what they are for; one that plays two roles is set once. */
  readonly subscriptions: Readonly<Record<string, string>>;
  /** Which of them hold what users upload, by the same keys. */
  readonly uploadsIn: readonly string[];
}

/** Threat detection and daily assessment for everything in some subscriptions, and anti-malware for uploads. */
export class DefenderPlans extends ComponentResource {
  constructor(name: string, args: DefenderPlansArgs, options?: ComponentResourceOptions) {
    super("deltawerk:security:DefenderPlans", name, {}, options);
    const { subscriptions } = args;
    const uploads = new Set(args.uploadsIn.map((role) => subscriptions[role]));
    const roles = new Map(Object.entries(subscriptions).map(([role, id]) => [id, role]));
    for (const [subscription, role] of roles) {
      const scan = uploads.has(subscription) ? UPLOADS_SCANNED : UPLOADS_NOT_SCANNED;
      for (const plan of PLANS) {
        new security.Pricing(
          `${name}-${role}-${plan.pricingName}`,
          {
            ...plan,
            scopeId: `subscriptions/${subscription}`,
            pricingTier: "Standard",
            ...(plan.pricingName === "StorageAccounts" && { extensions: [...scan, NO_DISCOVERY] }),
          },
          { parent: this },
        );
      }
    }
    this.registerOutputs();
  }
}
