import { z } from "zod";
import { readMoment } from "../job/variables";
import type { ResourceManager } from "../management/arm-client";
import type { FiredAlert } from "./restore-request";

/** Which alerts are looked for: those of one rule, about one resource. */
export interface AlertSource {
  /** ARM id of what the rule watches: the log workspace. */
  readonly resource: string;
  /** ARM id of the rule. */
  readonly rule: string;
}

const API_VERSION = "2019-03-01";
/** The shortest of Azure's four spans that an hour of silence does not outlast: 1h, 1d, 7d, 30d. */
const SPAN = "1d";

const instanceSchema = z.object({
  id: z.string().min(1),
  properties: z.object({
    essentials: z.object({
      alertRule: z.string().min(1),
      monitorCondition: z.string(),
      startDateTime: z.string(),
      description: z.string().nullish(),
    }),
  }),
});

/**
 * The alerts of a rule that fired within a day and are not over, oldest first. Azure Monitor keeps them for 30 days, and
 * names their rule by its id or, for some kinds of rules, by its name alone (Microsoft Learn,
 * rest/api/monitor/alertsmanagement/alerts/get-all, 2019-03-01; azure-monitor/alerts/alerts-overview, 2024).
 *
 * @throws Error where an answer is not what Azure documents: then nobody knows whether data was lost
 */
export async function firedAlerts(manager: ResourceManager, source: AlertSource): Promise<readonly FiredAlert[]> {
  const path = `${source.resource}/providers/Microsoft.AlertsManagement/alerts`;
  const rule = source.rule.toLowerCase();
  const names = [rule, rule.slice(rule.lastIndexOf("/") + 1)];
  const listed = await manager.list(`${path}?timeRange=${SPAN}&monitorCondition=Fired`, API_VERSION);
  return listed
    .map((item) => {
      const read = instanceSchema.safeParse(item);
      if (!read.success) throw new Error(`Azure's list of alerts cannot be read: ${z.prettifyError(read.error)}`);
      return { id: read.data.id, ...read.data.properties.essentials };
    })
    .filter(
      ({ alertRule, monitorCondition }) => monitorCondition === "Fired" && names.includes(alertRule.toLowerCase()),
    )
    .map(({ id, alertRule, startDateTime, description }) => {
      const firedDateTime = readMoment(startDateTime);
      if (firedDateTime === undefined) throw new Error(`Alert ${id} began at ${JSON.stringify(startDateTime)}.`);
      return { alertId: id, alertRule: alertRule.slice(alertRule.lastIndexOf("/") + 1), firedDateTime, description };
    })
    .sort((a, b) => a.firedDateTime.getTime() - b.firedDateTime.getTime());
}
