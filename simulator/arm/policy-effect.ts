import { findRegion } from "../../azure/regions";
import type { BuiltInPolicy } from "../../azure/built-in-policies";
import { valueAt } from "./body-path";
import type { ArmBody } from "./resource";

/** What a built-in policy says of a write. */
export interface PolicyEffect {
  /** What it does unless its parameter `effect` says otherwise. */
  readonly effect: "Deny" | "Audit";
  /** Whether `listOfAllowedLocations` must be given. */
  readonly takesRegions: boolean;
  /** Whether a body of a type, in lower case, is what the policy is against. */
  readonly matches: (type: string, body: ArmBody, regions: readonly string[]) => boolean;
}

const group = "microsoft.resources/resourcegroups";
const plain = (region: string): string => findRegion(region)?.name ?? region.toLowerCase().replaceAll(" ", "");

function isElsewhere({ location }: ArmBody, regions: readonly string[]): boolean {
  return location !== undefined && !regions.map(plain).includes(plain(location));
}

function isPublic(type: string): PolicyEffect {
  return {
    effect: "Audit",
    takesRegions: false,
    matches: (written, body) => written === type && valueAt(body, "properties.publicNetworkAccess") !== "Disabled",
  };
}

/**
 * What each policy of the register is against.
 *
 * Source: github.com/Azure/azure-policy, built-in-policies/policyDefinitions (2025): General/AllowedLocations_Deny,
 * General/ResourceGroupAllowedLocations_Deny, and the definitions of each service.
 */
export const POLICY_EFFECTS: Readonly<Record<BuiltInPolicy, PolicyEffect>> = {
  regions: {
    effect: "Deny",
    takesRegions: true,
    matches: (type, body, regions) => type !== group && body.location !== "global" && isElsewhere(body, regions),
  },
  "resource-groups": {
    effect: "Deny",
    takesRegions: true,
    matches: (type, body, regions) => type === group && isElsewhere(body, regions),
  },
  "public-storage": isPublic("microsoft.storage/storageaccounts"),
  "public-key-vault": isPublic("microsoft.keyvault/vaults"),
  "public-sql": isPublic("microsoft.sql/servers"),
  "public-registry": isPublic("microsoft.containerregistry/registries"),
  "public-cluster": {
    effect: "Audit",
    takesRegions: false,
    matches: (type, body) =>
      type === "microsoft.containerservice/managedclusters" &&
      valueAt(body, "properties.apiServerAccessProfile.enablePrivateCluster") !== true,
  },
};
