/**
 * Policies that Azure brings along, by what they refuse, with the GUIDs that are the same in every directory.
 *
 * Source: github.com/Azure/azure-policy, built-in-policies/policyDefinitions (General, Storage, Key Vault, SQL, Container
 * Registry, Kubernetes), and Microsoft Learn, governance/policy/samples/built-in-policies (2025).
 */
export const BUILT_IN_POLICIES = {
  /** Parameter `listOfAllowedLocations`; leaves resource groups and what is global alone. */
  regions: "e56962a6-4747-49cd-b67b-bf8b01975c4c",
  /** Parameter `listOfAllowedLocations`. */
  "resource-groups": "e765b5de-1225-4ba3-bd56-1ac6695af988",
  // These only report unless their parameter `effect` says `Deny`.
  "public-storage": "b2982f36-99f2-4db5-8eff-283140c09693",
  "public-key-vault": "405c5871-3e91-4644-8a63-58e19d68ff5b",
  "public-sql": "1b8ca024-1d5c-4dec-8995-b1a932b41780",
  "public-registry": "0fdf0491-d080-4575-b627-ad0e843cba0f",
  "public-cluster": "040732e8-d947-40b8-95d6-854c95024bf8",
} as const;

export type BuiltInPolicy = keyof typeof BUILT_IN_POLICIES;

const PREFIX = "/providers/Microsoft.Authorization/policyDefinitions/";

/** The ARM id of a built-in policy. */
export function policyDefinitionId(policy: BuiltInPolicy): string {
  return PREFIX + BUILT_IN_POLICIES[policy];
}

/** The built-in policy of an ARM id, if it is known here. */
export function builtInPolicyOf(definitionId: string): BuiltInPolicy | undefined {
  const known = Object.keys(BUILT_IN_POLICIES) as BuiltInPolicy[];
  return known.find((policy) => policyDefinitionId(policy).toLowerCase() === definitionId.toLowerCase());
}
