import { expect, it } from "vitest";
import type { CloudResource } from "../cloud";
import { deletingRoles } from "./deleting-roles";

const subscription = "00000000-0000-0000-0000-00000000000a";
const roles = `/subscriptions/${subscription}/providers/Microsoft.Authorization`;
const BLOBS = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs";

interface Permission {
  readonly actions?: readonly string[];
  readonly notActions?: readonly string[];
  readonly dataActions?: readonly string[];
}

function assigned(permission: Permission): readonly CloudResource[] {
  const definition = `${roles}/roleDefinitions/11111111-1111-4111-8111-111111111111`;
  return [
    {
      id: definition,
      type: "Microsoft.Authorization/roleDefinitions",
      body: { properties: { permissions: [permission] } },
    },
    {
      id: `${roles}/roleAssignments/one`,
      type: "Microsoft.Authorization/roleAssignments",
      body: { properties: { roleDefinitionId: definition } },
    },
  ];
}

it.each<[string, Permission, boolean]>([
  ["adds blobs alone", { dataActions: [`${BLOBS}/add/action`, `${BLOBS}/write`] }, false],
  ["reads everything", { actions: ["*/read"], dataActions: [`${BLOBS}/read`] }, false],
  ["deletes blobs", { dataActions: [`${BLOBS}/delete`] }, true],
  ["deletes versions of blobs", { dataActions: [`${BLOBS}/deleteBlobVersion/action`] }, true],
  ["passes by immutability", { dataActions: [`${BLOBS}/immutableStorage/runAsSuperUser/action`] }, true],
  ["may do everything with blobs", { dataActions: [`${BLOBS}/*`] }, true],
  ["takes the keys of the account", { actions: ["Microsoft.Storage/storageAccounts/listKeys/action"] }, true],
  ["writes the account, and so its policy", { actions: ["Microsoft.Storage/storageAccounts/write"] }, true],
  ["lets a rule delete", { actions: ["Microsoft.Storage/storageAccounts/managementPolicies/*"] }, true],
  ["gives itself roles", { actions: ["Microsoft.Authorization/*/Write"] }, true],
  ["may do everything but that", { actions: ["*"], notActions: ["Microsoft.*"] }, false],
  [
    "may do everything but give roles, as Contributor does",
    { actions: ["*"], notActions: ["Microsoft.Authorization/*/Write"] },
    true,
  ],
])("a role that %s", (_, permission, isHarmful) => {
  expect(deletingRoles(assigned(permission), subscription)).toHaveLength(isHarmful ? 1 : 0);
});
