import * as storage from "@pulumi/azure-native/storage";
import { ComponentResource, type ComponentResourceOptions, type Output } from "@pulumi/pulumi";
import type { ObservedArgs } from "../component-args";
import { PRIVATE_ACCOUNT } from "../data/private-account";
import { nameInScope } from "../name-in-scope";
import { observeAccount } from "./observe-account";

export interface FlowLogStoreArgs extends ObservedArgs {
  /** A storage SKU that stays where logs may be. */
  readonly redundancy: string;
}

/** Where the flow logs of the networks in a region go; how long they stay is set with each flow log. */
export class FlowLogStore extends ComponentResource {
  readonly resourceId: Output<string>;

  constructor(name: string, args: FlowLogStoreArgs, options?: ComponentResourceOptions) {
    super("deltawerk:monitoring:FlowLogStore", name, {}, options);
    const account = new storage.StorageAccount(
      `${name}-account`,
      {
        ...PRIVATE_ACCOUNT,
        accountName: nameInScope(args.scope, "storage:StorageAccount", { role: "log" }),
        resourceGroupName: args.resourceGroupName,
        location: args.location,
        tags: args.tags,
        sku: { name: args.redundancy },
      },
      { parent: this },
    );
    this.resourceId = account.id;
    observeAccount(name, { resourceId: account.id, workspaceId: args.workspaceId }, { parent: this });
    this.registerOutputs({ resourceId: this.resourceId });
  }
}
