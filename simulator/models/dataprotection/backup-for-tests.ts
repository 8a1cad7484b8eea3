import type { BuiltInRole } from "../../../azure/role-definitions";
import type { ArmBody, ArmObject } from "../../arm/resource";
import type { CloudForTests } from "../cloud-for-tests";
import { principalOf } from "../computed-value";
import { ClusterForTests } from "../containerservice/cluster-for-tests";

const location = "westeurope";
const store = (dataStoreType: string): ArmObject => ({ dataStoreType, objectType: "DataStoreInfoBase" });

/** A default retention rule for a tier. */
export function retention(dataStoreType: string, duration: string): ArmObject {
  const deleteAfter = { objectType: "AbsoluteDeleteOption", duration };
  return {
    objectType: "AzureRetentionRule",
    name: "Default",
    isDefault: true,
    lifecycles: [{ sourceDataStore: store(dataStoreType), deleteAfter }],
  };
}

/** A rule that makes backups into a tier. */
export function schedule(dataStoreType: string, interval: string, tagName = "Default"): ArmObject {
  return {
    objectType: "AzureBackupRule",
    name: "Backup",
    dataStore: store(dataStoreType),
    trigger: {
      objectType: "ScheduleBasedTriggerContext",
      schedule: { repeatingTimeIntervals: [interval] },
      taggingCriteria: [{ isDefault: true, tagInfo: { tagName }, taggingPriority: 99 }],
    },
  };
}

export const daily = "R/2024-01-01T02:00:00+00:00/P1D";

/** A vault, its policies, an account with a container and a cluster, with what backups of both need. */
export class BackupForTests {
  readonly vault: string;
  readonly account: string;
  readonly snapshots: string;
  readonly extension: string;
  readonly binding: string;
  readonly cluster: ClusterForTests;

  constructor(private readonly cloud: CloudForTests) {
    this.vault = cloud.id("Microsoft.DataProtection/backupVaults/vault");
    this.account = cloud.id("Microsoft.Storage/storageAccounts/documents");
    this.snapshots = cloud.group("snapshots");
    this.cluster = new ClusterForTests(cloud);
    this.extension = `${this.cluster.id}/providers/Microsoft.KubernetesConfiguration/extensions/backup`;
    this.binding = `${this.cluster.id}/trustedAccessRoleBindings/backup`;
  }

  vaultBody(properties: ArmObject = {}, type = "ZoneRedundant", region = location): ArmBody {
    const storageSettings = [{ datastoreType: "VaultStore", type }];
    return { location: region, identity: { type: "SystemAssigned" }, properties: { storageSettings, ...properties } };
  }

  policyBody(source: string, ...policyRules: readonly ArmObject[]): ArmBody {
    return { properties: { objectType: "BackupPolicy", datasourceTypes: [source], policyRules } };
  }

  /** The vault with policies `documents` and `cluster-vault` into the vault, and a policy `cluster` beside the data. */
  async prepareVault(properties: ArmObject = {}): Promise<void> {
    await this.cloud.put(this.vault, this.vaultBody(properties));
    const rules = [retention("VaultStore", "P30D"), schedule("VaultStore", daily)];
    await this.cloud.put(
      `${this.vault}/backupPolicies/documents`,
      this.policyBody("Microsoft.Storage/storageAccounts/blobServices", ...rules),
    );
    await this.cloud.put(
      `${this.vault}/backupPolicies/cluster`,
      this.policyBody(
        "Microsoft.ContainerService/managedClusters",
        retention("OperationalStore", "P7D"),
        schedule("OperationalStore", daily),
      ),
    );
    const copied = { copyAfter: { objectType: "ImmediateCopyOption" }, dataStore: store("VaultStore") };
    const beside = retention("OperationalStore", "P7D");
    const [lifecycle] = beside["lifecycles"] as readonly ArmObject[];
    await this.cloud.put(
      `${this.vault}/backupPolicies/cluster-vault`,
      this.policyBody(
        "Microsoft.ContainerService/managedClusters",
        { ...beside, lifecycles: [{ ...lifecycle, targetDataStoreCopySettings: [copied] }] },
        schedule("OperationalStore", daily),
      ),
    );
  }

  async prepareAccount(): Promise<void> {
    await this.cloud.put(this.account, {
      location,
      kind: "StorageV2",
      sku: { name: "Standard_ZRS" },
      properties: {},
    });
    await this.cloud.put(`${this.account}/blobServices/default/containers/files`, { properties: {} });
  }

  async allowDocuments(): Promise<void> {
    await this.cluster.assign(principalOf(this.vault), "Storage Account Backup Contributor", this.account);
  }

  documents(changes: ArmObject = {}, containersList: readonly string[] = ["files"]): ArmBody {
    const parameters = [{ objectType: "BlobBackupDatasourceParameters", containersList }];
    return this.instance("documents", this.account, "Microsoft.Storage/storageAccounts/blobServices", changes, {
      backupDatasourceParametersList: parameters,
    });
  }

  async prepareCluster(): Promise<void> {
    await this.cluster.prepare();
    await this.cloud.put(this.cluster.id, this.cluster.body());
    await this.cloud.put(this.snapshots, { location });
  }

  extensionBody(changes: ArmObject = {}): ArmBody {
    const prefix = "configuration.backupStorageLocation";
    return {
      properties: {
        extensionType: "microsoft.dataprotection.kubernetes",
        configurationSettings: {
          [`${prefix}.bucket`]: "files",
          [`${prefix}.config.storageAccount`]: "documents",
          [`${prefix}.config.resourceGroup`]: "rg",
          [`${prefix}.config.subscriptionId`]: this.account.split("/")[2] ?? "",
        },
        ...changes,
      },
    };
  }

  bindingBody(roles: readonly string[] = ["Microsoft.DataProtection/backupVaults/backup-operator"]): ArmBody {
    return { properties: { sourceResourceId: this.vault, roles } };
  }

  async allowCluster(): Promise<void> {
    await this.cluster.assign(principalOf(this.vault), "Reader", this.cluster.id);
    await this.cluster.assign(principalOf(this.vault), "Reader", this.snapshots);
    await this.cluster.assign(principalOf(this.cluster.controlPlane), "Contributor", this.snapshots);
  }

  /** What brings the backups of the cluster from beside it into the vault. */
  async allowVaultTier(...roles: readonly BuiltInRole[]): Promise<void> {
    for (const role of roles) {
      const on = role.startsWith("Storage") ? this.account : this.snapshots;
      await this.cluster.assign(principalOf(this.vault), role, on);
    }
  }

  clusterInstance(policyParameters?: ArmObject, policy = "cluster"): ArmBody {
    const parameters = {
      dataStoreParametersList: [
        {
          objectType: "AzureOperationalStoreParameters",
          dataStoreType: "OperationalStore",
          resourceGroupId: this.snapshots,
        },
      ],
      backupDatasourceParametersList: [
        {
          objectType: "KubernetesClusterBackupDatasourceParameters",
          includeClusterScopeResources: true,
          snapshotVolumes: true,
        },
      ],
    };
    const type = "Microsoft.ContainerService/managedClusters";
    return this.instance(policy, this.cluster.id, type, {}, policyParameters ?? parameters);
  }

  private instance(
    policy: string,
    resourceID: string,
    datasourceType: string,
    changes: ArmObject,
    policyParameters: ArmObject,
  ): ArmBody {
    return {
      properties: {
        objectType: "BackupInstance",
        dataSourceInfo: { objectType: "Datasource", datasourceType, resourceID, resourceLocation: location },
        policyInfo: { policyId: `${this.vault}/backupPolicies/${policy}`, policyParameters },
        ...changes,
      },
    };
  }
}
