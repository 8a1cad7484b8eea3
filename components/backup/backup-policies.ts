import type { BackupPolicyArgs } from "@pulumi/azure-native/dataprotection";

type Properties = NonNullable<BackupPolicyArgs["properties"]>;

/** How long backups stay. */
export interface Retention {
  /** Beside the data itself, at most 360 days. */
  readonly operationalDays: number;
  /** In the vault, at most 10 years. */
  readonly vaultDays: number;
}

/** A fixed day: a schedule that began on the day of the deployment would differ at every run. */
const DAILY = { repeatingTimeIntervals: ["R/2024-01-01T02:00:00+00:00/P1D"], timeZone: "UTC" };

const store = <Type extends string>(dataStoreType: Type) =>
  ({ dataStoreType, objectType: "DataStoreInfoBase" }) as const;
const after = (days: number) => ({ objectType: "AbsoluteDeleteOption", duration: `P${days}D` }) as const;
const byDefault = { isDefault: true, tagInfo: { tagName: "Default" }, taggingPriority: 99 };

/**
 * Documents: every change for some days beside the data (operational tier), and a copy a day in the vault. Both tiers
 * have a retention rule of the same name, as Azure's own tools write it.
 *
 * @see Microsoft Learn, backup/blob-backup-support-matrix (2021 and later).
 */
export function documentsPolicy({ operationalDays, vaultDays }: Retention): Properties {
  return {
    objectType: "BackupPolicy",
    datasourceTypes: ["Microsoft.Storage/storageAccounts/blobServices"],
    policyRules: [
      {
        objectType: "AzureRetentionRule",
        name: "Default",
        isDefault: true,
        lifecycles: [{ sourceDataStore: store("OperationalStore"), deleteAfter: after(operationalDays) }],
      },
      {
        objectType: "AzureRetentionRule",
        name: "Default",
        isDefault: true,
        lifecycles: [{ sourceDataStore: store("VaultStore"), deleteAfter: after(vaultDays) }],
      },
      {
        objectType: "AzureBackupRule",
        name: "BackupDaily",
        backupParameters: { objectType: "AzureBackupParams", backupType: "Discrete" },
        dataStore: store("VaultStore"),
        trigger: { objectType: "ScheduleBasedTriggerContext", schedule: DAILY, taggingCriteria: [byDefault] },
      },
    ],
  };
}

/**
 * Clusters: a snapshot a day, the first of each day also in the vault.
 *
 * @see Microsoft Learn, backup/azure-kubernetes-service-cluster-backup-policy (2024).
 */
export function clusterPolicy({ operationalDays, vaultDays }: Retention): Properties {
  return {
    objectType: "BackupPolicy",
    datasourceTypes: ["Microsoft.ContainerService/managedClusters"],
    policyRules: [
      {
        objectType: "AzureRetentionRule",
        name: "Default",
        isDefault: true,
        lifecycles: [{ sourceDataStore: store("OperationalStore"), deleteAfter: after(operationalDays) }],
      },
      {
        objectType: "AzureRetentionRule",
        name: "Daily",
        isDefault: false,
        lifecycles: [
          {
            sourceDataStore: store("OperationalStore"),
            deleteAfter: after(operationalDays),
            targetDataStoreCopySettings: [
              { copyAfter: { objectType: "ImmediateCopyOption" }, dataStore: store("VaultStore") },
            ],
          },
          { sourceDataStore: store("VaultStore"), deleteAfter: after(vaultDays) },
        ],
      },
      {
        objectType: "AzureBackupRule",
        name: "BackupDaily",
        backupParameters: { objectType: "AzureBackupParams", backupType: "Incremental" },
        dataStore: store("OperationalStore"),
        trigger: {
          objectType: "ScheduleBasedTriggerContext",
          schedule: DAILY,
          taggingCriteria: [
            byDefault,
            {
              isDefault: false,
              taggingPriority: 25,
              tagInfo: { tagName: "Daily" },
              criteria: [{ objectType: "ScheduleBasedBackupCriteria", absoluteCriteria: ["FirstOfDay"] }],
            },
          ],
        },
      },
    ],
  };
}
