import { findRegion, redundanciesOf, type Redundancy } from "../../azure/regions";
import type { ArmProblem } from "../arm/problem";
import type { Write } from "../arm/resource-model";
import { textListAt } from "./read-body";
import { refusal } from "./refusal";

/** `West Europe` and `westeurope` are one. */
export function regionName(location: string): string {
  return location.replaceAll(" ", "").toLowerCase();
}

/** Tells whether two locations are the same region. */
export function sameRegion(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && regionName(one) === regionName(other);
}

/** Refusals of zones that the region has not. */
export function zoneProblems(
  write: Write,
  path = "zones",
  code = "AvailabilityZoneNotSupported",
): readonly ArmProblem[] {
  const location = write.requested.location ?? write.previous?.body.location ?? "";
  return zonesMissing(textListAt(write.requested, path), location).map((zone) =>
    refusal(
      code,
      `The zone '${zone}' is not supported for resource '${write.id.name}' in location '${location}'.`,
      path,
    ),
  );
}

/** Those of the zones that a region has not; none where the region is not known here. */
export function zonesMissing(zones: readonly string[], location: string): readonly string[] {
  const region = findRegion(location);
  return region === undefined ? [] : zones.filter((zone) => !region.zones.some((each) => each === zone));
}

export function hasZones(location: string | undefined): boolean {
  return (findRegion(location ?? "")?.zones.length ?? 0) > 0;
}

/** A refusal of a redundancy for which the region lacks zones or a pair. */
export function redundancyProblems(
  redundancy: Redundancy,
  location: string | undefined,
  path: string,
  code: string,
): readonly ArmProblem[] {
  const region = findRegion(location ?? "");
  if (region === undefined || redundanciesOf(region).includes(redundancy)) return [];
  const lacks = region.zones.length === 0 && redundancy.endsWith("ZRS") ? "availability zones" : "a paired region";
  const message = `The redundancy ${redundancy} of '${path}' is not available in '${region.name}', which has no ${lacks}.`;
  return [refusal(code, message, path)];
}
