import * as resources from "@pulumi/azure-native/resources";
import type { Input, Output } from "@pulumi/pulumi";
import type { Role } from "../../azure/names/codes";
import type { Scope } from "../../components/component-args";
import { MetricAlert } from "../../components/monitoring/metric-alert";
import type { MetricSignalName } from "../../components/monitoring/metric-signals";
import { nameInScope } from "../../components/name-in-scope";
import type { CellPlan } from "../plan/cell-plan";
import type { Plan } from "../plan/plan";
import { alertTiming, routeOf, SEVERITIES } from "./alert-rules";
import type { CellDatabase } from "./cell-databases";
import type { CellSite } from "./cell-network";
import type { PlatformOutputs } from "./layer-outputs";
import { made, siteOf } from "./plan-lookup";
import { tenantAlerts } from "./tenant-alerts";

export interface CellAlertsArgs {
  /** Platform, environment and cell; sites are added here. */
  readonly scope: Scope;
  readonly tags: Readonly<Record<string, string>>;
  readonly platform: Output<PlatformOutputs>;
  readonly databases: readonly CellDatabase[];
  /** Ids of the application gateways by site code. */
  readonly gateways: Readonly<Record<string, Input<string>>>;
  /** The cell's networks, of which some have a firewall of their tenant's. */
  readonly networks: readonly Pick<CellSite, "site" | "tenant" | "deviceId">[];
  /** Id of the public name's profile, where the cell stands at two sites: it sees a lost site from outside. */
  readonly profileId?: Input<string>;
  /** Ids of the clusters by site code, and tenant code where a tenant has its own: `weu`, `weu/ab12`. */
  readonly clusters: Readonly<Record<string, Input<string>>>;
}

interface Watched {
  readonly key: string;
  readonly site: string;
  readonly tenant?: string;
  readonly generation?: number;
  readonly resourceId: Input<string>;
}

/** Faults of a cell and of each of its tenants' databases, each told to the route of its severity. */
export function cellAlerts(plan: Plan, cell: CellPlan, args: CellAlertsArgs): void {
  const site = cell.activeSite;
  const group = new resources.ResourceGroup("monitoring", {
    resourceGroupName: nameInScope({ ...args.scope, site }, "resources:ResourceGroup", { role: "mon" }),
    location: siteOf(plan, site).region,
    tags: args.tags,
  });
  const home = { scope: { ...args.scope, site }, location: siteOf(plan, site).region, tags: args.tags };
  tenantAlerts(plan, cell, { home: { ...home, resourceGroupName: group.name }, site, platform: args.platform });
  const timing = alertTiming(plan.alerts);
  const watch = (signal: MetricSignalName, role: Role, watched: Watched) => {
    const severity = SEVERITIES[signal];
    const route = routeOf(plan.alerts, severity);
    new MetricAlert(`${signal}-${watched.key}`, {
      scope: { ...args.scope, site: watched.site },
      resourceGroupName: group.name,
      tags: args.tags,
      role,
      ...(watched.tenant !== undefined && { tenant: watched.tenant }),
      ...(watched.generation !== undefined && { generation: watched.generation }),
      signal,
      ...(signal === "database-space" && { threshold: plan.alerts.capacityPercent }),
      resourceId: watched.resourceId,
      severity,
      timing,
      routes: [args.platform.actionGroups.apply((groups) => made(groups, route, "action group"))],
    });
  };
  for (const { tenant, generation, databaseId } of args.databases) {
    const database = {
      key: `${tenant}-${generation}`,
      site,
      tenant,
      generation: Number(generation),
      resourceId: databaseId,
    };
    watch("database-unavailable", "dat", database);
    watch("database-space", "dat", database);
  }
  if (args.profileId !== undefined) {
    watch("site-unreachable", "dns", { key: "entry", site, resourceId: args.profileId });
  }
  for (const [gatewaySite, resourceId] of Object.entries(args.gateways)) {
    watch("gateway-unhealthy", "gwy", { key: gatewaySite, site: gatewaySite, resourceId });
  }
  for (const { site: deviceSite, tenant, deviceId } of args.networks) {
    if (tenant === undefined || deviceId === undefined) continue;
    const key = `${deviceSite}-${tenant}`;
    watch("firewall-unhealthy", "fwl", { key, site: deviceSite, tenant, resourceId: deviceId });
  }
  for (const [key, resourceId] of Object.entries(args.clusters)) {
    const [clusterSite = site, tenant] = key.split("/");
    watch("node-not-ready", "kub", {
      key: key.replace("/", "-"),
      site: clusterSite,
      resourceId,
      ...(tenant !== undefined && { tenant }),
    });
  }
}
