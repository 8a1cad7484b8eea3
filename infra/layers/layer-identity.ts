import type { Platform } from "../../azure/names/codes";
import { stateGroupName } from "../../azure/names/state-group-name";
import type { Scope } from "../../components/component-args";
import type { Plan } from "../plan/plan";

/** Scope of everything that a platform deploys in an environment; sites, cells and tenants are added below. */
export function platformScope({ target }: Pick<Plan, "target">): Scope {
  return { platform: target.platform as Platform, environment: target.environment, salt: target.salt };
}

/** Tags of every resource: whose it is and which layer made it, so that a bill or an incident finds its way back. */
export function layerTags({ target }: Pick<Plan, "target">, layer: string): Readonly<Record<string, string>> {
  return { platform: target.platform, environment: target.environment, layer };
}

/** Environments that are made to be thrown away; nothing in them is locked for good. */
export function isDisposable({ target }: Pick<Plan, "target">): boolean {
  return target.environment !== "production";
}

/** Name of the resource group of the deployment state, in each subscription. */
export function stateGroup(plan: Pick<Plan, "target" | "deploymentState">): string {
  const { platform, environment } = platformScope(plan);
  return stateGroupName({ platform, environment, site: plan.deploymentState.site });
}
