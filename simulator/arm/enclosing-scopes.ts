import { parseResourceId, type ResourceId } from "./resource-id";

/** The resource and everything around it, the subscription last. */
export function enclosingScopes(id: ResourceId): readonly string[] {
  return id.parent === undefined ? [id.text] : [id.text, ...enclosingScopes(parseResourceId(id.parent))];
}
