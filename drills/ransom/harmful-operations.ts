const STORAGE = "Microsoft.Storage/storageAccounts";
const CONTAINERS = `${STORAGE}/blobServices/containers`;
const BLOBS = `${CONTAINERS}/blobs`;

/**
 * Operations by which somebody can delete copies, overwrite them, give up what keeps them, or give himself the right to
 * (Microsoft Learn, role-based-access-control/permissions/storage and permissions/management-and-governance). To write a
 * blob is none: in an account that keeps versions it leaves what was there.
 */
export const HARMFUL_ACTIONS: readonly string[] = [
  "Microsoft.Authorization/locks/delete",
  "Microsoft.Authorization/roleAssignments/write",
  "Microsoft.Authorization/roleDefinitions/write",
  "Microsoft.Resources/subscriptions/resourceGroups/delete",
  `${STORAGE}/delete`,
  `${STORAGE}/write`,
  `${STORAGE}/listKeys/action`,
  `${STORAGE}/listAccountSas/action`,
  `${STORAGE}/listServiceSas/action`,
  `${STORAGE}/blobServices/write`,
  `${STORAGE}/managementPolicies/write`,
  `${CONTAINERS}/delete`,
  `${CONTAINERS}/write`,
  `${CONTAINERS}/clearLegalHold/action`,
  `${CONTAINERS}/immutabilityPolicies/write`,
  `${CONTAINERS}/immutabilityPolicies/delete`,
];

/** Of those, what is done to the data itself. */
export const HARMFUL_DATA_ACTIONS: readonly string[] = [
  `${BLOBS}/delete`,
  `${BLOBS}/deleteBlobVersion/action`,
  `${BLOBS}/permanentDelete/action`,
  `${BLOBS}/immutableStorage/runAsSuperUser/action`,
  `${BLOBS}/move/action`,
  `${BLOBS}/manageOwnership/action`,
  `${BLOBS}/modifyPermissions/action`,
];

/** Which of some operations patterns with `*` allow, less those that others take away. */
export function allowedOf(
  operations: readonly string[],
  allowed: readonly string[],
  taken: readonly string[],
): readonly string[] {
  const isMatch = (patterns: readonly string[], operation: string): boolean =>
    patterns.some((pattern) => patternOf(pattern).test(operation));
  return operations.filter((operation) => isMatch(allowed, operation) && !isMatch(taken, operation));
}

function patternOf(text: string): RegExp {
  const escaped = text.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`^${escaped.replaceAll("*", ".*")}$`, "i");
}
