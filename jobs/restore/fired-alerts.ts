import { z } from "zod";
import { readMoment } from "../job/variables";
import type { ResourceManager } from "../management/arm-client";
import type { FiredAlert } from "./restore-request";
import { wholeAtOf } from "./whole-at";

/** Which alerts are looked for: those of one rule, about one resource. */
export interface AlertSource {
  /** ARM id of what the rule watches: the log workspace. */
  readonly resource: string;
  /** ARM id of the rule. */
  readonly rule: string;
}

const API_VERSION = "2019-03-01";
/** Of Azure's four spans (1h, 1d, 7d, 30d) the shortest that a cluster which starts nothing over a weekend does not outlast. */
const SPAN = "7d";
/** What a person makes of an alert that is done with; no alert gets there by itself. */
const CLOSED = "Closed";

const instanceSchema = z.object({
  id: z.string().min(1),
  properties: z.object({
    essentials: z.object({
      alertRule: z.string().min(1),
      alertState: z.string(),
      startDateTime: z.string(),
      description: z.string().nullish(),
    }),
    context: z.unknown().optional(),
  }),
});

/**
 * The alerts of a rule that fired within seven days and that nobody has closed, oldest first. Whether an alert is over says
 * nothing: one about a single record is over minutes later, and the data is as lost as before. Azure Monitor keeps alerts
 * for 30 days, and names their rule by its id or, for some kinds of rules, by its name alone (Microsoft Learn,
 * rest/api/monitor/alertsmanagement/alerts/get-all, 2019-03-01; azure-monitor/alerts/alerts-overview, 2024).
 *
 * @throws Error where an answer is not what Azure documents: then nobody knows whether data was lost
 */
export async function firedAlerts(manager: ResourceManager, source: AlertSource): Promise<readonly FiredAlert[]> {
  const path = `${source.resource}/providers/Microsoft.AlertsManagement/alerts`;
  const rule = source.rule.toLowerCase();
  const names = [rule, rule.slice(rule.lastIndexOf("/") + 1)];
  const listed = await manager.list(`${path}?timeRange=${SPAN}&includeContext=true`, API_VERSION);
  return listed
    .map((item) => {
      const read = instanceSchema.safeParse(item);
      if (!read.success) throw new Error(`Azure's list of alerts cannot be read: ${z.prettifyError(read.error)}`);
      return { id: read.data.id, ...read.data.properties.essentials, wholeAt: wholeAtOf(read.data.properties.context) };
    })
    .filter(({ alertRule, alertState }) => alertState !== CLOSED && names.includes(alertRule.toLowerCase()))
    .map(({ id, alertRule, startDateTime, description, wholeAt }) => {
      const firedDateTime = readMoment(startDateTime);
      if (firedDateTime === undefined) throw new Error(`Alert ${id} began at ${JSON.stringify(startDateTime)}.`);
      const name = alertRule.slice(alertRule.lastIndexOf("/") + 1);
      return { alertId: id, alertRule: name, firedDateTime, description, wholeAt };
    })
    .sort((a, b) => a.firedDateTime.getTime() - b.firedDateTime.getTime());
}
