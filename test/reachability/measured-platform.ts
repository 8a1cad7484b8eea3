import { documentsIn, loadPlatform } from "../../agreement/load-platform";
import { testFacts } from "../../agreement/test-facts";
import type { Platform } from "../../azure/names/codes";
import { analyseReachability, type Reachability } from "../../policies/analysis/reachability/analyse";
import type { RegisteredResource } from "../../policies/resources/registered-resource";
import { ResourceSet } from "../../policies/resources/resource-set";

/** For tests: resources of one of the project's platforms, held against its documents. */
export function measured(platform: Platform, resources: readonly RegisteredResource[], isUnion = true): Reachability {
  const loaded = loadPlatform(platform, documentsIn("."), testFacts);
  if (!loaded.ok) throw new Error(`${platform} has problems`);
  const { agreement, tenants } = loaded.value;
  return analyseReachability(new ResourceSet(resources, isUnion), {
    agreement,
    tenants,
    watcher: `watch.${platform}.example`,
  });
}
