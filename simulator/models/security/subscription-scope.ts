import type { ResourceId } from "../../arm/resource-id";

/** Tells whether a resource is directly on a subscription. */
export function isScopeOfSubscription({ parent, subscriptionId }: ResourceId): boolean {
  return parent?.toLowerCase() === `/subscriptions/${subscriptionId}`.toLowerCase();
}
