import * as containerservice from "@pulumi/azure-native/containerservice";
import * as kubernetesconfiguration from "@pulumi/azure-native/kubernetesconfiguration";
import * as storage from "@pulumi/azure-native/storage";
import * as pulumi from "@pulumi/pulumi";
import { formatName } from "../../azure/names/resource-name";
import { PRIVATE_LINKS } from "../../azure/private-link";
import type { ObservedArgs } from "../component-args";
import { PRIVATE_ACCOUNT } from "../data/private-account";
import { RoleAssignment } from "../identity/role-assignment";
import { observeAccount } from "../monitoring/observe-account";
import { nameInScope } from "../name-in-scope";
import { PrivateEndpoint } from "../network/private-endpoint";

export interface ClusterBackupArgs extends ObservedArgs {
  /** Set where the cluster is one tenant's own. */
  readonly tenant?: string;
  /** Subscription of the cluster and of its staging account, which Azure wants to be the same. */
  readonly subscriptionId: string;
  /** Resource group of the staging account, as plain text: the extension is told its name. */
  readonly resourceGroup: string;
  readonly directory: string;
  readonly cluster: { readonly name: pulumi.Input<string>; readonly resourceGroupName: pulumi.Input<string> };
  /** The vault that backs the cluster up. */
  readonly vaultId: pulumi.Input<string>;
  /** A storage SKU that stays in the cluster's region. */
  readonly redundancy: string;
  /** Where the cluster reaches the staging account, and the private zone of blobs. */
  readonly subnetId: pulumi.Input<string>;
  readonly zoneId: pulumi.Input<string>;
  /** Other writes to the cluster, which must be over. */
  readonly after: readonly pulumi.Resource[];
}

/** The one role by which a cluster lets a Backup vault in; source: Microsoft Learn, aks/trusted-access-feature (2026-08). */
const BACKUP_OPERATOR = "Microsoft.DataProtection/backupVaults/backup-operator";

/** Azure gives the extension an identity when it installs it. */
function principalOf(identity: { readonly principalId?: string } | undefined): string {
  if (!identity?.principalId)
    throw new Error("The backup extension has no identity, so it cannot reach its container.");
  return identity.principalId;
}

/**
 * What a cluster needs before a vault can back it up: the extension, a container in which the extension stages what it
 * saves, and the vault's way in.
 *
 * Source: Microsoft Learn, backup/azure-kubernetes-service-cluster-backup and quick-install-backup-extension (2024).
 */
export class ClusterBackup extends pulumi.ComponentResource {
  /** What a backup of the cluster has to wait for. */
  readonly ready: readonly pulumi.Resource[];
  /** The account in which the extension stages what it saves, for the vault to fetch. */
  readonly staging: { readonly name: string; readonly id: pulumi.Output<string> };

  constructor(name: string, args: ClusterBackupArgs, opts?: pulumi.ComponentResourceOptions) {
    super("deltawerk:cluster:ClusterBackup", name, {}, opts);
    const container = this.addStaging(name, args);
    const extension = this.addExtension(name, args, container);
    const principalName = `backup-extension/${nameInScope(args.scope, "containerservice:ManagedCluster", this.parts(args))}`;
    const mayWrite = new RoleAssignment(
      `${name}-staging-writer`,
      {
        scope: args.scope,
        principal: {
          name: principalName,
          id: extension.aksAssignedIdentity.apply(principalOf),
        },
        target: { name: container.accountName, id: container.accountId, subscription: args.subscriptionId },
        role: "Storage Blob Data Contributor",
        reason: "The backup extension stages what it saves of the cluster.",
      },
      { parent: this },
    );
    const trust = new containerservice.TrustedAccessRoleBinding(
      `${name}-trust`,
      {
        trustedAccessRoleBindingName: formatName("containerservice:TrustedAccessRoleBinding", { role: "bak" }),
        resourceName: args.cluster.name,
        resourceGroupName: args.cluster.resourceGroupName,
        roles: [BACKUP_OPERATOR],
        sourceResourceId: args.vaultId,
      },
      { parent: this, dependsOn: extension },
    );
    this.ready = [mayWrite, trust];
    this.staging = { name: container.accountName, id: container.accountId };
    this.registerOutputs({});
  }

  private parts({ tenant }: ClusterBackupArgs) {
    return { role: "kub", ...(tenant !== undefined && { tenant }) } as const;
  }

  private addStaging(name: string, args: ClusterBackupArgs) {
    const { resourceGroupName, location, tags } = args;
    const parts = this.parts(args);
    const { cell } = args.scope;
    // The name of an account has no place for its cell, but one for a number.
    const number = cell !== undefined && { generation: cell };
    const accountName = nameInScope(args.scope, "storage:StorageAccount", { ...parts, ...number });
    const account = new storage.StorageAccount(
      `${name}-staging`,
      { ...PRIVATE_ACCOUNT, accountName, resourceGroupName, location, tags, sku: { name: args.redundancy } },
      { parent: this },
    );
    const container = new storage.BlobContainer(
      `${name}-container`,
      {
        containerName: formatName("storage:BlobContainer", { role: "kub" }),
        accountName: account.name,
        resourceGroupName,
        publicAccess: "None",
      },
      { parent: this },
    );
    const endpoint = new PrivateEndpoint(
      `${name}-endpoint`,
      {
        scope: args.scope,
        resourceGroupName,
        location,
        tags,
        leadsTo: parts,
        subnetId: args.subnetId,
        targetId: account.id,
        groupId: PRIVATE_LINKS.blob.groupId,
        zoneIds: [args.zoneId],
      },
      { parent: this },
    );
    observeAccount(name, { resourceId: account.id, workspaceId: args.workspaceId }, { parent: this });
    return { accountName, accountId: account.id, name: container.name, endpoint };
  }

  private addExtension(
    name: string,
    args: ClusterBackupArgs,
    container: {
      readonly accountName: string;
      readonly name: pulumi.Output<string>;
      readonly endpoint: PrivateEndpoint;
    },
  ): kubernetesconfiguration.Extension {
    const location = "configuration.backupStorageLocation";
    return new kubernetesconfiguration.Extension(
      `${name}-extension`,
      {
        // The one name that Azure Backup looks for.
        extensionName: "azure-aks-backup",
        extensionType: "microsoft.dataprotection.kubernetes",
        clusterRp: "Microsoft.ContainerService",
        clusterResourceName: "managedClusters",
        clusterName: args.cluster.name,
        resourceGroupName: args.cluster.resourceGroupName,
        autoUpgradeMinorVersion: true,
        releaseTrain: "stable",
        scope: { cluster: { releaseNamespace: "dataprotection-microsoft" } },
        configurationSettings: {
          [`${location}.bucket`]: container.name,
          [`${location}.config.storageAccount`]: container.accountName,
          [`${location}.config.resourceGroup`]: args.resourceGroup,
          [`${location}.config.subscriptionId`]: args.subscriptionId,
          // By the extension's own identity: the account has no keys.
          [`${location}.config.useAAD`]: "true",
          [`${location}.config.storageAccountURI`]: `https://${container.accountName}.blob.core.windows.net/`,
          "credentials.tenantId": args.directory,
        },
      },
      { parent: this, dependsOn: [container.endpoint, ...args.after] },
    );
  }
}
