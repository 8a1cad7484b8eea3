/** What a private endpoint can lead to: the sub-resources of a service and the host names that clients ask for. */
export interface PrivateLinkTarget {
  readonly type: string;
  /** By group id, the host names of a service with this name. */
  readonly groups: Readonly<Record<string, (name: string, region: string) => readonly string[]>>;
}

/**
 * Microsoft Learn, private-link/private-endpoint-overview and private-endpoint-dns (sub-resources and zones). A
 * registry also answers on a data endpoint in its region.
 */
const targets: readonly PrivateLinkTarget[] = [
  { type: "Microsoft.Sql/servers", groups: { sqlServer: (name) => [`${name}.database.windows.net`] } },
  {
    type: "Microsoft.Storage/storageAccounts",
    groups: {
      blob: (name) => [`${name}.blob.core.windows.net`],
      dfs: (name) => [`${name}.dfs.core.windows.net`],
      file: (name) => [`${name}.file.core.windows.net`],
      queue: (name) => [`${name}.queue.core.windows.net`],
      table: (name) => [`${name}.table.core.windows.net`],
      web: (name) => [`${name}.z6.web.core.windows.net`],
    },
  },
  { type: "Microsoft.KeyVault/vaults", groups: { vault: (name) => [`${name}.vault.azure.net`] } },
  {
    type: "Microsoft.ContainerRegistry/registries",
    groups: { registry: (name, region) => [`${name}.azurecr.io`, `${name}.${region}.data.azurecr.io`] },
  },
  {
    type: "Microsoft.ContainerService/managedClusters",
    groups: { management: (name, region) => [`${name}.${region}.azmk8s.io`] },
  },
  {
    type: "Microsoft.DataProtection/backupVaults",
    groups: { AzureBackup: (name) => [`${name}.backup.windowsazure.com`] },
  },
];

/** What can be reached privately at resources of a type; nothing where the type has no private link. */
export function privateLinkTarget(type: string): PrivateLinkTarget | undefined {
  return targets.find((target) => target.type.toLowerCase() === type.toLowerCase());
}
