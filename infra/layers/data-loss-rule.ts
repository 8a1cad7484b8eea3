import { formatArmId } from "../../azure/arm-id";
import type { Scope } from "../../components/component-args";
import { nameInScope } from "../../components/name-in-scope";
import type { Plan } from "../plan/plan";

/** What the rule of an alert about lost data is called, besides its tenant. */
export const DATA_LOSS = { role: "dat", label: "data-lost" } as const;

/**
 * Id of the rule that says that a tenant has lost data. Each tenant has one of its own where a restore begins by it, so that
 * the rule alone tells whose data it is.
 *
 * @param scope platform, environment, cell and site
 */
export function dataLossRuleId({ target }: Pick<Plan, "target">, scope: Scope, tenant: string): string {
  const group = nameInScope(scope, "resources:ResourceGroup", { role: "mon" });
  return formatArmId({
    scope: `/subscriptions/${target.subscriptions.cells}/resourceGroups/${group}`,
    type: "Microsoft.Insights/scheduledQueryRules",
    names: [nameInScope(scope, "monitor:ScheduledQueryRule", { ...DATA_LOSS, tenant })],
  });
}

/** Whether restores begin by themselves on this platform. */
export function restoresByItself({ jobs }: Pick<Plan, "jobs">): boolean {
  return jobs.some(({ job }) => job === "restore");
}
