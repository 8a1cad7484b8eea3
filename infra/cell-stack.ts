import { interpolate } from "@pulumi/pulumi";
import { JOB_ACCOUNTS } from "../components/workload/job-namespace";
import { cellAlerts } from "./layers/cell-alerts";
import { cellClusters } from "./layers/cell-cluster";
import { cellData, type CellData } from "./layers/cell-data";
import type { CellDataArgs } from "./layers/cell-data-args";
import type { DatabaseServerPlace } from "./layers/cell-databases";
import type { CellDocuments } from "./layers/cell-documents";
import { cellEntry } from "./layers/cell-entry";
import { cellIdentities, keptIdentities, type ProgramIdentity } from "./layers/cell-identities";
import { cellJobRights } from "./layers/cell-job-rights";
import { cellNetwork } from "./layers/cell-network";
import { firstPoolsAsDeclared } from "./layers/first-pools";
import { layerTags, platformScope } from "./layers/layer-identity";
import {
  layerOutputsVersion,
  type CellOutputs,
  type Deferred,
  type GuardOutputs,
  type PlatformOutputs,
  type ProgramOutputs,
  type TenantOutputs,
} from "./layers/layer-outputs";
import { listenerCertificates } from "./layers/listener-certificates";
import { made } from "./layers/plan-lookup";
import { readLayer, readLayerFirst } from "./layers/read-layer";
import { requireCertificates } from "./layers/require-certificates";
import { requireClosed } from "./layers/require-closed";
import { deployInto, subscriptionProvider } from "./layers/subscription-provider";
import type { CellPlan } from "./plan/cell-plan";
import type { Plan } from "./plan/plan";

/** Deploys a cell at all its sites and gives its outputs. What people have to bring is looked for before anything else. */
export async function cellStack(plan: Plan, cell: CellPlan): Promise<Deferred<CellOutputs>> {
  const { subscriptions, directory, administrators } = plan.target;
  const scope = { ...platformScope(plan), cell: Number(cell.number) };
  const { value: below, output: platform } = await readLayerFirst<PlatformOutputs>({
    platform: scope.platform,
    environment: scope.environment,
    layer: "platform",
  });
  // The hub's half of peerings, name links and firewall rules live with the platform, and so do the key vaults.
  const platformProvider = subscriptionProvider("platform", subscriptions.platform);
  await requireCertificates(
    listenerCertificates(cell, scope, below.sites),
    platformProvider,
    `stacks/environments/${scope.platform}.${scope.environment}.yaml`,
  );
  await requireClosed(plan, cell, scope);
  const cellsProvider = subscriptionProvider("cells", subscriptions.cells);
  deployInto(cellsProvider);
  const args = { scope, tags: layerTags(plan, `cell-${cell.number}`), platform, platformProvider };
  if (cell.tenants.length === 0) return remainsOf(plan, cell, args);
  const firstPools = await firstPoolsAsDeclared(cell, scope, args.tags, cellsProvider);
  const networks = cellNetwork(plan, cell, args);
  const entry = cellEntry(plan, cell, { ...args, networks });
  const clusters = cellClusters(plan, cell, { ...args, networks, firstPools });
  const identities = cellIdentities(plan, cell, { ...args, clusters });
  const data = cellData(plan, cell, {
    ...args,
    networks,
    administrators: { ...administrators, directory },
    users: identities.documentUsers,
  });
  cellJobRights(plan, cell, {
    ...args,
    guard: readLayer<GuardOutputs>({ platform: scope.platform, environment: scope.environment, layer: "guard" }),
    guardProvider: subscriptionProvider("guard", subscriptions.guard),
    clusters,
    databases: data.databases,
    scan: identities.scan,
    ...(identities.heartbeat && { heartbeat: identities.heartbeat }),
  });
  cellAlerts(plan, cell, {
    ...args,
    networks,
    databases: data.databases,
    gateways: entry.gateways,
    ...(entry.profileId !== undefined && { profileId: entry.profileId }),
    clusters: Object.fromEntries(Object.entries(clusters).map(([key, { id }]) => [key, id])),
  });
  const databases = Object.fromEntries(data.databases.map((database) => [database.tenant, database]));
  return {
    version: layerOutputsVersion,
    activeSite: cell.activeSite,
    tenants: Object.fromEntries(
      cell.tenants.map(({ code, name, hostName }) => {
        const {
          hostName: server,
          database,
          databaseId,
          generation,
          addresses,
          servers,
        } = made(databases, code, "database of tenant");
        const known = Object.entries(addresses).map(
          ([site, address]) => [site, address.apply((one) => one ?? "")] as const,
        );
        const url = `https://${hostName}`;
        const identity = programOutputs(made(identities.tenants, code, "identity of tenant"));
        return [
          code,
          {
            name,
            url,
            server,
            database,
            databaseId,
            generation,
            addresses: Object.fromEntries(known),
            identity,
            ...keyUsersOf(servers),
          },
        ];
      }),
    ),
    clusters: Object.fromEntries(
      Object.entries(clusters).map(([key, { id, name, resourceGroup, uid }]) => [
        key,
        { id, name, resourceGroup, uid },
      ]),
    ),
    ...keptOutputs(cell, data),
    documents: documentOutputs(data.documents),
    principals: programOutputs(identities.principals),
    jobs: {
      [JOB_ACCOUNTS.scan]: programOutputs(identities.scan),
      ...(identities.heartbeat && { [JOB_ACCOUNTS.heartbeat]: programOutputs(identities.heartbeat) }),
    },
  };
}

/** A cell whose tenants have all left: their data is kept, and nothing is there to use it. */
function remainsOf(
  plan: Plan,
  cell: CellPlan,
  args: Omit<CellDataArgs, "networks" | "administrators" | "users">,
): Deferred<CellOutputs> {
  const { administrators, directory } = plan.target;
  const data = cellData(plan, cell, {
    ...args,
    networks: [],
    administrators: { ...administrators, directory },
    users: keptIdentities(plan, cell, args),
  });
  return {
    version: layerOutputsVersion,
    activeSite: cell.activeSite,
    tenants: {},
    ...keptOutputs(cell, data),
    clusters: {},
    documents: {},
    jobs: {},
  };
}

/** What those who are not in the cell any more have left in it. */
function keptOutputs({ retired }: CellPlan, { kept }: Pick<CellData, "kept">): Pick<Deferred<CellOutputs>, "kept"> {
  const codes = new Set(retired.map(({ code }) => code));
  const left = Object.entries(kept).filter(([key]) => codes.has(key.slice(0, key.indexOf("-"))));
  return left.length === 0 ? {} : { kept: Object.fromEntries(left) };
}

function keyUsersOf(servers: readonly DatabaseServerPlace[]): Pick<Deferred<TenantOutputs>, "keyUsers"> {
  const users = servers.flatMap(({ site, keyUser }) =>
    keyUser === undefined ? [] : [[site, { name: keyUser.name, principalId: keyUser.principalId }] as const],
  );
  return users.length === 0 ? {} : { keyUsers: Object.fromEntries(users) };
}

function programOutputs({ name, clientId }: ProgramIdentity): Deferred<ProgramOutputs> {
  return { name, clientId };
}

function documentOutputs({ accounts, addresses, backups }: CellDocuments): Deferred<CellOutputs["documents"]> {
  return Object.fromEntries(
    Object.entries(accounts).map(([site, { name }]) => {
      const known = Object.entries(addresses[site] ?? {}).map(
        ([key, address]) => [key, address.apply((one) => one ?? "")] as const,
      );
      const backupInstanceId = backups[site];
      return [
        site,
        {
          host: interpolate`${name}.blob.core.windows.net`,
          addresses: Object.fromEntries(known),
          ...(backupInstanceId !== undefined && { backupInstanceId }),
        },
      ];
    }),
  );
}
