import { durationMinutes } from "../../agreement/duration";
import { RECOVERY_TIMES } from "../../azure/recovery-times";
import type { CloudResource, Instant } from "../cloud";

const MINUTE = 60_000;

interface QueryRule {
  readonly properties?: {
    readonly enabled?: boolean;
    readonly evaluationFrequency?: string;
    readonly criteria?: { readonly allOf?: readonly { readonly query?: string }[] };
  };
}

/**
 * The first alert by a deployed log rule that asks for damaged backups of a tenant; undefined where no rule does.
 *
 * @param recorded when the verification wrote its record
 */
export function damageAlert(
  resources: readonly CloudResource[],
  tenant: string,
  recorded: Instant,
): { readonly at: Instant; readonly by: string } | undefined {
  const alerts = resources.flatMap(({ id, type, body }) => {
    const { properties } = body as QueryRule;
    const query = properties?.criteria?.allOf?.[0]?.query ?? "";
    const asks = query.includes("verification.damaged") && query.includes(`"${tenant}"`);
    const frequency = properties?.evaluationFrequency;
    const isRule = type.toLowerCase() === "microsoft.insights/scheduledqueryrules" && properties?.enabled !== false;
    if (!isRule || !asks || frequency === undefined) return [];
    const step = durationMinutes(frequency) * MINUTE;
    const seen = recorded + RECOVERY_TIMES.logMinutes.value * MINUTE;
    return [{ at: Math.ceil(seen / step) * step, by: `alert ${id.split("/").at(-1) ?? id}` }];
  });
  return alerts.sort((one, other) => one.at - other.at)[0];
}
