import type { Input, ProviderResource } from "@pulumi/pulumi";
import type { Role } from "../../azure/names/codes";
import type { ComponentArgs } from "../../components/component-args";
import { AbsenceAlert } from "../../components/monitoring/absence-alert";
import { CertificateExpiryAlert } from "../../components/monitoring/certificate-expiry-alert";
import { MetricAlert } from "../../components/monitoring/metric-alert";
import { RecordAlert } from "../../components/monitoring/record-alert";
import type { Plan } from "../plan/plan";
import { alertTiming, routeOf, SEVERITIES } from "./alert-rules";
import { made } from "./plan-lookup";
import type { PlatformMonitoring } from "./platform-monitoring";
import type { PlatformServices } from "./platform-services";
import { platformEvents } from "./record-queries";
import { subscriptionAlerts } from "./subscription-alerts";

export interface PlatformAlertsArgs {
  readonly monitoring: PlatformMonitoring;
  readonly backupVaults: PlatformServices["backupVaults"];
  readonly keyVaults: PlatformServices["keyVaults"];
  /** Ids of the firewalls by site code. */
  readonly firewalls: Readonly<Record<string, Input<string>>>;
  /** Ids of the VPN gateways by site code; empty where no tunnel is agreed. */
  readonly vpnGateways: Readonly<Record<string, Input<string>>>;
  /** Provider of the cells' subscription, where that is not the platform's. */
  readonly cellsProvider?: ProviderResource;
}

/**
 * Azure takes windows of one day and of two and none between (Microsoft Learn,
 * azure-monitor/alerts/alerts-create-log-alert-rule, 2024), so the query itself says how old a backup may be.
 */
const BACKUP_TIMING = { every: "PT1H", over: "P2D" };

/** Faults of what a whole platform shares, each told to the route of its severity. */
export function platformAlerts(plan: Plan, args: PlatformAlertsArgs): void {
  const { monitoring } = args;
  const routes = (fault: keyof typeof SEVERITIES) => [
    made(monitoring.actionGroups, routeOf(plan.alerts, SEVERITIES[fault]), "action group"),
  ];
  const timing = alertTiming(plan.alerts);
  const groupAt = (site: string): ComponentArgs => made(monitoring.groups, site, "monitoring group at site");
  const watch = (fault: "firewall-unhealthy" | "tunnel-down", role: Role, site: string, resourceId: Input<string>) =>
    new MetricAlert(`${fault}-${site}`, {
      ...groupAt(site),
      role,
      signal: fault,
      resourceId,
      severity: SEVERITIES[fault],
      timing,
      routes: routes(fault),
    });
  for (const [site, id] of Object.entries(args.firewalls)) watch("firewall-unhealthy", "fwl", site, id);
  for (const [site, id] of Object.entries(args.vpnGateways)) watch("tunnel-down", "vpn", site, id);
  for (const [site, { id }] of Object.entries(args.keyVaults)) {
    new CertificateExpiryAlert(`certificate-ends-${site}`, {
      ...groupAt(site),
      vaultId: id,
      severity: SEVERITIES["certificate-ends"],
      routes: routes("certificate-ends"),
    });
  }
  const [home] = Object.values(monitoring.groups);
  if (home === undefined) return;
  const { cellsProvider } = args;
  subscriptionAlerts(plan, { home, routes, ...(cellsProvider !== undefined && { cellsProvider }) });
  new RecordAlert("monitoring-blind", {
    ...home,
    role: "mon",
    label: "blind",
    description: "The heartbeat has found that the monitoring gets no records any more.",
    workspaceId: made(monitoring.workspaces, plan.hubs[0]?.site ?? "", "log workspace at site"),
    query: platformEvents(["heartbeat.blind"]),
    atLeast: 1,
    severity: SEVERITIES["monitoring-blind"],
    timing,
    routes: routes("monitoring-blind"),
  });
  for (const { site, latestWithinMinutes: minutes } of plan.backup.vaults) {
    const { vault } = made(args.backupVaults, site, "Backup vault at site");
    new AbsenceAlert(`backup-absent-${site}`, {
      // The rule stands in the region of its workspace.
      ...(monitoring.groups[site] ?? home),
      role: "bak",
      label: `absent-${site}`,
      description: `No backup into the vault was finished in the last ${minutes / 60} hours.`,
      workspaceId: made(monitoring.workspaces, site, "log workspace at site"),
      query: vault.resourceId.apply(
        (id) =>
          `AddonAzureBackupJobs | where TimeGenerated > ago(${minutes}m) | where _ResourceId =~ "${id}" | where JobOperation == "Backup" and JobStatus == "Completed"`,
      ),
      severity: SEVERITIES["backup-absent"],
      timing: BACKUP_TIMING,
      routes: routes("backup-absent"),
    });
  }
}
