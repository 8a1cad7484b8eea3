import { documentsIn, loadPlatform } from "../../agreement/load-platform";
import { testFacts } from "../../agreement/test-facts";
import type { Platform } from "../../azure/names/codes";
import { analyseReachability, type Reachability } from "../../policies/analysis/reachability/analyse";
import type { ReachabilityFinding } from "../../policies/analysis/reachability/result/finding";
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

/**
 * Nobody has built the private endpoints of the copies yet: the accounts of the guard layer are closed to the outside, and
 * nothing in the networks leads to them. The day somebody does, this and what filters by it goes.
 */
export const isAboutCopies = ({ kind, message }: ReachabilityFinding): boolean =>
  kind === "missing" &&
  /^jobs have to reach copies, but no private endpoint in snet-\w+-\w+-bak leads there/.test(message);
