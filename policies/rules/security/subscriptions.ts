import type { ResourceSet } from "../../resources/resource-set";

/** GUIDs of the subscriptions in which some resources stand, by what of theirs is no setting of a subscription itself. */
export function subscriptionsOf(resources: ResourceSet): readonly string[] {
  const found = resources.resources
    .filter(
      ({ type }) => !["monitor:DiagnosticSetting", "security:Pricing"].includes(type) && !type.includes(":providers:"),
    )
    .flatMap((resource) => resources.subscriptionOf(resource)?.toLowerCase() ?? []);
  return [...new Set(found)].sort();
}
