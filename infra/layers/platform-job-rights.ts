import type { Output, ProviderResource } from "@pulumi/pulumi";
import type { Scope } from "../../components/component-args";
import { customRole } from "../../components/identity/custom-role";
import { RoleAssignment, type CustomRole, type RoleAssignmentArgs } from "../../components/identity/role-assignment";
import type { Plan } from "../plan/plan";
import { restoresByItself } from "./data-loss-rule";
import { copyReader, copyRestorer, copyWatcher, GUARD_IDENTITIES, guardIdentityName } from "./guard-identities";
import type { JobRole } from "./job-roles";
import type { GuardOutputs } from "./layer-outputs";
import { made } from "./plan-lookup";
import type { PlatformServices } from "./platform-services";

export interface PlatformJobRightsArgs {
  /** Platform and environment. */
  readonly scope: Scope;
  readonly guard: Output<GuardOutputs>;
  readonly backupVaults: PlatformServices["backupVaults"];
  readonly roles: Readonly<Record<JobRole, CustomRole>>;
  /** Log workspaces by site code. */
  readonly workspaces: Readonly<Record<string, Output<string>>>;
  /** Provider of the cells' subscription, where that is not the platform's. */
  readonly cellsProvider?: ProviderResource;
}

/**
 * What jobs may see of backups beyond single servers: long-term backups belong to the subscription, because they outlive
 * their server, and backups of documents to their vault.
 */
export function platformJobRights(plan: Plan, args: PlatformJobRightsArgs): void {
  const { scope, guard, backupVaults, roles, cellsProvider } = args;
  const { platform, cells } = plan.target.subscriptions;
  const { reader, watcher, restorer } = GUARD_IDENTITIES;
  const principal = (label: string, id: Output<string>): RoleAssignmentArgs["principal"] => ({
    name: guardIdentityName(plan, scope, label),
    id,
  });
  const watching = principal(watcher, copyWatcher(guard).principalId);
  const seesBackups = (who: string, whom: RoleAssignmentArgs["principal"], reason: string): RoleAssignment =>
    new RoleAssignment(
      `${who}-sees-backups`,
      {
        scope,
        principal: whom,
        target: { name: "cells", id: `/subscriptions/${cells}`, subscription: cells },
        role: roles["backup-watcher"],
        reason,
      },
      cellsProvider === undefined ? {} : { provider: cellsProvider },
    );
  seesBackups(watcher, watching, "Says which backups of databases there are and how old they are.");
  seesBackups(reader, principal(reader, copyReader(guard).principalId), "Finds the long-term backup that it verifies.");
  const restoring = principal(restorer, copyRestorer(guard).principalId);
  seesBackups(restorer, restoring, "Finds the backup that is to be restored.");
  if (restoresByItself(plan)) letSeeAlerts(plan, args, restoring);
  for (const [site, { vault }] of Object.entries(backupVaults)) {
    new RoleAssignment(`${watcher}-reads-vault-${site}`, {
      scope,
      principal: watching,
      target: { name: `backup-vault-${site}`, id: vault.resourceId, subscription: platform },
      role: "Backup Reader",
      reason: "Says how old the latest backup of documents is.",
    });
  }
}

/** Azure Monitor reaches no pod, so that the restore asks which alerts have fired; it sees nothing else of the logs. */
function letSeeAlerts(plan: Plan, args: PlatformJobRightsArgs, principal: RoleAssignmentArgs["principal"]): void {
  const { scope, workspaces } = args;
  const { platform: subscription } = plan.target.subscriptions;
  const role = customRole("role-alert-watcher", {
    scope,
    subscription,
    key: "alert-watcher",
    description: "Sees which alerts have fired; changes none and reads no log.",
    // Microsoft Learn, role-based-access-control/permissions/management-and-governance (2025), Microsoft.AlertsManagement.
    actions: ["Microsoft.AlertsManagement/alerts/read"],
  });
  for (const site of new Set(plan.cells.map(({ activeSite }) => activeSite))) {
    new RoleAssignment(`${GUARD_IDENTITIES.restorer}-sees-alerts-${site}`, {
      scope,
      principal,
      target: { name: `workspace-${site}`, id: made(workspaces, site, "log workspace at site"), subscription },
      role,
      reason: "Begins a restore where an alert says that a tenant's data is lost.",
    });
  }
}
