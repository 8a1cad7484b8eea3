import type { HubPlan, SegmentPlan } from "../plan/network-plan";
import type { NetworkPolicyPlan, PodRole } from "../plan/network-policy-plan";
import type { Plan } from "../plan/plan";
import type { SitePlan } from "../plan/site-plan";

/** A part of the plan that another part of it names. Its absence is a fault of ours, not of the agreement. */
function planned<T>(found: T | undefined, what: string): T {
  if (found === undefined) throw new Error(`The plan has no ${what}, though another part of it needs one.`);
  return found;
}

export function siteOf(plan: Pick<Plan, "sites">, code: string): SitePlan {
  return planned(
    plan.sites.find((site) => site.code === code),
    `site "${code}"`,
  );
}

export function hubOf(plan: Pick<Plan, "hubs">, site: string): HubPlan {
  return planned(
    plan.hubs.find((hub) => hub.site === site),
    `hub at site "${site}"`,
  );
}

/** Key of the one segment of a network that holds something. */
export function segmentHolding(segments: readonly SegmentPlan[], holds: SegmentPlan["holds"]): string {
  return planned(
    segments.find((segment) => segment.holds === holds),
    `segment that holds ${holds}`,
  ).key;
}

/** The network policy of the pods of one role. */
export function policyOf(policies: readonly NetworkPolicyPlan[], role: PodRole): NetworkPolicyPlan {
  return planned(
    policies.find((policy) => policy.role === role),
    `network policy for ${role}`,
  );
}

/** What a layer below, or an earlier part of this one, made under a key. */
export function made<T>(things: Readonly<Record<string, T>>, key: string, what: string): T {
  return planned(things[key], `${what} "${key}"`);
}
