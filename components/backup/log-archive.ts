import * as storage from "@pulumi/azure-native/storage";
import { ComponentResource, type ComponentResourceOptions, type Output } from "@pulumi/pulumi";
import { formatName } from "../../azure/names/resource-name";
import { deletionLock } from "./deletion-lock";
import { immutableAccount, type ImmutabilityArgs } from "./immutable-account";

/** Container of the records that the platform's own programs write: who restored what, when and why. */
export const RECORDS_CONTAINER = formatName("storage:BlobContainer", { role: "aud" });

export type LogArchiveArgs = Omit<ImmutabilityArgs, "logArchiveId">;

/**
 * An account to which Azure Monitor appends logs that nobody can change or delete before their time. Azure Monitor makes
 * a container for each kind of log itself.
 *
 * @see Microsoft Learn, azure-monitor/essentials/diagnostic-settings (2024): same region as the source, append writes
 * allowed.
 */
export class LogArchive extends ComponentResource {
  readonly resourceId: Output<string>;
  readonly name: Output<string>;

  constructor(name: string, args: LogArchiveArgs, options?: ComponentResourceOptions) {
    super("deltawerk:backup:LogArchive", name, {}, options);
    const { account, below } = immutableAccount(
      name,
      { ...args, role: "aud", appendable: true, ends: [{ days: args.retentionDays }] },
      this,
    );
    this.resourceId = account.id;
    this.name = account.name;
    const records = new storage.BlobContainer(
      `${name}-records`,
      {
        resourceGroupName: args.resourceGroupName,
        accountName: account.name,
        containerName: RECORDS_CONTAINER,
        publicAccess: "None",
      },
      { parent: this, protect: true },
    );
    deletionLock(`${name}-lock`, account.id, "Holds the audit trail.", {
      parent: this,
      dependsOn: [...below, records],
    });
    this.registerOutputs({ resourceId: this.resourceId, name: this.name });
  }
}
