import type { Limit } from "../../azure/limits";
import type { Requirement, Write } from "../arm/resource-model";
import { refusal } from "./refusal";
import { regionName, sameRegion } from "./region-check";

/**
 * What a subscription must have been given to hold one more resource of a type in a region than it may without asking.
 *
 * @param code Azure's refusal where it was not
 */
export function regionalQuota(
  { id, requested, previous, cloud }: Write,
  limit: Limit,
  code: string,
): readonly Requirement[] {
  if (previous !== undefined) return [];
  const held = cloud
    .ofType(id.type, `/subscriptions/${id.subscriptionId}`)
    .filter(({ body }) => sameRegion(body.location, requested.location)).length;
  if (held < limit.value) return [];
  const region = regionName(requested.location ?? "");
  const message = `The subscription may have ${limit.value} ${limit.of}, and has ${held} in '${region}'. Ask for a higher quota.`;
  return [{ kind: "quota", name: `${limit.of}, ${region}`, problem: refusal(code, message, "location") }];
}
