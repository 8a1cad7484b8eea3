import * as storage from "@pulumi/azure-native/storage";
import type { Resource } from "@pulumi/pulumi";
import { formatName } from "../../azure/names/resource-name";
import type { DocumentAccount, DocumentPlace } from "./document-store";
import { replicateContainers, type ReplicatedAccount } from "./object-replication";

/** Tenants that are going to be moved here from another cell, and the account that their documents are copied from. */
export interface Arrivals {
  /** The other cell, in two digits. */
  readonly from: string;
  readonly source: Pick<ReplicatedAccount, "resourceId" | "accountName" | "resourceGroupName">;
  /** Codes. */
  readonly tenants: readonly string[];
}

/** Name by which the engine knows the container of a tenant: it stays when the tenant has come. */
export function containerKey(name: string, site: string, tenant: string): string {
  return `${name}-${site}-${tenant}`;
}

/** Name of the container of a tenant, the same in every account. */
export function containerName(tenant: string): string {
  return formatName("storage:BlobContainer", { tenant, role: "doc" });
}

/** Where documents arrive: the first place of a store. */
interface Destination {
  readonly place: DocumentPlace;
  readonly account: DocumentAccount;
  readonly arrivals: readonly Arrivals[];
}

/**
 * Copies the documents of tenants that are going to be moved here into containers that nobody can write to until the
 * tenants are here and the replication is gone. They stay protected where they come from, and are mirrored there.
 */
export function receiveDocuments(
  name: string,
  { place: { site, resourceGroupName }, account, arrivals }: Destination,
  parent: Resource,
): void {
  const options = { parent, dependsOn: [...account.history] };
  for (const { from, source, tenants } of arrivals) {
    const containers = tenants.map(
      (tenant) =>
        new storage.BlobContainer(
          containerKey(name, site, tenant),
          {
            containerName: containerName(tenant),
            resourceGroupName,
            accountName: account.name,
            publicAccess: "None",
          },
          options,
        ),
    );
    replicateContainers(
      `${name}-from-${from}`,
      { ...source, containers: tenants.map((tenant) => ({ name: containerName(tenant) })) },
      { resourceId: account.resourceId, accountName: account.name, resourceGroupName, containers },
      options,
    );
  }
}
