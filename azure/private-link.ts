/**
 * Private endpoints: the group id of each service, and the private DNS zone in which its name must resolve. A zone with
 * another name does not override the public one.
 *
 * Source: Microsoft Learn, private-link/private-endpoint-dns (2026-07).
 */
export type PrivateLinkService = "sql" | "blob" | "keyVault" | "containerRegistry" | "kubernetes";

interface PrivateLink {
  readonly armType: string;
  readonly groupId: string;
  /** With {region} where each region has a zone of its own. */
  readonly zone: string;
}

export const PRIVATE_LINKS: Readonly<Record<PrivateLinkService, PrivateLink>> = {
  sql: { armType: "Microsoft.Sql/servers", groupId: "sqlServer", zone: "privatelink.database.windows.net" },
  blob: { armType: "Microsoft.Storage/storageAccounts", groupId: "blob", zone: "privatelink.blob.core.windows.net" },
  keyVault: { armType: "Microsoft.KeyVault/vaults", groupId: "vault", zone: "privatelink.vaultcore.azure.net" },
  containerRegistry: {
    armType: "Microsoft.ContainerRegistry/registries",
    groupId: "registry",
    zone: "privatelink.azurecr.io",
  },
  kubernetes: {
    armType: "Microsoft.ContainerService/managedClusters",
    groupId: "management",
    zone: "privatelink.{region}.azmk8s.io",
  },
};

/** The private DNS zone of a service in a region, by the region's programmatic name. */
export function privateDnsZone(service: PrivateLinkService, region: string): string {
  return PRIVATE_LINKS[service].zone.replace("{region}", region);
}
