import type { Output } from "@pulumi/pulumi";
import { durationMinutes } from "../../agreement/duration";
import type { Role } from "../../azure/names/codes";
import type { ComponentArgs } from "../../components/component-args";
import type { AlertTiming } from "../../components/monitoring/alert-args";
import { RecordAlert, type RecordAlertArgs } from "../../components/monitoring/record-alert";
import type { CellPlan } from "../plan/cell-plan";
import type { Plan } from "../plan/plan";
import { alertTiming, routeOf, SEVERITIES, type TenantFault } from "./alert-rules";
import { DATA_LOSS, restoresByItself } from "./data-loss-rule";
import type { PlatformOutputs } from "./layer-outputs";
import { made } from "./plan-lookup";
import { eventsOf, lostData, silentTenants } from "./record-queries";

export interface TenantAlertsArgs {
  /** Where the rules stand; the site is the active one, where the jobs run. */
  readonly home: ComponentArgs;
  readonly site: string;
  readonly platform: Output<PlatformOutputs>;
}

interface Watch {
  readonly fault: TenantFault;
  readonly role: Role;
  readonly description: string;
  readonly query: (tenants: readonly string[]) => string;
  readonly atLeast: number;
  readonly timing: AlertTiming;
}

/** Jobs say something once, so each window follows the last without a gap. */
const QUARTERLY: AlertTiming = { every: "PT15M", over: "PT15M" };

function watches(plan: Plan): readonly Watch[] {
  const quick = alertTiming(plan.alerts);
  const events = (...names: readonly string[]) => {
    return (tenants: readonly string[]) => eventsOf(tenants, names);
  };
  return [
    {
      fault: "tenant-down",
      role: "mon",
      description: "The tenant's address does not answer as it should.",
      query: events("uptime.down"),
      // One answer may get lost on the way; two in the time of one window did not.
      atLeast: 2,
      timing: quick,
    },
    {
      fault: "probe-silent",
      role: "mon",
      description: "Nobody knows whether the tenant's address answers: no probe has recorded anything.",
      query: (tenants) => silentTenants(tenants, "uptime.up"),
      atLeast: 1,
      timing: QUARTERLY,
    },
    {
      fault: "copy-failed",
      role: "cpy",
      description: "An independent copy of the tenant's data was not made.",
      query: events("copy.failed"),
      atLeast: 1,
      timing: QUARTERLY,
    },
    {
      fault: "backup-missing",
      role: "bak",
      description: "A backup that the tenant was promised is not there, or is too old.",
      query: events("backup.missing"),
      atLeast: 1,
      timing: QUARTERLY,
    },
    {
      fault: "backups-unseen",
      role: "bak",
      description: "Nobody has looked at the tenant's backups.",
      query: (tenants) => silentTenants(tenants, "backup.present"),
      atLeast: 1,
      timing: presenceTiming(plan),
    },
    {
      fault: "backup-damaged",
      role: "bak",
      description: "A backup of the tenant is damaged, or it could not be told whether it is.",
      query: events("verification.damaged", "verification.undetermined"),
      atLeast: 1,
      timing: QUARTERLY,
    },
    {
      fault: "restored",
      role: "dat",
      description: "Somebody or something restores data of the tenant.",
      query: events("restore.started", "restore.finished", "restore.failed"),
      atLeast: 1,
      timing: QUARTERLY,
    },
    {
      fault: "weakness-found",
      role: "sec",
      description: "The scan has found a weakness in the tenant's database.",
      query: events("scan.finding"),
      atLeast: 1,
      timing: QUARTERLY,
    },
  ];
}

/**
 * A record is searched for by the time at which it was written and arrives some minutes later (Microsoft Learn,
 * azure-monitor/logs/data-ingestion-time, 2025: 20 s to 3 min, rarely more). A rule that looks back no further than that
 * misses records, and a missed one starts no restore.
 */
const LATEST_RECORDS = "PT15M";

/** Windows of log alerts (Microsoft Learn, azure-monitor/alerts/alerts-create-log-alert-rule, 2024), in hours. */
const HOURS = [2, 3, 4, 5, 6];

/** Two looks may have been missed before it is a fault. */
function presenceTiming({ jobs }: Plan): AlertTiming {
  const minutes = jobs.find(({ job }) => job === "presence")?.everyMinutes ?? durationMinutes("PT1H");
  const hours = HOURS.find((each) => each * 60 >= 3 * minutes);
  return { every: "PT1H", over: hours === undefined ? "P1D" : `PT${hours}H` };
}

/**
 * Faults of tenants as the jobs record them, an alert for each tenant. A rule is the whole cell's, because a tenant's own
 * would cost more than it tells; it names the tenants, so that one of whom nothing is heard is missed.
 */
export function tenantAlerts(plan: Plan, cell: CellPlan, { home, site, platform }: TenantAlertsArgs): void {
  const tenants = cell.tenants.map(({ code }) => code).sort();
  if (tenants.length === 0) return;
  const at = { home, site, platform };
  for (const { fault, query, ...watch } of watches(plan)) {
    addAlert(plan, at, { ...watch, name: fault, fault, label: fault, query: query(tenants), each: "tenant" });
  }
  if (!restoresByItself(plan)) return;
  for (const tenant of tenants) {
    // An alert of the tenant's own: the tenant's restore looks for it and begins by itself.
    addAlert(plan, at, {
      ...DATA_LOSS,
      name: `data-lost-${tenant}`,
      fault: "data-lost",
      tenant,
      description: "Data of the tenant is lost. A restore beside what is there begins by itself; a person promotes it.",
      query: lostData(tenant),
      // Told apart by the moment to which the restore goes back, and so named in the alert.
      each: "wholeAt",
      atLeast: 1,
      timing: { ...alertTiming(plan.alerts), over: LATEST_RECORDS },
    });
  }
}

type Told = Pick<
  RecordAlertArgs,
  "role" | "label" | "tenant" | "description" | "query" | "each" | "atLeast" | "timing"
>;

/** An alert as severe as its fault, on the route of that severity. */
function addAlert(
  plan: Plan,
  { home, site, platform }: TenantAlertsArgs,
  { name, fault, ...told }: Told & { readonly name: string; readonly fault: TenantFault },
): void {
  const route = routeOf(plan.alerts, SEVERITIES[fault]);
  new RecordAlert(name, {
    ...home,
    ...told,
    workspaceId: platform.workspaces.apply((workspaces) => made(workspaces, site, "log workspace at site")),
    severity: SEVERITIES[fault],
    routes: [platform.actionGroups.apply((groups) => made(groups, route, "action group"))],
  });
}
