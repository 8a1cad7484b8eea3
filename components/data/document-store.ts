import * as storage from "@pulumi/azure-native/storage";
import {
  ComponentResource,
  type ComponentResourceOptions,
  type Input,
  type Output,
  type Resource,
} from "@pulumi/pulumi";
import { deletionLock } from "../backup/deletion-lock";
import type { Scope } from "../component-args";
import { observeAccount } from "../monitoring/observe-account";
import { RoleAssignment } from "../identity/role-assignment";
import { nameInScope } from "../name-in-scope";
import { containerKey, containerName, receiveDocuments, type Arrivals } from "./document-arrivals";
import { replicateContainers } from "./object-replication";
import { PRIVATE_ACCOUNT } from "./private-account";

/** Where one account of the archive stands. */
export interface DocumentPlace {
  readonly site: string;
  readonly resourceGroupName: Input<string>;
  readonly location: Input<string>;
  readonly workspaceId: Input<string>;
}

export interface DocumentStoreArgs {
  readonly scope: Scope;
  readonly tags: Readonly<Record<string, string>>;
  /**
   * 1-99: which of the platform's archives at its sites. An archive outlives the cell that it was made for, so that its
   * number is its own.
   */
  readonly number: number;
  /** The first is the one that is written to. */
  readonly places: readonly DocumentPlace[];
  /** A storage SKU, for example `Standard_ZRS`. */
  readonly redundancy: string;
  /** Owners of the documents; those who have left and whose documents may be deleted are not protected any more. */
  readonly tenants: readonly { readonly code: string; readonly protected: boolean }[];
  /** Absent where nobody is going to come from another cell. */
  readonly arrivals?: readonly Arrivals[];
  /** Who works with a tenant's documents, by tenant code: writes at the first place, reads at the other. */
  readonly users: Readonly<Record<string, DocumentUser>>;
  /** Subscription of the accounts (a GUID). */
  readonly subscription: string;
  /** Replicates every container from the first place to the second. */
  readonly mirrored: boolean;
  /** How long what a document was before a change can be read, in days. */
  readonly changesKeptDays: number;
  /** How long a deleted document can be brought back, 1-365 days (Microsoft Learn, storage/soft-delete-blob-overview). */
  readonly deletedKeptDays: number;
}

/** An identity that works with the documents of one tenant. */
export interface DocumentUser {
  readonly name: string;
  readonly principalId: Input<string>;
}

export interface DocumentAccount {
  readonly resourceId: Output<string>;
  readonly name: Output<string>;
  readonly containers: readonly storage.BlobContainer[];
  /** What has to be there before anything is written. */
  readonly history: readonly Resource[];
}

/**
 * The documents of a cell's tenants: an account at each place, in it a container for each tenant.
 *
 * What somebody overwrites or deletes becomes an earlier version, and a version goes `changesKeptDays` after it was
 * written, which for an old document is at once. That deletion is soft: the content can be brought back for
 * `deletedKeptDays` more. So both periods are kept only where the second is not shorter, and what is overwritten stays
 * longer than agreed, up to the sum of both: Azure has one soft-delete period for an account (`azure/blob-history`).
 */
export class DocumentStore extends ComponentResource {
  /** By site code. */
  readonly accounts: Readonly<Record<string, DocumentAccount>>;

  constructor(name: string, args: DocumentStoreArgs, options?: ComponentResourceOptions) {
    super("deltawerk:data:DocumentStore", name, {}, options);
    const accounts = args.places.map((place) => [place.site, this.addAccount(name, args, place)] as const);
    this.accounts = Object.fromEntries(accounts);
    const [first] = accounts;
    if (first !== undefined && args.places[0] !== undefined) {
      receiveDocuments(name, { place: args.places[0], account: first[1], arrivals: args.arrivals ?? [] }, this);
    }
    const [source, destination] = accounts;
    if (args.mirrored && source !== undefined && destination !== undefined) {
      const side = (index: 0 | 1, { resourceId, name: accountName, containers }: DocumentAccount) => ({
        resourceId,
        accountName,
        resourceGroupName: args.places[index]?.resourceGroupName ?? "",
        containers,
      });
      replicateContainers(`${name}-mirror`, side(0, source[1]), side(1, destination[1]), { parent: this });
    }
    this.registerOutputs({
      accounts: Object.fromEntries(
        accounts.map(([site, { resourceId, name: account }]) => [site, { resourceId, account }]),
      ),
    });
  }

  private addAccount(name: string, args: DocumentStoreArgs, place: DocumentPlace): DocumentAccount {
    const { resourceGroupName, location, site } = place;
    const account = new storage.StorageAccount(
      `${name}-${site}-account`,
      {
        ...PRIVATE_ACCOUNT,
        accountName: nameInScope({ ...args.scope, site }, "storage:StorageAccount", {
          role: "doc",
          generation: args.number,
        }),
        resourceGroupName,
        location,
        tags: args.tags,
        sku: { name: args.redundancy },
      },
      // Without owners whose documents are protected there is nothing in it that could be lost.
      { parent: this, protect: args.tenants.some((tenant) => tenant.protected) },
    );
    const properties = this.keepHistory(`${name}-${site}`, args, { resourceGroupName, accountName: account.name });
    observeAccount(`${name}-${site}`, { resourceId: account.id, workspaceId: place.workspaceId }, { parent: this });
    const containers = args.tenants.map(({ code: tenant, protected: isProtected }) => {
      const container = new storage.BlobContainer(
        containerKey(name, site, tenant),
        {
          containerName: containerName(tenant),
          resourceGroupName,
          accountName: account.name,
          publicAccess: "None",
        },
        // A container without history would lose what is written before the history is switched on.
        { parent: this, protect: isProtected, dependsOn: properties },
      );
      const access = this.letIn(`${name}-${site}-${tenant}-access`, args, place, tenant, container);
      if (isProtected) {
        // What is locked keeps its role assignments too, so the lock comes last and goes first.
        deletionLock(`${name}-${site}-${tenant}-lock`, container.id, "Holds a customer's documents.", {
          parent: this,
          dependsOn: [...access],
        });
      }
      return container;
    });
    return { resourceId: account.id, name: account.name, containers, history: [properties] };
  }

  private letIn(
    name: string,
    args: DocumentStoreArgs,
    place: DocumentPlace,
    tenant: string,
    container: storage.BlobContainer,
  ): readonly RoleAssignment[] {
    const user = args.users[tenant];
    if (user === undefined) return [];
    const writes = place === args.places[0];
    return [
      new RoleAssignment(
        name,
        {
          scope: args.scope,
          principal: { name: user.name, id: user.principalId },
          target: { name: `documents-${place.site}-${tenant}`, id: container.id, subscription: args.subscription },
          role: writes ? "Storage Blob Data Contributor" : "Storage Blob Data Reader",
          reason: writes
            ? "The tenant's application keeps the tenant's documents."
            : "The tenant's application reads the mirrored documents while the first place is lost.",
        },
        { parent: this },
      ),
    ];
  }

  private keepHistory(
    name: string,
    { changesKeptDays, deletedKeptDays }: DocumentStoreArgs,
    account: { readonly resourceGroupName: Input<string>; readonly accountName: Input<string> },
  ): storage.BlobServiceProperties {
    const kept = { enabled: true, days: deletedKeptDays };
    const properties = new storage.BlobServiceProperties(
      `${name}-history`,
      {
        ...account,
        blobServicesName: "default",
        isVersioningEnabled: true,
        changeFeed: { enabled: true },
        deleteRetentionPolicy: kept,
        containerDeleteRetentionPolicy: kept,
      },
      { parent: this },
    );
    new storage.ManagementPolicy(
      `${name}-lifecycle`,
      {
        ...account,
        managementPolicyName: "default",
        policy: {
          rules: [
            {
              name: "end-of-changes",
              type: "Lifecycle",
              enabled: true,
              definition: {
                filters: { blobTypes: ["blockBlob"] },
                actions: { version: { delete: { daysAfterCreationGreaterThan: changesKeptDays } } },
              },
            },
          ],
        },
      },
      { parent: this, dependsOn: properties },
    );
    return properties;
  }
}
