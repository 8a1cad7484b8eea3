import type { ArmBody } from "../../arm/resource";
import { objectsAt, textAt, textListAt } from "../read-body";

export const vaultType = "Microsoft.DataProtection/backupVaults";
export const policyType = `${vaultType}/backupPolicies`;
export const instanceType = `${vaultType}/backupInstances`;
export const proxyType = `${vaultType}/backupResourceGuardProxies`;
export const guardType = "Microsoft.DataProtection/resourceGuards";

/** Azure's code for a request that makes no sense, whatever the reason. */
export const invalidRequest = "UserErrorInvalidRequestParameter";

export const blobSource = "Microsoft.Storage/storageAccounts/blobServices";
export const clusterSource = "Microsoft.ContainerService/managedClusters";

/** What a policy is for. */
export function sourceTypesOf(policy: ArmBody): readonly string[] {
  return textListAt(policy, "properties.datasourceTypes");
}

/** Tells whether backups under a policy get into the vault, and not only stay beside the data. */
export function reachesVault(policy: ArmBody): boolean {
  const copies = "properties.policyRules[].lifecycles[]";
  return [
    ...objectsAt(policy, "properties.policyRules").map(({ value }) => textAt(value, "dataStore.dataStoreType")),
    ...objectsAt(policy, "properties.policyRules[].lifecycles").map(({ value }) =>
      textAt(value, "sourceDataStore.dataStoreType"),
    ),
    ...objectsAt(policy, `${copies}.targetDataStoreCopySettings`).map(({ value }) =>
      textAt(value, "dataStore.dataStoreType"),
    ),
  ].includes("VaultStore");
}
