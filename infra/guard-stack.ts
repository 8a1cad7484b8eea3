import { guardLayer } from "./layers/guard";
import { layerTags, platformScope } from "./layers/layer-identity";
import { layerOutputsVersion, type Deferred, type GuardOutputs } from "./layers/layer-outputs";
import { deployInto, subscriptionProvider } from "./layers/subscription-provider";
import type { Plan } from "./plan/plan";

/** Deploys the guard layer and gives its outputs. */
export function guardStack(plan: Plan): Deferred<GuardOutputs> {
  deployInto(subscriptionProvider("guard", plan.target.subscriptions.guard));
  const guard = guardLayer(plan, {
    scope: platformScope(plan),
    tags: layerTags(plan, "guard"),
    immutability: plan.target.immutability === "locked" ? "Locked" : "Unlocked",
  });
  return {
    version: layerOutputsVersion,
    resourceGuards: guard.resourceGuards,
    copyAccounts: guard.copyAccounts,
    logArchives: guard.logArchives,
    copyWriters: guard.copyWriters,
    ...(guard.copyReader !== undefined && { copyReader: guard.copyReader }),
    ...(guard.copyRestorer !== undefined && { copyRestorer: guard.copyRestorer }),
    ...(guard.copyWatcher !== undefined && { copyWatcher: guard.copyWatcher }),
  };
}
