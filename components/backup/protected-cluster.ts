import * as dataprotection from "@pulumi/azure-native/dataprotection";
import { ComponentResource, type ComponentResourceOptions, type Input } from "@pulumi/pulumi";
import type { NameParts } from "../../azure/names/resource-name";
import type { Scope } from "../component-args";
import { RoleAssignment, type RoleAssignmentArgs } from "../identity/role-assignment";
import { nameInScope, withoutCell } from "../name-in-scope";
import type { VaultReference } from "./protected-documents";

export interface ProtectedClusterArgs {
  readonly scope: Scope;
  readonly subscription: string;
  readonly location: Input<string>;
  readonly vault: VaultReference;
  readonly cluster: {
    readonly resourceId: Input<string>;
    readonly name: Input<string>;
    /** Identity of the control plane, which makes the snapshots. */
    readonly principalId: Input<string>;
    /** Set where the cluster is one tenant's own. */
    readonly tenant?: string;
  };
  /** Group that holds the snapshots; Azure does not let it change later. */
  readonly snapshotGroup: { readonly name: string; readonly id: Input<string> };
  /** Account in which the backup extension stages what it saves of the cluster. */
  readonly staging: { readonly name: string; readonly id: Input<string> };
}

type Grant = Pick<RoleAssignmentArgs, "principal" | "target" | "role" | "reason">;

/**
 * A cluster under the protection of the vault in its region. The cluster needs the backup extension and trusted access
 * for the vault before; they are the cluster's own.
 *
 * Which identity needs which role, @see Microsoft Learn, backup/azure-kubernetes-service-cluster-backup-concept (2024);
 * the roles without which nothing gets from the snapshots into the vault, @see the example of
 * azurerm_data_protection_backup_instance_kubernetes_cluster (hashicorp/terraform-provider-azurerm). That the vault need
 * only read the staging account is the smaller of two published answers, not read at Microsoft itself.
 */
export class ProtectedCluster extends ComponentResource {
  constructor(name: string, args: ProtectedClusterArgs, options?: ComponentResourceOptions) {
    super("deltawerk:backup:ProtectedCluster", name, {}, options);
    const { scope, vault, cluster, snapshotGroup } = args;
    const parts: Pick<NameParts, "role" | "tenant"> = {
      role: "kub",
      ...(cluster.tenant !== undefined && { tenant: cluster.tenant }),
    };
    const clusterName = nameInScope(scope, "containerservice:ManagedCluster", parts);
    const grants = Object.entries(this.grants(args, clusterName)).map(
      ([does, grant]) => new RoleAssignment(`${name}-${does}`, { scope, ...grant }, { parent: this }),
    );
    const source = {
      datasourceType: "Microsoft.ContainerService/managedClusters",
      resourceID: cluster.resourceId,
      resourceLocation: args.location,
      resourceName: cluster.name,
      resourceType: "Microsoft.ContainerService/managedClusters",
      resourceUri: cluster.resourceId,
    };
    new dataprotection.BackupInstance(
      `${name}-instance`,
      {
        backupInstanceName: nameInScope(scope, "dataprotection:BackupInstance", parts),
        vaultName: vault.name,
        resourceGroupName: vault.resourceGroupName,
        properties: {
          objectType: "BackupInstance",
          friendlyName: cluster.name,
          dataSourceInfo: { objectType: "Datasource", ...source },
          dataSourceSetInfo: { objectType: "DatasourceSet", ...source },
          policyInfo: {
            policyId: vault.policyId,
            policyParameters: {
              dataStoreParametersList: [
                {
                  objectType: "AzureOperationalStoreParameters",
                  dataStoreType: "OperationalStore",
                  resourceGroupId: snapshotGroup.id,
                },
              ],
              backupDatasourceParametersList: [
                {
                  objectType: "KubernetesClusterBackupDatasourceParameters",
                  includeClusterScopeResources: true,
                  snapshotVolumes: true,
                },
              ],
            },
          },
        },
      },
      { parent: this, dependsOn: grants },
    );
    this.registerOutputs();
  }

  /** Each grant by what its name ends in. */
  private grants(args: ProtectedClusterArgs, clusterName: string): Readonly<Record<string, Grant>> {
    const { scope, vault, cluster, snapshotGroup, staging, subscription } = args;
    const theVault = {
      name: nameInScope(withoutCell(scope), "dataprotection:BackupVault", { role: "bak" }),
      id: vault.principalId,
    };
    const snapshots = { name: snapshotGroup.name, id: snapshotGroup.id, subscription };
    return {
      "vault-reads-cluster": {
        principal: theVault,
        target: { name: clusterName, id: cluster.resourceId, subscription },
        role: "Reader",
        reason: "The vault reads the cluster that it backs up.",
      },
      "vault-reads-snapshots": {
        principal: theVault,
        target: snapshots,
        role: "Reader",
        reason: "The vault finds the snapshots that it keeps.",
      },
      "vault-manages-snapshots": {
        principal: theVault,
        target: snapshots,
        role: "Disk Snapshot Contributor",
        reason: "The vault opens the snapshots of volumes that it copies into itself.",
      },
      "vault-exports-snapshots": {
        principal: theVault,
        target: snapshots,
        role: "Data Operator for Managed Disks",
        reason: "The vault reads the contents of the snapshots that it copies into itself.",
      },
      "vault-reads-staging": {
        principal: theVault,
        target: { name: staging.name, id: staging.id, subscription },
        role: "Storage Blob Data Reader",
        reason: "The vault fetches what the extension has saved of the cluster.",
      },
      "cluster-writes-snapshots": {
        principal: { name: clusterName, id: cluster.principalId },
        target: snapshots,
        role: "Contributor",
        reason: "The cluster puts the snapshots of its volumes there.",
      },
    };
  }
}
