import * as resources from "@pulumi/azure-native/resources";
import { DatabaseServer } from "../../components/data/database-server";
import { ManagedIdentity } from "../../components/identity/managed-identity";
import { nameInScope, withoutCell } from "../../components/name-in-scope";
import type { DatabaseServerPlan } from "../plan/data-plan";
import type { Plan } from "../plan/plan";
import type { CellDataArgs } from "./cell-data-args";
import { workspaceAt } from "./cell-network";
import { made, siteOf } from "./plan-lookup";

/** A server at one site, with the group of resources that it and its databases live in. */
export interface ServerAtSite {
  readonly site: string;
  readonly location: string;
  readonly group: resources.ResourceGroup;
  readonly server: DatabaseServer;
  /** Who the server is to a key of the tenant's own, where the tenant bought one. */
  readonly keyUser?: Pick<ManagedIdentity, "name" | "clientId" | "principalId">;
}

/** The tenant that has a server to itself, for the parts of its name. */
export function owner({ key }: Pick<DatabaseServerPlan, "key">): { readonly tenant?: string } {
  return key === "shared" ? {} : { tenant: key };
}

/** Whether anything on the server is protected, and so the server itself. */
export function isInUse({ databases }: DatabaseServerPlan): boolean {
  return databases.some(({ standing }) => standing !== "released");
}

/** Makes a server at a site, in a group of resources of its own. */
export function addServer(plan: Plan, args: CellDataArgs, server: DatabaseServerPlan, site: string): ServerAtSite {
  const location = siteOf(plan, site).region;
  const scope = { ...args.scope, site };
  const group = new resources.ResourceGroup(`data-${server.key}-${site}`, {
    resourceGroupName: nameInScope(scope, "resources:ResourceGroup", { role: "dat", ...owner(server) }),
    location,
    tags: args.tags,
  });
  const logArchiveId = plan.backup.logArchiveSites.includes(site)
    ? args.platform.logArchives.apply((archives) => made(archives, site, "log archive at site"))
    : undefined;
  const customerKey = addCustomerKey(args, server, { site, location, group });
  const databaseServer = new DatabaseServer(`server-${server.key}-${site}`, {
    scope,
    ...owner(server),
    protected: isInUse(server),
    resourceGroupName: group.name,
    location,
    tags: args.tags,
    workspaceId: workspaceAt(args.platform, site),
    administrators: args.administrators,
    ...(customerKey && { customerKey }),
    ...(logArchiveId !== undefined && { logArchiveId }),
  });
  return {
    site,
    location,
    group,
    server: databaseServer,
    ...(customerKey && { keyUser: customerKey.user }),
  };
}

/**
 * Who the server is to the customer's key. It is there before the key is, so that people can let it to the key; it belongs to
 * the data and not to the cell, and losing it is losing the data.
 */
function addCustomerKey(
  args: CellDataArgs,
  server: DatabaseServerPlan,
  { site, location, group }: Pick<ServerAtSite, "site" | "location" | "group">,
) {
  if (server.customerKey === undefined) return undefined;
  const identity = new ManagedIdentity(
    `key-user-${server.key}-${site}`,
    {
      scope: withoutCell({ ...args.scope, site }),
      role: "dat",
      label: server.key,
      resourceGroupName: group.name,
      location,
      tags: { ...args.tags, tenant: server.key },
    },
    { protect: isInUse(server) },
  );
  return { identityId: identity.resourceId, versions: server.customerKey.versions, user: identity };
}
