import * as dataprotection from "@pulumi/azure-native/dataprotection";
import { ComponentResource, type ComponentResourceOptions, type Input, type Output } from "@pulumi/pulumi";
import type { Scope } from "../component-args";
import { RoleAssignment } from "../identity/role-assignment";
import { nameInScope, withoutCell } from "../name-in-scope";

/** A vault of the platform, as something that it protects sees it. */
export interface VaultReference {
  readonly name: Input<string>;
  readonly resourceGroupName: Input<string>;
  readonly principalId: Input<string>;
  readonly policyId: Input<string>;
}

export interface ProtectedDocumentsArgs {
  readonly scope: Scope;
  readonly subscription: string;
  readonly location: Input<string>;
  readonly vault: VaultReference;
  readonly account: { readonly resourceId: Input<string>; readonly name: Input<string> };
  /** Number of the archive, see `DocumentStore`. */
  readonly number: number;
  /** At most 100 (Microsoft Learn, backup/blob-backup-support-matrix; estimate, not read in a source). */
  readonly containerNames: readonly Input<string>[];
}

/** The documents of one account under the protection of the vault in the same region, which Azure demands. */
export class ProtectedDocuments extends ComponentResource {
  /** Id of the account's instance in the vault. */
  readonly instanceId: Output<string>;

  constructor(name: string, args: ProtectedDocumentsArgs, options?: ComponentResourceOptions) {
    super("deltawerk:backup:ProtectedDocuments", name, {}, options);
    const { scope, vault, account, number } = args;
    const parts = { role: "doc", generation: number } as const;
    const grant = new RoleAssignment(
      `${name}-vault-access`,
      {
        scope,
        principal: {
          name: nameInScope(withoutCell(scope), "dataprotection:BackupVault", { role: "bak" }),
          id: vault.principalId,
        },
        target: {
          name: nameInScope(scope, "storage:StorageAccount", parts),
          id: account.resourceId,
          subscription: args.subscription,
        },
        role: "Storage Account Backup Contributor",
        reason: "The vault reads the documents that it backs up, and restores them.",
      },
      { parent: this },
    );
    const instance = new dataprotection.BackupInstance(
      `${name}-instance`,
      {
        backupInstanceName: nameInScope(scope, "dataprotection:BackupInstance", parts),
        vaultName: vault.name,
        resourceGroupName: vault.resourceGroupName,
        properties: {
          objectType: "BackupInstance",
          friendlyName: account.name,
          dataSourceInfo: {
            objectType: "Datasource",
            datasourceType: "Microsoft.Storage/storageAccounts/blobServices",
            resourceID: account.resourceId,
            resourceLocation: args.location,
            resourceName: account.name,
            resourceType: "Microsoft.Storage/storageAccounts",
            resourceUri: account.resourceId,
          },
          policyInfo: {
            policyId: vault.policyId,
            policyParameters: {
              backupDatasourceParametersList: [
                { objectType: "BlobBackupDatasourceParameters", containersList: [...args.containerNames] },
              ],
            },
          },
        },
      },
      { parent: this, dependsOn: grant },
    );
    this.instanceId = instance.id;
    this.registerOutputs({ instanceId: this.instanceId });
  }
}
