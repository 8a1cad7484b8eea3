import type { ArmProblem } from "../../arm/problem";
import { notModelled, type ResourceModel, type Write } from "../../arm/resource-model";
import { isScopeOfSubscription } from "./subscription-scope";
import { objectsAt, textAt } from "../read-body";
import { missing, noneOf, refusal, refuseWhen } from "../refusal";
import { withDefaults, withProperties } from "../stored-body";

/**
 * The plans of Defender for Cloud with their variants.
 * Source: Microsoft Learn, rest/api/defenderforcloud/pricings (2024-01-01).
 */
const plans: Readonly<Record<string, readonly string[]>> = {
  Api: ["P1", "P2", "P3", "P4", "P5"],
  AppServices: [],
  Arm: ["PerSubscription", "PerApiCall"],
  CloudPosture: [],
  Containers: [],
  CosmosDbs: [],
  KeyVaults: ["PerKeyVault", "PerTransaction"],
  OpenSourceRelationalDatabases: [],
  SqlServerVirtualMachines: [],
  SqlServers: [],
  StorageAccounts: ["DefenderForStorageV2", "PerStorageAccount", "PerTransaction"],
  VirtualMachines: ["P1", "P2"],
  AI: [],
};

/** Parts of plans that are switched on their own (same source). */
const extensions: Readonly<Record<string, readonly string[]>> = {
  CloudPosture: ["SensitiveDataDiscovery", "ContainerRegistriesVulnerabilityAssessments", "AgentlessVmScanning"],
  Containers: ["ContainerRegistriesVulnerabilityAssessments", "AgentlessDiscoveryForKubernetes"],
  StorageAccounts: ["OnUploadMalwareScanning", "SensitiveDataDiscovery"],
  VirtualMachines: ["MdeDesignatedSubscription", "AgentlessVmScanning", "FileIntegrityMonitoring"],
};

const freeTrialDays = 30;

function planProblems({ id, requested }: Write): readonly ArmProblem[] {
  const plan = Object.keys(plans).find((each) => each.toLowerCase() === id.name.toLowerCase());
  const subPlan = textAt(requested, "properties.subPlan");
  const free = textAt(requested, "properties.pricingTier")?.toLowerCase() === "free";
  if (plan === undefined) {
    const message = `'${id.name}' is no plan of Defender for Cloud: ${Object.keys(plans).join(", ")}.`;
    return [refusal("InvalidResourceName", message, "name")];
  }
  const variants = plans[plan] ?? [];
  return [
    ...noneOf(subPlan, variants, "properties.subPlan", "BadRequest"),
    ...objectsAt(requested, "properties.extensions").flatMap(({ path, value }) =>
      noneOf(textAt(value, "name"), extensions[plan] ?? [], `${path}.name`, "BadRequest"),
    ),
    ...refuseWhen(free && subPlan !== undefined, () =>
      refusal("BadRequest", "The tier Free has no subPlan.", "properties.subPlan"),
    ),
  ];
}

/** A plan of Defender for Cloud. */
export const pricing: ResourceModel = {
  armType: "Microsoft.Security/pricings",
  check: (write) => [
    ...missing(write, "properties.pricingTier"),
    ...noneOf(textAt(write.requested, "properties.pricingTier"), ["Free", "Standard"], "properties.pricingTier"),
    ...refuseWhen(!isScopeOfSubscription(write.id), () =>
      refusal(notModelled, "The local cloud models plans of subscriptions, not of single resources.", "scopeId"),
    ),
    ...planProblems(write),
  ],
  compute: ({ requested, previous, cloud }) => {
    const standard = textAt(requested, "properties.pricingTier") === "Standard";
    const since = textAt(previous?.body ?? {}, "properties.enablementTime") ?? cloud.now;
    return withProperties(withDefaults(requested, { enforce: "False" }), {
      deprecated: false,
      freeTrialRemainingTime: standard ? "PT0S" : `P${freeTrialDays}D`,
      ...(standard && { enablementTime: since }),
    });
  },
};
