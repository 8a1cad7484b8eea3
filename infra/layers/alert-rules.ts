import { durationMinutes } from "../../agreement/duration";
import type { AlertTiming, Severity } from "../../components/monitoring/alert-args";
import type { MetricSignalName } from "../../components/monitoring/metric-signals";
import type { AlertPlan } from "../plan/alert-plan";

/** What somebody does to a subscription. */
export type SubscriptionFault = "firewall-changed" | "access-changed" | "logging-changed" | "threat-found";

/** What the jobs record of a tenant. */
export type TenantFault =
  | "tenant-down"
  | "probe-silent"
  | "copy-failed"
  | "backup-missing"
  | "backups-unseen"
  | "backup-damaged"
  | "restored"
  | "data-lost"
  | "weakness-found";

type Fault =
  MetricSignalName | "backup-absent" | "certificate-ends" | "monitoring-blind" | SubscriptionFault | TenantFault;

/**
 * How bad each fault is: 0 when customers are out or somebody is at the door, 1 when they are without a reserve or a
 * promise is about to break, 2 when there is time until the next working day.
 */
export const SEVERITIES = {
  "database-unavailable": 0,
  "site-unreachable": 0,
  "gateway-unhealthy": 1,
  "firewall-unhealthy": 1,
  "tunnel-down": 1,
  "node-not-ready": 2,
  "database-space": 2,
  "backup-absent": 1,
  "certificate-ends": 1,
  "firewall-changed": 2,
  "access-changed": 2,
  "logging-changed": 1,
  "threat-found": 0,
  "tenant-down": 0,
  "probe-silent": 1,
  "copy-failed": 1,
  "backup-missing": 1,
  "backups-unseen": 1,
  "backup-damaged": 1,
  restored: 2,
  "data-lost": 0,
  "weakness-found": 2,
  "monitoring-blind": 1,
} as const satisfies Readonly<Record<Fault, Severity>>;

/** Minutes at which Azure evaluates metric rules (Microsoft Learn, azure-monitor/alerts/alerts-create-metric-alert-rule). */
const EVALUATIONS = [1, 5, 15, 30, 60] as const;
/** A fault is averaged over so many evaluations, and reported by the time the agreement allows. */
const EVALUATIONS_WITHIN = 5;

const iso = (minutes: number): string => (minutes === 60 ? "PT1H" : `PT${minutes}M`);

/** How often rules look and over how long, so that a fault is noticed within the agreed time. */
export function alertTiming({ detectWithin }: Pick<AlertPlan, "detectWithin">): AlertTiming {
  const within = durationMinutes(detectWithin);
  const every = EVALUATIONS.findLast((minutes) => minutes * EVALUATIONS_WITHIN <= within) ?? EVALUATIONS[0];
  const over = EVALUATIONS.find((minutes) => minutes > every) ?? every;
  return { every: iso(every), over: iso(over) };
}

/** Key of the route that a severity takes. */
export function routeOf({ routes }: Pick<AlertPlan, "routes">, severity: Severity): string {
  const route = routes.find(({ severities }) => severities.includes(severity));
  if (route === undefined) throw new Error(`The plan has no alert route for severity ${severity}.`);
  return route.key;
}
