import { CONTAINER_REGISTRY } from "../../../azure/names/name-limits";
import type { ArmProblem } from "../../arm/problem";
import type { ArmBody } from "../../arm/resource";
import type { ResourceModel, Write } from "../../arm/resource-model";
import { withIdentity } from "../identity";
import { nameProblems } from "../name-rule";
import { flagAt, numberAt, objectAt, objectsAt, textAt } from "../read-body";
import { missing, noneOf, outside, refusal, refuseWhen } from "../refusal";
import { hasZones, regionName } from "../region-check";
import { succeeded, withProperties } from "../stored-body";

export const registryType = "Microsoft.ContainerRegistry/registries";
const tiers = ["Basic", "Standard", "Premium"];

/** Microsoft Learn, container-registry/container-registry-retention-policy. */
const retentionDays = [0, 365] as const;

export function isPremium(registry: ArmBody): boolean {
  return textAt(registry, "sku.name")?.toLowerCase() === "premium";
}

/** What only the Premium tier has (Microsoft Learn, container-registry/container-registry-skus), with where it is asked for. */
function premiumUses({ requested }: Write): readonly string[] {
  const uses: readonly (readonly [string, boolean])[] = [
    ["properties.zoneRedundancy", textAt(requested, "properties.zoneRedundancy") === "Enabled"],
    ["properties.dataEndpointEnabled", flagAt(requested, "properties.dataEndpointEnabled") === true],
    ["properties.publicNetworkAccess", textAt(requested, "properties.publicNetworkAccess") === "Disabled"],
    ["properties.encryption", textAt(requested, "properties.encryption.status") === "enabled"],
    ["properties.networkRuleSet", objectsAt(requested, "properties.networkRuleSet.ipRules").length > 0],
    ["properties.policies.exportPolicy", textAt(requested, "properties.policies.exportPolicy.status") === "disabled"],
    [
      "properties.policies.retentionPolicy",
      textAt(requested, "properties.policies.retentionPolicy.status") === "enabled",
    ],
    ["properties.policies.trustPolicy", textAt(requested, "properties.policies.trustPolicy.status") === "enabled"],
  ];
  return uses.flatMap(([path, used]) => (used ? [path] : []));
}

function tierProblems(write: Write): readonly ArmProblem[] {
  const { requested, id, cloud } = write;
  if (isPremium(requested)) return [];
  const [replica] = cloud.children(id.text, `${registryType}/replications`);
  return [
    ...premiumUses(write).map((path) =>
      refusal(
        "FeatureNotSupportedForSku",
        `'${path}' needs the SKU Premium, not ${textAt(requested, "sku.name") ?? ""}.`,
        path,
      ),
    ),
    ...refuseWhen(replica !== undefined, () =>
      refusal(
        "InvalidSkuUpdate",
        `The registry has the replication ${replica?.id ?? ""}, which needs Premium.`,
        "sku.name",
        409,
      ),
    ),
  ];
}

/** Exports can only be barred where the public door is shut (Microsoft Learn, container-registry/data-loss-prevention). */
function exportProblems({ requested }: Write): readonly ArmProblem[] {
  const barred = textAt(requested, "properties.policies.exportPolicy.status") === "disabled";
  return refuseWhen(barred && textAt(requested, "properties.publicNetworkAccess") !== "Disabled", () =>
    refusal(
      "ExportPolicyInvalid",
      "exportPolicy disabled needs publicNetworkAccess Disabled.",
      "properties.policies.exportPolicy",
    ),
  );
}

/** The refusal of zone redundancy in a region without zones. */
export function zoneRedundancyProblems({ requested }: Write): readonly ArmProblem[] {
  const asked = textAt(requested, "properties.zoneRedundancy") === "Enabled";
  return refuseWhen(asked && !hasZones(requested.location), () =>
    refusal(
      "ZoneRedundancyNotSupported",
      `The region '${requested.location ?? ""}' has no availability zones.`,
      "properties.zoneRedundancy",
    ),
  );
}

/** A container registry. Codes for what a tier or a region lacks are estimates. */
export const registry: ResourceModel = {
  armType: registryType,
  check: (write) => [
    ...missing(write, "location", "sku.name"),
    ...nameProblems(write.id, CONTAINER_REGISTRY),
    ...noneOf(textAt(write.requested, "sku.name"), tiers, "sku.name"),
    ...tierProblems(write),
    ...exportProblems(write),
    ...zoneRedundancyProblems(write),
    ...outside(
      numberAt(write.requested, "properties.policies.retentionPolicy.days"),
      retentionDays,
      "properties.policies.retentionPolicy.days",
    ),
  ],
  compute: (write) => {
    const { id, requested, previous, cloud } = write;
    const name = id.name.toLowerCase();
    const tier = tiers.find((each) => each.toLowerCase() === textAt(requested, "sku.name")?.toLowerCase()) ?? "";
    const { properties } = requested;
    return {
      ...withIdentity(
        write,
        withProperties(succeeded(requested), {
          adminUserEnabled: properties?.["adminUserEnabled"] ?? false,
          anonymousPullEnabled: properties?.["anonymousPullEnabled"] ?? false,
          creationDate: textAt(previous?.body ?? {}, "properties.creationDate") ?? cloud.now,
          dataEndpointEnabled: properties?.["dataEndpointEnabled"] ?? false,
          dataEndpointHostNames:
            flagAt(requested, "properties.dataEndpointEnabled") === true
              ? [`${name}.${regionName(requested.location ?? "")}.data.azurecr.io`]
              : [],
          encryption: objectAt(requested, "properties.encryption") ?? { status: "disabled" },
          loginServer: `${name}.azurecr.io`,
          networkRuleBypassOptions: properties?.["networkRuleBypassOptions"] ?? "AzureServices",
          publicNetworkAccess: properties?.["publicNetworkAccess"] ?? "Enabled",
          zoneRedundancy: properties?.["zoneRedundancy"] ?? "Disabled",
        }),
      ),
      sku: { ...requested.sku, tier },
    };
  },
  nameScope: {
    within: "cloud",
    taken: ({ name }) =>
      refusal("AlreadyInUse", `The registry DNS name ${name.toLowerCase()}.azurecr.io is already in use.`, "name", 409),
  },
  immutable: ["properties.zoneRedundancy", "properties.encryption.status"],
};
