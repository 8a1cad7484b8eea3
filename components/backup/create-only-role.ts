import * as authorization from "@pulumi/azure-native/authorization";
import type { CustomResourceOptions } from "@pulumi/pulumi";
import type { Scope } from "../component-args";
import { deterministicGuid } from "../identity/deterministic-guid";
import type { CustomRole } from "../identity/role-assignment";

const BLOBS = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs";

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
  const { platform, environment, salt = "" } = scope;
  const subscriptionId = `/subscriptions/${subscription}`;
  const guid = deterministicGuid(platform, environment, salt, "create-only");
  const definition = new authorization.RoleDefinition(
    name,
    {
      roleDefinitionId: guid,
      scope: subscriptionId,
      // Unique in the directory, in which a second data centre can stand beside the first.
      roleName: `Deltawerk create-only (${[platform, environment, salt].filter((part) => part !== "").join(", ")})`,
      description: "Writes new blobs and appends to them; reads and deletes nothing.",
      permissions: [
        { actions: [], notActions: [], dataActions: [`${BLOBS}/add/action`, `${BLOBS}/write`], notDataActions: [] },
      ],
      assignableScopes: [subscriptionId],
    },
    options,
  );
  return {
    name: "create-only",
    roleDefinitionId: `${subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/${guid}`,
    definition,
  };
}
