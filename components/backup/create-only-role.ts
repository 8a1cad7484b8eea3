import type { CustomResourceOptions } from "@pulumi/pulumi";
import type { Scope } from "../component-args";
import { customRole } from "../identity/custom-role";
import type { CustomRole } from "../identity/role-assignment";

const BLOBS = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs";

/**
 * Of everything that the right to read blobs allows, only listing their names. It comes on top of a role that has that right.
 *
 * @see Microsoft Learn, storage/blobs/storage-auth-abac-attributes (2024), suboperation `Blob.List`
 */
export const LISTS_NAMES_ONLY = `((!(ActionMatches{'${BLOBS}/read'} AND NOT SubOperationMatches{'Blob.List'})))`;

/**
 * A role that writes new blobs and appends to them, and can do nothing else: no reading, no deleting. On an immutable
 * account nothing that is there can be overwritten either. Azure has no built-in role that writes without deleting.
 *
 * @param subscription GUID of the subscription in which it can be assigned.
 * @see Microsoft Learn, rest/api/storageservices/put-blob and append-block (2024), permissions.
 */
export function createOnlyRole(
  name: string,
  scope: Pick<Scope, "platform" | "environment" | "salt">,
  subscription: string,
  options?: CustomResourceOptions,
): CustomRole {
  return customRole(
    name,
    {
      scope,
      subscription,
      key: "create-only",
      description: "Writes new blobs and appends to them; reads and deletes nothing.",
      dataActions: [`${BLOBS}/add/action`, `${BLOBS}/write`],
    },
    options,
  );
}
