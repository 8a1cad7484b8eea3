import * as storage from "@pulumi/azure-native/storage";
import { all, ComponentResource, type ComponentResourceOptions, type Output } from "@pulumi/pulumi";
import type { ObservedArgs } from "../component-args";
import { PRIVATE_ACCOUNT } from "../data/private-account";
import { ManagedIdentity } from "../identity/managed-identity";
import { RoleAssignment } from "../identity/role-assignment";
import { nameInScope } from "../name-in-scope";
import { observeAccount } from "./observe-account";

export interface FlowLogStoreArgs extends ObservedArgs {
  /** A storage SKU that stays where logs may be. */
  readonly redundancy: string;
  /** GUID of the subscription of the store. */
  readonly subscription: string;
}

/**
 * Where the flow logs of the networks in a region go, and the one identity that writes them; how long they stay is set
 * with each flow log.
 *
 * @see Microsoft Learn, network-watcher/vnet-flow-logs-managed-identity (2025-11): the identity's role on the account.
 */
export class FlowLogStore extends ComponentResource {
  readonly resourceId: Output<string>;
  /** Id of the identity, known once it may write. */
  readonly writerId: Output<string>;

  constructor(name: string, args: FlowLogStoreArgs, options?: ComponentResourceOptions) {
    super("deltawerk:monitoring:FlowLogStore", name, {}, options);
    const accountName = nameInScope(args.scope, "storage:StorageAccount", { role: "log" });
    const account = new storage.StorageAccount(
      `${name}-account`,
      {
        ...PRIVATE_ACCOUNT,
        accountName,
        resourceGroupName: args.resourceGroupName,
        location: args.location,
        tags: args.tags,
        sku: { name: args.redundancy },
      },
      { parent: this },
    );
    this.resourceId = account.id;
    observeAccount(name, { resourceId: account.id, workspaceId: args.workspaceId }, { parent: this });
    const writer = new ManagedIdentity(`${name}-writer`, { ...args, role: "log" }, { parent: this });
    const mayWrite = new RoleAssignment(
      `${name}-may-write`,
      {
        scope: args.scope,
        principal: { name: writer.name, id: writer.principalId },
        target: { name: accountName, id: account.id, subscription: args.subscription },
        role: "Storage Blob Data Contributor",
        reason: "Network Watcher writes the flow logs by this identity, because the account has no keys.",
      },
      { parent: this },
    );
    this.writerId = all([writer.resourceId, mayWrite.id]).apply(([id]) => id);
    this.registerOutputs({ resourceId: this.resourceId, writerId: this.writerId });
  }
}
