import type { Cloud } from "../arm/cloud";
import type { ArmProblem } from "../arm/problem";
import { idKey } from "../arm/resource-id";
import { flagAt } from "../models/read-body";
import { refusal } from "../models/refusal";
import { copiesOf } from "./restore-points";

const accountType = "microsoft.storage/storageaccounts";
const containerType = `${accountType}/blobservices/containers`;
const accountFlag = "properties.immutableStorageWithVersioning.enabled";

/**
 * The refusal to delete an account or a container whose blobs cannot be changed, as long as there are any: whether a
 * policy is locked, and whether it has run out, does not matter. Somebody with every right, and without any lock in the
 * way, is refused as well.
 *
 * Source: Microsoft Learn, storage/blobs/immutable-version-level-worm-policies (2024-03), deletion. Azure's code for an
 * account is read from Azure/azure-powershell issue 26148, that for a container from Azure/azure-sdk-for-python issue 22255.
 */
export function heldBlobProblems(cloud: Cloud, id: string): readonly ArmProblem[] {
  const gone = [...cloud.below(id), ...[cloud.get(id)].flatMap((root) => root ?? [])];
  return gone.flatMap((resource): readonly ArmProblem[] => {
    const type = resource.type.toLowerCase();
    const isAccount = type === accountType;
    if (!isAccount && type !== containerType) return [];
    const account = accountOf(resource.id);
    const isImmutable =
      flagAt(cloud.get(account)?.body ?? {}, accountFlag) === true || flagAt(resource.body, accountFlag) === true;
    if (!isImmutable || !holdsBlobs(cloud, resource.id, account)) return [];
    const name = resource.id.split("/").at(-1) ?? "";
    return [
      isAccount
        ? refusal(
            "AccountProtectedFromDeletion",
            `${name} is protected from deletion: it has immutable storage with versioning, and is not empty.`,
            undefined,
            409,
          )
        : refusal(
            "ContainerImmutableStorageWithVersioningEnabled",
            `The requested operation is not allowed as the container ${name} has immutable storage with versioning enabled, and is not empty.`,
            undefined,
            409,
          ),
    ];
  });
}

/** Blobs that somebody wrote, or copies that jobs made: those are told by account, so each of its containers has them. */
function holdsBlobs(cloud: Cloud, id: string, account: string): boolean {
  if (cloud.blobs.within(id).length > 0) return true;
  const now = Date.parse(cloud.now);
  const databases = cloud.history
    .of("copies")
    .filter(({ schedule }) => idKey(schedule.accountId) === idKey(account))
    .map(({ schedule }) => schedule.databaseId);
  return [...new Set(databases)].some((database) =>
    copiesOf(cloud, database, now).some((found) => "place" in found && idKey(found.place) === idKey(account)),
  );
}

function accountOf(id: string): string {
  return id.split("/").slice(0, 9).join("/");
}
