import * as network from "@pulumi/azure-native/network";
import type { CustomResourceOptions, Input } from "@pulumi/pulumi";
import { nameInScope } from "../name-in-scope";
import type { ComponentArgs } from "../component-args";

/** Where the record of a network's flows goes. */
export interface FlowLogArchive {
  /** A storage account in the region of the network. */
  readonly storageId: Input<string>;
  /** 1-365. */
  readonly retentionDays: number;
}

export interface FlowLogArgs extends Omit<ComponentArgs, "location" | "resourceGroupName"> {
  readonly location: string;
  readonly networkId: Input<string>;
  readonly archive: FlowLogArchive;
}

/**
 * Azure makes one network watcher in each region of a subscription when its first network is made there, under these
 * names, and allows no second one.
 *
 * Source: Microsoft Learn, network-watcher/network-watcher-create (2024).
 */
const WATCHERS_RESOURCE_GROUP = "NetworkWatcherRG";

/** A record of who talked to whom in a network, kept in storage. */
export function flowLog(name: string, args: FlowLogArgs, opts: CustomResourceOptions): network.FlowLog {
  return new network.FlowLog(
    name,
    {
      flowLogName: nameInScope(args.scope, "network:FlowLog", { role: "net" }),
      networkWatcherName: `NetworkWatcher_${args.location}`,
      resourceGroupName: WATCHERS_RESOURCE_GROUP,
      location: args.location,
      targetResourceId: args.networkId,
      storageId: args.archive.storageId,
      enabled: true,
      format: { type: "JSON", version: 2 },
      retentionPolicy: { enabled: true, days: args.archive.retentionDays },
      tags: args.tags,
    },
    opts,
  );
}
