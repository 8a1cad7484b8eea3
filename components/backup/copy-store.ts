import * as storage from "@pulumi/azure-native/storage";
import { ComponentResource, type ComponentResourceOptions, type Output } from "@pulumi/pulumi";
import { copyRole, type CopyKind } from "../../azure/names/copy-role";
import { formatName } from "../../azure/names/resource-name";
import { deletionLock } from "./deletion-lock";
import { immutableAccount, type ImmutabilityArgs } from "./immutable-account";

const COPIES = formatName("storage:BlobContainer", { role: "cpy" });
const FIRST_OF_MONTH = formatName("storage:BlobContainer", { role: "arc" });

/** Containers of a place, by what is in them. */
export const COPY_CONTAINERS = { copies: COPIES, firstOfMonth: FIRST_OF_MONTH } as const;

export interface CopyStoreArgs extends ImmutabilityArgs {
  readonly kind: CopyKind;
  /** How long the first copy of each month stays, where that is longer than `retentionDays`. */
  readonly firstOfMonthDays?: number;
}

/**
 * One place of the independent copies of databases: nothing in it can be changed or deleted before its time, whoever
 * asks. The first copies of the months have a container of their own, with a longer time.
 *
 * Its containers are locked, which keeps the account as well, and leaves the roles on the account free to come and go.
 */
export class CopyStore extends ComponentResource {
  readonly resourceId: Output<string>;
  readonly name: Output<string>;

  constructor(name: string, args: CopyStoreArgs, options?: ComponentResourceOptions) {
    super("deltawerk:backup:CopyStore", name, {}, options);
    const { firstOfMonthDays, resourceGroupName, retentionDays } = args;
    const { account, below } = immutableAccount(
      name,
      {
        ...args,
        role: copyRole(args.kind),
        appendable: false,
        ends: [
          { container: COPIES, days: retentionDays },
          ...(firstOfMonthDays === undefined ? [] : [{ container: FIRST_OF_MONTH, days: firstOfMonthDays }]),
        ],
      },
      this,
    );
    this.resourceId = account.id;
    this.name = account.name;
    const child = { resourceGroupName, accountName: account.name };
    const addContainer = (role: string, containerName: string) =>
      new storage.BlobContainer(
        `${name}-${role}`,
        { ...child, containerName, publicAccess: "None" },
        { parent: this, protect: true },
      );
    const reason = "Holds independent copies of databases.";
    const copies = addContainer("copies", COPIES);
    // A lock keeps everything above it as well, so it is the first to go.
    deletionLock(`${name}-copies-lock`, copies.id, reason, { parent: this, dependsOn: [...below] });
    if (firstOfMonthDays !== undefined) {
      const months = addContainer("first-of-month", FIRST_OF_MONTH);
      const policy = new storage.BlobContainerImmutabilityPolicy(
        `${name}-first-of-month-policy`,
        {
          ...child,
          containerName: months.name,
          immutabilityPolicyName: "default",
          immutabilityPeriodSinceCreationInDays: firstOfMonthDays,
        },
        { parent: this },
      );
      deletionLock(`${name}-first-of-month-lock`, months.id, reason, { parent: this, dependsOn: [...below, policy] });
    }
    this.registerOutputs({ resourceId: this.resourceId, name: this.name });
  }
}
