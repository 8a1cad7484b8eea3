import * as network from "@pulumi/azure-native/network";
import { output, type CustomResourceOptions, type Input } from "@pulumi/pulumi";
import { nameInScope } from "../name-in-scope";
import type { ComponentArgs } from "../component-args";

/** Where the record of a network's flows goes. */
export interface FlowLogArchive {
  /** The one network watcher of the region and subscription of the network. */
  readonly watcher: { readonly name: Input<string>; readonly resourceGroupName: Input<string> };
  /**
   * Ids of a storage account in the region of the network and of the identity by which records are written there: an
   * account without keys lets in nobody else.
   */
  readonly store: Input<{ readonly id: Input<string>; readonly writerId: Input<string> }>;
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

/**
 * A record of who talked to whom in a network, kept in storage.
 *
 * @see Microsoft Learn, network-watcher/vnet-flow-logs-managed-identity (2025-11).
 */
export function flowLog(name: string, args: FlowLogArgs, opts: CustomResourceOptions): network.FlowLog {
  const store = output(args.archive.store);
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
      storageId: store.id,
      identity: { type: "UserAssigned", userAssignedIdentities: [store.writerId] },
      enabled: true,
      format: { type: "JSON", version: 2 },
      retentionPolicy: { enabled: true, days: Math.min(args.archive.retentionDays, LONGEST_RETENTION_DAYS) },
      tags: args.tags,
    },
    opts,
  );
}
