import * as storage from "@pulumi/azure-native/storage";
import type { CustomResourceOptions, Input } from "@pulumi/pulumi";

export interface ReplicatedAccount {
  readonly resourceId: Input<string>;
  readonly accountName: Input<string>;
  readonly resourceGroupName: Input<string>;
  readonly containers: readonly { readonly name: Input<string> }[];
}

/** Everything that is in a container, however old: without a time Azure copies only what is written from now on. */
const FROM_THE_BEGINNING = { minCreationTime: "1601-01-01T00:00:00Z" };

/**
 * Copies every container of one account to the container of the same place in the list in another, as soon as Azure can
 * (it promises no time). Nobody else can write to the copies.
 *
 * The destination's policy comes first and gets its ids from Azure; the source's must carry the same ones. Both accounts
 * need versioning, the source a change feed, and full resource ids where copies to other directories are not allowed.
 *
 * @see Microsoft Learn, storage/blobs/object-replication-overview (2021).
 */
export function replicateContainers(
  name: string,
  source: ReplicatedAccount,
  destination: ReplicatedAccount,
  options: CustomResourceOptions,
): void {
  const accounts = { sourceAccount: source.resourceId, destinationAccount: destination.resourceId };
  const received = new storage.ObjectReplicationPolicy(
    `${name}-destination`,
    {
      ...accounts,
      resourceGroupName: destination.resourceGroupName,
      accountName: destination.accountName,
      objectReplicationPolicyId: "default",
      rules: source.containers.flatMap((container, index) => {
        const copy = destination.containers[index];
        if (copy === undefined) return [];
        return { sourceContainer: container.name, destinationContainer: copy.name, filters: FROM_THE_BEGINNING };
      }),
    },
    options,
  );
  new storage.ObjectReplicationPolicy(
    `${name}-source`,
    {
      ...accounts,
      resourceGroupName: source.resourceGroupName,
      accountName: source.accountName,
      objectReplicationPolicyId: received.policyId,
      rules: received.rules.apply((rules = []) =>
        rules.map(({ ruleId, sourceContainer, destinationContainer }) => ({
          ...(ruleId !== undefined && { ruleId }),
          sourceContainer,
          destinationContainer,
          filters: FROM_THE_BEGINNING,
        })),
      ),
    },
    // A preview of a change at the destination does not know the id, though it stays, and would announce a replacement.
    { ...options, ignoreChanges: ["objectReplicationPolicyId"] },
  );
}
