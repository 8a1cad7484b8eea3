/** What an attacker makes of what he cannot or need not delete. */
export interface Weakening {
  /** Of which type, in lower case. */
  readonly type: string;
  /** In words that follow "An attacker". */
  readonly does: string;
  /** Merged into the resource's body (RFC 7386). */
  readonly change: unknown;
  /** Whether there is something to weaken. @default always */
  readonly where?: (body: unknown) => boolean;
}

interface AccountBody {
  readonly properties?: { readonly immutableStorageWithVersioning?: unknown };
}

const sqlDatabases = "microsoft.sql/servers/databases";
const storage = "microsoft.storage/storageaccounts";
const vaults = "microsoft.dataprotection/backupvaults";

const of = (type: string, does: string, properties: unknown): Weakening => ({ type, does, change: { properties } });

/** In the order in which they are tried: first nobody is told any more, then less is kept of what follows. */
export const weakenings: readonly Weakening[] = [
  of("microsoft.insights/actiongroups", "lets alerts tell nobody", { enabled: false, emailReceivers: [] }),
  of("microsoft.insights/metricalerts", "switches alert rules off", { enabled: false }),
  of(`${sqlDatabases}/backupshorttermretentionpolicies`, "keeps backups of databases for a day", { retentionDays: 1 }),
  of(`${sqlDatabases}/backuplongtermretentionpolicies`, "keeps no backup for longer", {
    ...{ weeklyRetention: "PT0S", monthlyRetention: "PT0S", yearlyRetention: "PT0S", weekOfYear: 0 },
  }),
  of(`${storage}/blobservices`, "switches versions and soft delete of documents off", {
    ...{ isVersioningEnabled: false, restorePolicy: null },
    ...{
      deleteRetentionPolicy: { enabled: false, days: null },
      containerDeleteRetentionPolicy: { enabled: false, days: null },
    },
  }),
  of(`${storage}/managementpolicies`, "lets a rule delete documents after a day", {
    policy: {
      rules: [
        {
          ...{ name: "all", type: "Lifecycle", enabled: true },
          definition: {
            filters: { blobTypes: ["blockBlob"] },
            actions: {
              baseBlob: { delete: { daysAfterModificationGreaterThan: 0 } },
              version: { delete: { daysAfterCreationGreaterThan: 0 } },
            },
          },
        },
      ],
    },
  }),
  {
    ...of(storage, "gives up that an account is immutable", {
      immutableStorageWithVersioning: { immutabilityPolicy: { state: "Disabled" } },
    }),
    where: (body) => (body as AccountBody).properties?.immutableStorageWithVersioning !== undefined,
  },
  of("microsoft.keyvault/vaults", "switches soft delete of keys off", { enableSoftDelete: false }),
  of("microsoft.keyvault/vaults", "lets deleted keys be purged", { enablePurgeProtection: false }),
  of("microsoft.keyvault/vaults", "closes the network of the keys", {
    publicNetworkAccess: "Disabled",
    networkAcls: { bypass: "None", defaultAction: "Deny", ipRules: [], virtualNetworkRules: [] },
  }),
  of(vaults, "gives up that backups are immutable", {
    securitySettings: { immutabilitySettings: { state: "Disabled" } },
  }),
  of(vaults, "switches soft delete of backups off", { securitySettings: { softDeleteSettings: { state: "Off" } } }),
];
