import * as authorization from "@pulumi/azure-native/authorization";
import type { CustomResourceOptions, Input } from "@pulumi/pulumi";
import { formatName } from "../../azure/names/resource-name";

/**
 * A lock against deletion on one durable resource, for those who work in Azure without this program.
 *
 * Azure refuses to delete what is below a locked resource too, so the lock must depend on everything that is made there:
 * then it is the first to go when the resource is given up. `protect` guards the resource itself, not its lock.
 *
 * @see Microsoft Learn, azure-resource-manager/management/lock-resources (2024): notes of at most 512 characters.
 */
export function deletionLock(
  name: string,
  resourceId: Input<string>,
  notes: string,
  options: CustomResourceOptions,
): authorization.ManagementLockByScope {
  return new authorization.ManagementLockByScope(
    name,
    {
      scope: resourceId,
      lockName: formatName("authorization:ManagementLockByScope", { role: "bak" }),
      level: "CanNotDelete",
      notes,
    },
    options,
  );
}
