/**
 * Properties whose change makes the azure-native plugin replace a resource, beside the parameters of its id and its
 * `location`. A name holds at any depth below the resource, as in the plugin.
 *
 * Source: pulumi-azure-native 3, `provider/pkg/gen/replacement.go`; for databases Azure's specification, which the plugin
 * follows where it marks a property of the resource itself as settable at creation only (azure-rest-api-specs, sql
 * 2023-08-01 Databases.json: `x-ms-mutability` without `update`). The specifications of the other types were not searched
 * for that mark.
 */
const replacing: Readonly<Record<string, readonly string[]>> = {
  "azure-native:authorization:RoleAssignment": ["principalId", "scope"],
  "azure-native:containerservice:ManagedCluster": [
    "diskEncryptionSetID",
    "dnsPrefix",
    "fqdnSubdomain",
    "linuxProfile",
    "nodeResourceGroup",
    "windowsProfile",
    "serviceCidr",
    "serviceCidrs",
    "dnsServiceIP",
    "networkMode",
    "networkPlugin",
    "networkPluginMode",
    "podCidr",
    "networkDataplane",
    "networkPolicy",
    "outboundType",
    "nodePublicIPTags",
  ],
  "azure-native:containerservice:AgentPool": ["gpuInstanceProfile", "vmSize", "nodePublicIPTags"],
  "azure-native:network:PrivateEndpoint": ["subnet"],
  "azure-native:network:PublicIPAddress": ["publicIPAddressVersion", "publicIPPrefix", "sku"],
  "azure-native:sql:Database": [
    "catalogCollation",
    "collation",
    "createMode",
    "longTermRetentionBackupResourceId",
    "recoverableDatabaseId",
    "recoveryServicesRecoveryPointId",
    "restorableDroppedDatabaseId",
    "restorePointInTime",
    "sampleName",
    "sourceDatabaseDeletionDate",
    "sourceDatabaseId",
    "sourceResourceId",
  ],
  "azure-native:storage:StorageAccount": ["isHnsEnabled"],
};

/** The names of properties, at any depth, whose change replaces a resource of this type. */
export function replacingProperties(token: string): ReadonlySet<string> {
  return new Set(replacing[token]);
}
