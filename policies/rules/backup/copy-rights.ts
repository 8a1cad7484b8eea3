import { textOf } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";
import type { ResourceSet } from "../../resources/resource-set";
import { accountRole, holds } from "../residency/account-role";

/** Somebody who may add copies to an account. */
export interface CopyWrite {
  readonly assignment: RegisteredResource;
  /** Object id of who it is; the URN of the identity where the id is not known before the update. */
  readonly principal: string | undefined;
  readonly target: RegisteredResource;
  /** Role of the account, in its name. */
  readonly account: string | undefined;
}

const mayWrite = (definition: RegisteredResource): boolean =>
  /containers\/blobs\/(write|\*)/i.test(JSON.stringify(definition.inputs["permissions"] ?? {}));

/** Who gets a role, as far as that can be told. */
export function principalOf(assignment: RegisteredResource, resources: ResourceSet): string | undefined {
  const known = textOf(assignment, "principalId");
  if (known !== undefined) return known;
  const [source, other] = (assignment.propertyDependencies["principalId"] ?? []).filter((urn) =>
    resources.withUrn(urn)?.type.endsWith("UserAssignedIdentity"),
  );
  return other === undefined ? source : undefined;
}

/** Every right to add copies by a role of the platform's own. */
export function writesOf(resources: ResourceSet): readonly CopyWrite[] {
  return resources.ofType("authorization:RoleAssignment").flatMap((assignment): readonly CopyWrite[] => {
    const target = resources.reference(assignment, "scope", "storage:StorageAccount");
    const role = resources.reference(assignment, "roleDefinitionId", "authorization:RoleDefinition");
    if (target.kind !== "resource" || !holds(target.resource, "copies")) return [];
    if (role.kind !== "resource" || !mayWrite(role.resource)) return [];
    const { resource } = target;
    const principal = principalOf(assignment, resources);
    return [{ assignment, principal, target: resource, account: accountRole(resource) }];
  });
}
