import * as network from "@pulumi/azure-native/network";
import type { CustomResourceOptions, Input } from "@pulumi/pulumi";
import { nameInScope } from "../name-in-scope";
import type { ComponentArgs } from "../component-args";

/** Where the record of a network's flows goes. */
export interface FlowLogArchive {
  /** The one network watcher of the region and subscription of the network. */
  readonly watcher: { readonly name: Input<string>; readonly resourceGroupName: Input<string> };
  /** A storage account in the region of the network. */
  readonly storageId: Input<string>;
  /** How long records are to be kept; Azure keeps them 365 days at most, a day less than a leap year. */
  readonly retentionDays: number;
}

export interface FlowLogArgs extends Omit<ComponentArgs, "resourceGroupName"> {
  /** Set where the network is one tenant's own. */
  readonly tenant?: string;
  readonly networkId: Input<string>;
  readonly archive: FlowLogArchive;
}

/** Source: Microsoft Learn, network-watcher/vnet-flow-logs-overview (2024). */
const LONGEST_RETENTION_DAYS = 365;

/** A record of who talked to whom in a network, kept in storage. */
export function flowLog(name: string, args: FlowLogArgs, opts: CustomResourceOptions): network.FlowLog {
  return new network.FlowLog(
    name,
    {
      flowLogName: nameInScope(args.scope, "network:FlowLog", {
        role: "net",
        ...(args.tenant !== undefined && { tenant: args.tenant }),
      }),
      networkWatcherName: args.archive.watcher.name,
      resourceGroupName: args.archive.watcher.resourceGroupName,
      location: args.location,
      targetResourceId: args.networkId,
      storageId: args.archive.storageId,
      enabled: true,
      format: { type: "JSON", version: 2 },
      retentionPolicy: { enabled: true, days: Math.min(args.archive.retentionDays, LONGEST_RETENTION_DAYS) },
      tags: args.tags,
    },
    opts,
  );
}
