import type { Output, ProviderResource } from "@pulumi/pulumi";
import type { Scope } from "../../components/component-args";
import { RoleAssignment, type CustomRole, type RoleAssignmentArgs } from "../../components/identity/role-assignment";
import type { Plan } from "../plan/plan";
import { copyReader, copyRestorer, copyWatcher, GUARD_IDENTITIES, guardIdentityName } from "./guard-identities";
import type { JobRole } from "./job-roles";
import type { GuardOutputs } from "./layer-outputs";
import type { PlatformServices } from "./platform-services";

export interface PlatformJobRightsArgs {
  /** Platform and environment. */
  readonly scope: Scope;
  readonly guard: Output<GuardOutputs>;
  readonly backupVaults: PlatformServices["backupVaults"];
  readonly roles: Readonly<Record<JobRole, CustomRole>>;
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
