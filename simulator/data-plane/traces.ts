/** Types whose data, or whose absence, matters after they are gone. */
const types: ReadonlySet<string> = new Set([
  "microsoft.sql/servers",
  "microsoft.sql/servers/databases",
  "microsoft.sql/servers/databases/backupshorttermretentionpolicies",
  "microsoft.sql/servers/databases/backuplongtermretentionpolicies",
  "microsoft.storage/storageaccounts",
  "microsoft.containerservice/managedclusters",
  "microsoft.network/applicationgateways",
  "microsoft.network/azurefirewalls",
  "microsoft.network/privateendpoints",
  "microsoft.network/virtualnetworkgateways",
  "microsoft.dataprotection/backupvaults",
  "microsoft.keyvault/vaults",
]);

/** Whether the deletion of a resource of a type is remembered with what it was like. */
export function leavesTraces(type: string): boolean {
  return types.has(type.toLowerCase());
}

/** Whether what a resource of a type was like before a change is remembered. */
export function leavesFormerStates(type: string): boolean {
  return type.toLowerCase() === "microsoft.sql/servers/databases/backuplongtermretentionpolicies";
}
