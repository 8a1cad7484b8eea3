import * as resources from "@pulumi/azure-native/resources";
import type { Output } from "@pulumi/pulumi";
import { formatArmId } from "../../azure/arm-id";
import { PRIVATE_LINKS } from "../../azure/private-link";
import { ProtectedDocuments } from "../../components/backup/protected-documents";
import type { ComponentArgs } from "../../components/component-args";
import type { Arrivals } from "../../components/data/document-arrivals";
import { DocumentStore, type DocumentAccount } from "../../components/data/document-store";
import { nameInScope } from "../../components/name-in-scope";
import { PrivateEndpoint } from "../../components/network/private-endpoint";
import type { CellPlan } from "../plan/cell-plan";
import { clusterKey } from "../plan/cluster-plan";
import type { DocumentStorePlan } from "../plan/data-plan";
import type { Plan } from "../plan/plan";
import type { CellDataArgs } from "./cell-data-args";
import { workspaceAt } from "./cell-network";
import { made, siteOf } from "./plan-lookup";
import { privateZoneAt } from "./platform-outputs";

/** Addresses of the endpoints in tenants' own networks, by the site code of the account and the key of the cluster there. */
export type DocumentAddresses = Readonly<Record<string, Readonly<Record<string, Output<string | undefined>>>>>;

export interface CellDocuments {
  /** By site code. */
  readonly accounts: Readonly<Record<string, DocumentAccount>>;
  readonly addresses: DocumentAddresses;
  /** Ids of the accounts' instances in Backup vaults, by site code. */
  readonly backups: Readonly<Record<string, Output<string>>>;
}

function groupAt(plan: Plan, args: CellDataArgs, site: string): ComponentArgs {
  const scope = { ...args.scope, site };
  const location = siteOf(plan, site).region;
  const group = new resources.ResourceGroup(`documents-${site}`, {
    resourceGroupName: nameInScope(scope, "resources:ResourceGroup", { role: "doc" }),
    location,
    tags: args.tags,
  });
  return { scope, resourceGroupName: group.name, location, tags: args.tags };
}

/**
 * The ways to the documents: in each network of the cell an endpoint for each account. The accounts' names have one
 * address each in a site's private zones, that of the network which tenants share there, so they are found at every site
 * whichever is active; a tenant with a network of its own has to map the name to the endpoint there.
 */
function addEndpoints(
  cell: CellPlan,
  args: CellDataArgs,
  accounts: Readonly<Record<string, DocumentAccount>>,
): DocumentAddresses {
  const addresses: Record<string, Record<string, Output<string | undefined>>> = {};
  for (const spoke of cell.spokes) {
    const segment = spoke.segments.find(({ zone }) => zone === "documents");
    const network = args.networks.find(({ site, tenant }) => site === spoke.site && tenant === spoke.tenant);
    if (segment === undefined || network === undefined) continue;
    const tenants = spoke.tenant === undefined ? [] : [spoke.tenant];
    for (const [place, account] of Object.entries(accounts)) {
      const endpoint = new PrivateEndpoint(["documents", place, "from", spoke.site, ...tenants].join("-"), {
        scope: { ...args.scope, site: spoke.site },
        resourceGroupName: network.resourceGroupName,
        location: network.location,
        tags: args.tags,
        leadsTo: { role: "doc", label: place, ...(spoke.tenant !== undefined && { tenant: spoke.tenant }) },
        subnetId: made(network.subnets, segment.key, "subnet"),
        targetId: account.resourceId,
        groupId: PRIVATE_LINKS.blob.groupId,
        zoneIds: spoke.tenant === undefined ? [privateZoneAt(args.platform, spoke.site, PRIVATE_LINKS.blob.zone)] : [],
      });
      if (spoke.tenant !== undefined) (addresses[place] ??= {})[clusterKey(spoke)] = endpoint.address;
    }
  }
  return addresses;
}

function protectAt(
  plan: Plan,
  args: CellDataArgs,
  number: number,
  site: string,
  account: DocumentAccount,
): ProtectedDocuments {
  const vault = args.platform.backupVaults.apply((vaults) => made(vaults, site, "backup vault at site"));
  const policyId: Output<string> = vault.apply(({ policies }) => {
    if (policies.documents === undefined) throw new Error(`The vault at site "${site}" has no policy for documents.`);
    return policies.documents;
  });
  return new ProtectedDocuments(
    `documents-${site}-backup`,
    {
      scope: { ...args.scope, site },
      subscription: plan.target.subscriptions.cells,
      location: siteOf(plan, site).region,
      vault: {
        name: vault.name,
        resourceGroupName: vault.resourceGroup,
        principalId: vault.principalId,
        policyId,
      },
      account,
      number,
      containerNames: account.containers.map(({ name }) => name),
    },
    // The backup itself lives with the vault.
    { ...(args.platformProvider && { provider: args.platformProvider }) },
  );
}

/** Who is going to come from other cells, with the accounts that the documents are copied from. */
function arrivalsAt(plan: Plan, { arriving }: CellPlan, { sites: [site] }: DocumentStorePlan, args: CellDataArgs) {
  if (site === undefined) return [];
  return [...new Set(arriving.map(({ from }) => from))].map((from): Arrivals => {
    const scope = { ...args.scope, cell: Number(from), site };
    const group = nameInScope(scope, "resources:ResourceGroup", { role: "doc" });
    const name = nameInScope(scope, "storage:StorageAccount", { role: "doc", generation: Number(from) });
    return {
      from,
      source: {
        resourceId: formatArmId({
          scope: `/subscriptions/${plan.target.subscriptions.cells}/resourceGroups/${group}`,
          type: "Microsoft.Storage/storageAccounts",
          names: [name],
        }),
        accountName: name,
        resourceGroupName: group,
      },
      tenants: arriving.filter((one) => one.from === from).map(({ code }) => code),
    };
  });
}

/** The document archive of a cell with the ways to it and its backups. */
export function cellDocuments(
  plan: Plan,
  cell: CellPlan,
  documents: DocumentStorePlan,
  args: CellDataArgs,
): CellDocuments {
  // The cell's number is free to be the archive's: no archive is ever made for another reason than a new cell.
  const number = Number(cell.number);
  const store = new DocumentStore("documents", {
    scope: args.scope,
    tags: args.tags,
    number,
    places: documents.sites.map((site) => {
      const { resourceGroupName, location } = groupAt(plan, args, site);
      return { site, resourceGroupName, location, workspaceId: workspaceAt(args.platform, site) };
    }),
    redundancy: documents.redundancy,
    tenants: [
      ...cell.tenants.map(({ code }) => ({ code, protected: true })),
      ...cell.retired.map(({ code, standing }) => ({ code, protected: standing === "kept" })),
    ],
    arrivals: arrivalsAt(plan, cell, documents, args),
    users: args.users,
    subscription: plan.target.subscriptions.cells,
    mirrored: documents.mirrored,
    changesKeptDays: documents.changesKeptDays,
    deletedKeptDays: documents.deletedKeptDays,
  });
  const addresses = addEndpoints(cell, args, store.accounts);
  const protectedSites = plan.backup.vaults.filter(({ protects }) => protects.includes("documents"));
  const backups = protectedSites.flatMap(({ site }) => {
    const account = store.accounts[site];
    return account === undefined ? [] : [[site, protectAt(plan, args, number, site, account).instanceId] as const];
  });
  return { accounts: store.accounts, addresses, backups: Object.fromEntries(backups) };
}
