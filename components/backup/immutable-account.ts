import * as storage from "@pulumi/azure-native/storage";
import type { ComponentResource, Input, Resource } from "@pulumi/pulumi";
import type { Role } from "../../azure/names/codes";
import type { ComponentArgs } from "../component-args";
import { PRIVATE_ACCOUNT } from "../data/private-account";
import { DiagnosticSetting } from "../monitoring/diagnostic-setting";
import { nameInScope } from "../name-in-scope";

/** What is written to the account can neither be changed nor deleted for a while. */
export interface ImmutabilityArgs extends ComponentArgs {
  /** A storage SKU, for example `Standard_ZRS`. */
  readonly redundancy: string;
  /** 1-146,000 days (Microsoft Learn, storage/blobs/immutable-storage-overview, 2024). */
  readonly retentionDays: number;
  /**
   * Azure makes every policy `Unlocked`; `Locked` is a later step that can never be taken back, after which the days can
   * only grow. So a new account has to be deployed unlocked once.
   */
  readonly immutability: "Unlocked" | "Locked";
  /** Account that keeps the log of who wrote and read; absent for the archive of the logs itself. */
  readonly logArchiveId?: Input<string>;
}

/** The account, and what was made below it: a lock on the account must be the first to go. */
export interface ImmutableAccount {
  readonly account: storage.StorageAccount;
  readonly below: readonly Resource[];
}

/** When blobs are deleted: those of one container, or all. */
export interface EndOfRetention {
  readonly container?: string;
  readonly days: number;
}

function deletion({ container, days }: EndOfRetention, blobTypes: string[]) {
  const ended = { delete: { daysAfterCreationGreaterThan: days } };
  return {
    name: container === undefined ? "end-of-retention" : `end-of-${container}`,
    type: "Lifecycle",
    enabled: true,
    definition: {
      filters: { blobTypes, ...(container !== undefined && { prefixMatch: [`${container}/`] }) },
      actions: { baseBlob: ended, version: ended },
    },
  };
}

/**
 * A private storage account whose blobs cannot be changed or deleted until they are `retentionDays` old, and are
 * deleted at the end of their retention. Version-level immutability can only be switched on when the account is made.
 */
export function immutableAccount(
  name: string,
  args: ImmutabilityArgs & {
    readonly role: Role;
    readonly appendable: boolean;
    readonly ends: readonly EndOfRetention[];
  },
  parent: ComponentResource,
): ImmutableAccount {
  const { resourceGroupName, retentionDays, logArchiveId } = args;
  const account = new storage.StorageAccount(
    `${name}-account`,
    {
      ...PRIVATE_ACCOUNT,
      accountName: nameInScope(args.scope, "storage:StorageAccount", { role: args.role }),
      resourceGroupName,
      location: args.location,
      tags: args.tags,
      sku: { name: args.redundancy },
      immutableStorageWithVersioning: {
        enabled: true,
        immutabilityPolicy: {
          state: args.immutability,
          immutabilityPeriodSinceCreationInDays: retentionDays,
          allowProtectedAppendWrites: args.appendable,
        },
      },
    },
    { parent, protect: true },
  );
  const child = { resourceGroupName, accountName: account.name };
  const properties = new storage.BlobServiceProperties(
    `${name}-history`,
    { ...child, blobServicesName: "default", isVersioningEnabled: true },
    { parent },
  );
  const lifecycle = new storage.ManagementPolicy(
    `${name}-lifecycle`,
    {
      ...child,
      managementPolicyName: "default",
      // Lifecycle rules can delete append blobs, but do nothing else with them.
      policy: {
        rules: args.ends.map((end) => deletion(end, args.appendable ? ["blockBlob", "appendBlob"] : ["blockBlob"])),
      },
    },
    { parent, dependsOn: properties },
  );
  if (logArchiveId === undefined) return { account, below: [properties, lifecycle] };
  const logs = new DiagnosticSetting(
    `${name}-logs`,
    {
      resourceId: account.id.apply((id) => `${id}/blobServices/default`),
      resourceType: "Microsoft.Storage/storageAccounts/blobServices",
      archiveAccountId: logArchiveId,
    },
    { parent },
  );
  return { account, below: [properties, lifecycle, logs] };
}
