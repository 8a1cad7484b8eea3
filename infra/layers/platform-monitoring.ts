import * as resources from "@pulumi/azure-native/resources";
import type { Output } from "@pulumi/pulumi";
import type { ComponentArgs, Scope } from "../../components/component-args";
import { AlertRoute } from "../../components/monitoring/alert-route";
import { DiagnosticSetting } from "../../components/monitoring/diagnostic-setting";
import { FlowLogStore } from "../../components/monitoring/flow-log-store";
import { Workspace } from "../../components/monitoring/workspace";
import { nameInScope } from "../../components/name-in-scope";
import type { Plan } from "../plan/plan";
import type { GuardOutputs } from "./layer-outputs";
import { made, siteOf } from "./plan-lookup";
import { regionalRedundancy } from "./site-redundancy";

export interface PlatformMonitoringArgs {
  /** Platform and environment; sites are added here. */
  readonly scope: Scope;
  readonly tags: Readonly<Record<string, string>>;
  readonly guard: Output<GuardOutputs>;
}

export interface PlatformMonitoring {
  /** Log workspaces by site code. A site without a network sends its logs to the first one, where logs may be. */
  readonly workspaces: Readonly<Record<string, Output<string>>>;
  /** GUIDs by which queries name the workspaces, by site code. */
  readonly workspaceKeys: Readonly<Record<string, Output<string>>>;
  /** Where flow logs go, by the code of the site with a network. */
  readonly flowLogStores: Readonly<Record<string, { readonly id: Output<string>; readonly writerId: Output<string> }>>;
  /** Action groups by the key of their alert route. */
  readonly actionGroups: Readonly<Record<string, Output<string>>>;
  /** Groups of resources for monitoring, by the code of the site with a network. */
  readonly groups: Readonly<Record<string, ComponentArgs>>;
}

/** Append-only archive at a site, where the plan has one there. */
export function logArchiveAt(plan: Plan, guard: Output<GuardOutputs>, site: string): Output<string> | undefined {
  if (!plan.backup.logArchiveSites.includes(site)) return undefined;
  return guard.logArchives.apply((archives) => made(archives, site, "log archive at site").id);
}

function addGroup(plan: Plan, args: PlatformMonitoringArgs, site: string): ComponentArgs {
  const scope = { ...args.scope, site };
  const location = siteOf(plan, site).region;
  const group = new resources.ResourceGroup(`monitoring-${site}`, {
    resourceGroupName: nameInScope(scope, "resources:ResourceGroup", { role: "mon" }),
    location,
    tags: args.tags,
  });
  return { scope, resourceGroupName: group.name, location, tags: args.tags };
}

/** Who did what to the subscriptions, in the workspace and where it cannot be changed. */
function recordActivity(plan: Plan, args: PlatformMonitoringArgs, workspaceId: Output<string>): void {
  const { platform, cells } = plan.target.subscriptions;
  const [archiveSite] = plan.backup.logArchiveSites;
  const archive = archiveSite === undefined ? undefined : logArchiveAt(plan, args.guard, archiveSite);
  const roles = new Map([
    [cells, "cells"],
    [platform, "platform"],
  ]);
  for (const [subscription, role] of roles) {
    new DiagnosticSetting(`activity-${role}`, {
      resourceId: `/subscriptions/${subscription}`,
      resourceType: "Microsoft.Resources/subscriptions",
      workspaceId,
      ...(archive !== undefined && { archiveAccountId: archive }),
    });
  }
}

/**
 * Where a platform's logs and metrics go and whom its alerts reach: a workspace and a store for flow logs at each site
 * with a network, an action group for each route.
 */
export function platformMonitoring(plan: Plan, args: PlatformMonitoringArgs): PlatformMonitoring {
  const groups = Object.fromEntries(plan.hubs.map(({ site }) => [site, addGroup(plan, args, site)]));
  const [home] = Object.entries(groups);
  if (home === undefined) throw new Error("The plan has no hub, so there is no site at which logs could be kept.");
  const [homeSite, homeGroup] = home;
  const own = Object.fromEntries(
    Object.entries(groups).map(([site, group]) => {
      const workspace = new Workspace(`workspace-${site}`, { ...group, retentionDays: plan.backup.logRetentionDays });
      return [site, workspace] as const;
    }),
  );
  const homeWorkspace = made(own, homeSite, "log workspace at site");
  const flowLogStores = Object.fromEntries(
    Object.entries(groups).map(([site, group]) => {
      const store = new FlowLogStore(`flow-logs-${site}`, {
        ...group,
        workspaceId: made(own, site, "log workspace at site").resourceId,
        redundancy: regionalRedundancy(siteOf(plan, site)),
        subscription: plan.target.subscriptions.platform,
      });
      return [site, { id: store.resourceId, writerId: store.writerId }];
    }),
  );
  const bySite = (read: (workspace: Workspace) => Output<string>): Readonly<Record<string, Output<string>>> =>
    Object.fromEntries(plan.sites.map(({ code }) => [code, read(own[code] ?? homeWorkspace)]));
  recordActivity(plan, args, homeWorkspace.resourceId);
  const actionGroups = Object.fromEntries(
    plan.alerts.routes.map(({ key, emails }) => {
      const route = new AlertRoute(`alerts-${key}`, { ...homeGroup, key, emails });
      return [key, route.resourceId];
    }),
  );
  return {
    workspaces: bySite(({ resourceId }) => resourceId),
    workspaceKeys: bySite(({ key }) => key),
    flowLogStores,
    actionGroups,
    groups,
  };
}
