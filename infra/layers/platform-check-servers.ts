import * as resources from "@pulumi/azure-native/resources";
import type { Output, ProviderResource } from "@pulumi/pulumi";
import { PRIVATE_LINKS } from "../../azure/private-link";
import type { ComponentArgs, Scope } from "../../components/component-args";
import { DatabaseServer } from "../../components/data/database-server";
import { RoleAssignment, type CustomRole } from "../../components/identity/role-assignment";
import { nameInScope } from "../../components/name-in-scope";
import { PrivateEndpoint } from "../../components/network/private-endpoint";
import type { Plan } from "../plan/plan";
import { copyReader, guardIdentityName } from "./guard-identities";
import type { JobRole } from "./job-roles";
import type { GuardOutputs } from "./layer-outputs";
import { made, siteOf } from "./plan-lookup";
import { backupSubnet } from "./platform-copy-access";
import { logArchiveAt } from "./platform-monitoring";
import type { PlatformNetwork } from "./platform-network";

export interface CheckServersArgs {
  /** Platform and environment; sites are added here. */
  readonly scope: Scope;
  readonly tags: Readonly<Record<string, string>>;
  readonly guard: Output<GuardOutputs>;
  readonly network: Pick<PlatformNetwork, "sites">;
  /** Groups of the private ways, by site code. */
  readonly accessGroups: Readonly<Record<string, ComponentArgs>>;
  /** Log workspaces by site code. */
  readonly workspaces: Readonly<Record<string, Output<string>>>;
  readonly roles: Readonly<Record<JobRole, CustomRole>>;
  /** Provider of the cells' subscription, where that is not the platform's: Azure restores long-term backups within one. */
  readonly cellsProvider?: ProviderResource;
}

export interface CheckServer {
  readonly id: Output<string>;
  readonly host: Output<string>;
}

function addServer(plan: Plan, args: CheckServersArgs, site: string): CheckServer {
  const scope = { ...args.scope, site };
  const location = siteOf(plan, site).region;
  const name = `check-server-${site}`;
  const options = args.cellsProvider === undefined ? {} : { provider: args.cellsProvider };
  const group = new resources.ResourceGroup(
    name,
    {
      resourceGroupName: nameInScope(scope, "resources:ResourceGroup", { role: "bak", label: "checks" }),
      location,
      tags: args.tags,
    },
    options,
  );
  const common = { scope, resourceGroupName: group.name, location, tags: args.tags };
  const reader = copyReader(args.guard);
  const archive = logArchiveAt(plan, args.guard, site);
  const server = new DatabaseServer(
    name,
    {
      ...common,
      purpose: "checks",
      workspaceId: made(args.workspaces, site, "log workspace at site"),
      administrators: {
        kind: "Application",
        name: reader.name,
        // Microsoft Learn, sql/relational-databases/system-catalog-views/sys-server-principals-transact-sql: an
        // application is known by its client id.
        objectId: reader.clientId,
        directory: plan.target.directory,
      },
      ...(archive !== undefined && { logArchiveId: archive }),
    },
    options,
  );
  new RoleAssignment(
    `${name}-verification`,
    {
      scope: args.scope,
      principal: { name: guardIdentityName(plan, args.scope, "verification"), id: reader.principalId },
      target: { name: `checks-${site}`, id: server.resourceId, subscription: plan.target.subscriptions.cells },
      role: args.roles["database-copier"],
      reason: "Restores backups where nobody uses them, checks them and removes them.",
    },
    options,
  );
  const { privateDnsZones } = made(args.network.sites, site, "network at site");
  new PrivateEndpoint(`${name}-access`, {
    ...made(args.accessGroups, site, "group at site"),
    leadsTo: { role: "bak", label: "checks" },
    subnetId: backupSubnet(plan, args.network, site),
    targetId: server.resourceId,
    groupId: PRIVATE_LINKS.sql.groupId,
    zoneIds: [made(privateDnsZones, PRIVATE_LINKS.sql.zone, "private DNS zone")],
  });
  return { id: server.resourceId, host: server.hostName };
}

/**
 * At each site with a network a server on which copies and long-term backups are restored to be checked: one of its own,
 * administered by the verification alone and reached by jobs alone.
 *
 * @returns the servers by site code
 */
export function platformCheckServers(plan: Plan, args: CheckServersArgs): Readonly<Record<string, CheckServer>> {
  return Object.fromEntries(plan.hubs.map(({ site }) => [site, addServer(plan, args, site)]));
}
