import type { Platform } from "../../azure/names/codes";
import { analyseReachability, type Reachability } from "../../policies/analysis/reachability/analyse";
import type { RegisteredResource } from "../../policies/resources/registered-resource";
import { ResourceSet } from "../../policies/resources/resource-set";
import { productionYardstick } from "../sabotage/production-yardstick";

/** For tests: resources of one of the project's platforms, held against its documents. */
export function measured(platform: Platform, resources: readonly RegisteredResource[], isUnion = true): Reachability {
  return analyseReachability(new ResourceSet(resources, isUnion), productionYardstick(platform));
}
