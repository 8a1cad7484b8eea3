import * as dataprotection from "@pulumi/azure-native/dataprotection";
import { ComponentResource, type ComponentResourceOptions, type Input } from "@pulumi/pulumi";
import type { NameParts } from "../../azure/names/resource-name";
import type { Scope } from "../component-args";
import { RoleAssignment } from "../identity/role-assignment";
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
}

/**
 * A cluster under the protection of the vault in its region. The cluster needs the backup extension and trusted access
 * for the vault before; they are the cluster's own.
 *
 * @see Microsoft Learn, backup/azure-kubernetes-service-cluster-backup-concept (2024): which identity needs which role.
 */
export class ProtectedCluster extends ComponentResource {
  constructor(name: string, args: ProtectedClusterArgs, options?: ComponentResourceOptions) {
    super("deltawerk:backup:ProtectedCluster", name, {}, options);
    const { scope, vault, cluster, snapshotGroup } = args;
    const parts: Pick<NameParts, "role" | "tenant"> = {
      role: "kub",
      ...(cluster.tenant !== undefined && { tenant: cluster.tenant }),
    };
    const grants = this.grant(name, args, nameInScope(scope, "containerservice:ManagedCluster", parts));
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

  private grant(name: string, args: ProtectedClusterArgs, clusterName: string): RoleAssignment[] {
    const { scope, vault, cluster, snapshotGroup, subscription } = args;
    const common = { scope };
    const vaultPrincipal = {
      name: nameInScope(withoutCell(scope), "dataprotection:BackupVault", { role: "bak" }),
      id: vault.principalId,
    };
    const group = { name: snapshotGroup.name, id: snapshotGroup.id, subscription };
    return [
      new RoleAssignment(
        `${name}-vault-reads-cluster`,
        {
          ...common,
          principal: vaultPrincipal,
          target: { name: clusterName, id: cluster.resourceId, subscription },
          role: "Reader",
          reason: "The vault reads the cluster that it backs up.",
        },
        { parent: this },
      ),
      new RoleAssignment(
        `${name}-vault-reads-snapshots`,
        {
          ...common,
          principal: vaultPrincipal,
          target: group,
          role: "Reader",
          reason: "The vault finds the snapshots that it keeps.",
        },
        { parent: this },
      ),
      new RoleAssignment(
        `${name}-cluster-writes-snapshots`,
        {
          ...common,
          principal: { name: clusterName, id: cluster.principalId },
          target: group,
          role: "Contributor",
          reason: "The cluster puts the snapshots of its volumes there.",
        },
        { parent: this },
      ),
    ];
  }
}
