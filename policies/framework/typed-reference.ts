import type { ResourceTypeName } from "../../azure/resource-types";
import { walk } from "../resources/reading";
import type { RegisteredResource } from "../resources/registered-resource";
import type { Reference, ResourceSet } from "../resources/resource-set";

/**
 * Where the id at a path leads, if to a resource of a type. An id that nothing has, in a group that is there, leads to the
 * group: for a rule that wants an account it leads elsewhere.
 */
export function typedReference(
  resources: ResourceSet,
  resource: RegisteredResource,
  path: string,
  type: ResourceTypeName,
): Reference {
  const reference = resources.reference(resource, path, type);
  if (reference.kind !== "resource" || reference.resource.type === type) return reference;
  const given = walk(resource.inputs, path);
  return { kind: "elsewhere", id: given.kind === "given" ? String(given.value) : reference.resource.name };
}
