import { findRegion } from "../../azure/regions";
import type { Cloud } from "../arm/cloud";
import type { ArmProblem } from "../arm/problem";
import { refusal } from "../models/refusal";
import { lostTimes, regionOf } from "./outages";
import { contains } from "./time-spans";

/** A lost region carries out no request for what is in it. */
export function lostRegionProblems(cloud: Cloud, id: string, location?: string): readonly ArmProblem[] {
  if (cloud.history.of("fault").length === 0) return [];
  const region = location === undefined ? regionOf(cloud, id) : (findRegion(location)?.name ?? location);
  if (!contains(lostTimes(cloud, region), Date.parse(cloud.now))) return [];
  return [refusal("ServiceUnavailable", `The region '${region ?? ""}' does not answer.`, "location", 503)];
}
