import * as resources from "@pulumi/azure-native/resources";
import type { Output, ProviderResource } from "@pulumi/pulumi";
import { privateDnsZone } from "../../azure/private-link";
import type { BuiltInRole } from "../../azure/role-definitions";
import { ContainerLogs } from "../../components/cluster/container-logs";
import { AksCluster } from "../../components/cluster/aks-cluster";
import type { Scope } from "../../components/component-args";
import type { CellPlan } from "../plan/cell-plan";
import { RoleAssignment } from "../../components/identity/role-assignment";
import { clusterKey, clusterLabel, type ClusterPlan } from "../plan/cluster-plan";
import type { Plan } from "../plan/plan";
import { backUpCluster } from "./cell-cluster-backup";
import { workspaceAt, type CellSite } from "./cell-network";
import { clusterNames } from "./first-pools";
import type { PlatformOutputs } from "./layer-outputs";
import { made } from "./plan-lookup";
import { privateZoneAt } from "./platform-outputs";

export interface CellClustersArgs {
  /** Platform, environment and cell; sites are added here. */
  readonly scope: Scope;
  readonly tags: Readonly<Record<string, string>>;
  readonly platform: Output<PlatformOutputs>;
  /** The cell's networks, as `cellNetwork` made them. */
  readonly networks: readonly CellSite[];
  /** Provider of the platform's subscription, where it is not the cells'. */
  readonly platformProvider?: ProviderResource;
  /** Keys of the clusters whose first pool Azure has as it is declared, see `firstPoolsAsDeclared`. */
  readonly firstPools: ReadonlySet<string>;
}

/** A cluster with what others of the cell need of it. */
export interface CellCluster {
  readonly id: Output<string>;
  readonly name: string;
  readonly resourceGroup: Output<string>;
  /** Another one where the cluster is made again under the same id. */
  readonly uid: Output<string>;
  /** Issuer of the tokens with which its pods prove who they are. */
  readonly issuerUrl: Output<string>;
}

/** What whoever deploys into a cluster has to be. */
const DEPLOYER_ROLES = {
  "Azure Kubernetes Service Cluster User Role":
    "Whoever deploys gets the address of the cluster, without a credential.",
  "Azure Kubernetes Service RBAC Cluster Admin":
    "Whoever deploys makes namespaces, policies and kinds of resources in the cluster.",
} as const satisfies Partial<Record<BuiltInRole, string>>;

function letDeploy(plan: Plan, args: CellClustersArgs, name: string, aks: AksCluster): void {
  const { deployers, subscriptions } = plan.target;
  for (const [role, reason] of Object.entries(DEPLOYER_ROLES)) {
    new RoleAssignment(`${name}-${role === "Azure Kubernetes Service Cluster User Role" ? "sign-in" : "deploy"}`, {
      scope: args.scope,
      principal: { name: deployers.name, id: deployers.objectId, type: "Group" },
      target: { name: aks.name, id: aks.resourceId, subscription: subscriptions.cells },
      role: role as BuiltInRole,
      reason,
    });
  }
}

/** The network whose nodes a cluster has: a tenant's own where it has one, else the one that all share. */
function networkOf(networks: readonly CellSite[], cluster: ClusterPlan): CellSite {
  const own = networks.find(({ site, tenant }) => site === cluster.site && tenant === cluster.tenant);
  if (own === undefined) throw new Error(`The plan has a cluster at site "${cluster.site}", but no network for it.`);
  return own;
}

function addCluster(plan: Plan, args: CellClustersArgs, cluster: ClusterPlan): CellCluster {
  const { site } = cluster;
  const { subscriptions, directory } = plan.target;
  const scope = { ...args.scope, site };
  const tenant = cluster.tenant !== undefined && { tenant: cluster.tenant };
  const place = clusterLabel(cluster);
  const network = networkOf(args.networks, cluster);
  const zoneName = privateDnsZone("kubernetes", network.location);
  const group = new resources.ResourceGroup(`cluster-${place}`, {
    resourceGroupName: clusterNames(args.scope, cluster).resourceGroup,
    location: network.location,
    tags: args.tags,
  });
  const nodeSegments = [...new Set(cluster.pools.map((pool) => pool.segment))];
  const aks = new AksCluster(`cluster-${place}`, {
    scope,
    ...tenant,
    resourceGroupName: group.name,
    location: network.location,
    tags: args.tags,
    workspaceId: workspaceAt(args.platform, site),
    kubernetesVersion: cluster.kubernetesVersion,
    meshRevision: cluster.meshRevision,
    podCidr: cluster.podCidr,
    serviceCidr: cluster.serviceCidr,
    dnsServiceIp: cluster.dnsServiceIp,
    pools: cluster.pools.map((pool) => ({ ...pool, subnetId: made(network.subnets, pool.segment, "segment") })),
    firstPoolAsDeclared: args.firstPools.has(clusterKey(cluster)),
    network: { name: `network-${place}`, id: network.networkId, subscription: subscriptions.cells },
    routeTables: nodeSegments.map((segment) => ({
      name: `routes-${place}-${segment}`,
      id: made(network.routeTables, segment, "route table of segment"),
      subscription: subscriptions.cells,
    })),
    privateDnsZone: {
      name: zoneName,
      id: privateZoneAt(args.platform, site, zoneName),
      subscription: subscriptions.platform,
    },
    registry: { name: "registry", id: args.platform.registry.id, subscription: subscriptions.platform },
    maintenance: plan.maintenance,
    ...(plan.backup.logArchiveSites.includes(site) && {
      logArchiveId: args.platform.logArchives.apply((archives) => made(archives, site, "log archive at site")),
    }),
    directory,
    egress: network.egress,
  });
  new ContainerLogs(`container-logs-${place}`, {
    scope,
    ...tenant,
    resourceGroupName: group.name,
    location: network.location,
    tags: args.tags,
    clusterId: aks.resourceId,
    workspaceId: workspaceAt(args.platform, site),
  });
  backUpCluster(plan, args, { cluster, network, aks, clusterGroup: group.name });
  letDeploy(plan, args, `cluster-${place}`, aks);
  return { id: aks.resourceId, name: aks.name, resourceGroup: group.name, uid: aks.uid, issuerUrl: aks.issuerUrl };
}

/** The clusters of a cell by site code, and tenant code where a tenant has its own: `weu`, `weu/ab12`. */
export function cellClusters(
  plan: Plan,
  cell: CellPlan,
  args: CellClustersArgs,
): Readonly<Record<string, CellCluster>> {
  return Object.fromEntries(cell.clusters.map((cluster) => [clusterKey(cluster), addCluster(plan, args, cluster)]));
}
