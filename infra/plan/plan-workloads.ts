import type { Agreement } from "../../agreement/agreement";
import type { Tenant } from "../../agreement/tenants";
import { backendAddressIn, isolationOf, type PlacedNetwork } from "./address-plan";
import type { ClusterPlan } from "./cluster-plan";
import type { Environment } from "./environment";
import { networkPolicies, type PolicyContext } from "./network-policies";
import { platformJobs, restoreJob, tenantJobs, type ScheduleContext } from "./schedule-jobs";
import type { SitePlan } from "./site-plan";
import { segmentOf, type CellTopology, type SiteTopology, type Topology } from "./topology";
import type { Placement, QuotaPlan, ReplicaBounds, TenantWorkloadPlan, WorkloadPlan } from "./workload-plan";

/** What the workloads of a cell at one site are planned from. */
export interface WorkloadContext {
  readonly agreement: Agreement;
  readonly environment: Environment;
  readonly topology: Topology;
  readonly site: SitePlan;
  readonly place: SiteTopology;
  readonly cell: CellTopology;
  readonly clusters: readonly ClusterPlan[];
  readonly activeSite: string;
  readonly schedules: ScheduleContext;
  /** Whether the jobs of the platform itself are this cell's. */
  readonly carriesPlatformJobs: boolean;
}

/** Fewest proxies of an ingress that let one of them go; AKS refuses a lower minimum (aks/istio-gateway-api, 2025-08). */
const ingressReplicas: ReplicaBounds = { minimum: 2, maximum: 6 };

/** While a deployment rolls, one pod more runs. */
const rollingPods = 1;

/** Everything that runs in the clusters of a cell at one site, tenants in the order of their segments. */
export function planWorkloads(context: WorkloadContext, tenants: readonly Tenant[]): readonly WorkloadPlan[] {
  const { agreement, site, activeSite, cell, clusters } = context;
  return cell.networks.flatMap((network) => {
    const cluster = clusters.find(({ tenant }) => tenant === network.tenant);
    if (cluster === undefined) throw new RangeError(`network ${network.prefix} has no cluster`);
    const here = tenants.filter((tenant) => {
      const own = isolationOf(agreement, tenant).compute === "cluster" ? tenant.code : undefined;
      return own === network.tenant;
    });
    const standby = site.code !== activeSite;
    return {
      site: site.code,
      ...(network.tenant !== undefined && { tenant: network.tenant }),
      standby,
      spread: site.zones.length > 1 ? "zones" : "nodes",
      ingress: {
        address: backendAddressIn(segmentOf(network, "web").prefix),
        segment: "web",
        replicas: ingressReplicas,
        placement: groupPlacement(cluster, "web"),
        policies: networkPolicies(policyContext(context, network), ["ingress"]),
      },
      jobPolicies: networkPolicies(policyContext(context, network), ["probes"]),
      jobs:
        !standby && context.carriesPlatformJobs && network.tenant === undefined
          ? platformJobs(context.schedules, groupPlacement(cluster, "batch"))
          : [],
      tenants: here.map((tenant) => planTenant(context, { network, cluster, standby }, tenant)),
    };
  });
}

interface ClusterPlace {
  readonly network: PlacedNetwork;
  readonly cluster: ClusterPlan;
  readonly standby: boolean;
}

function planTenant(context: WorkloadContext, place: ClusterPlace, tenant: Tenant): TenantWorkloadPlan {
  const { application, jobs } = context.environment.workload;
  const { network, cluster, standby } = place;
  // A standby runs as few as let one of them go, and grows with its load when it takes over.
  const minimum = standby ? Math.min(application.replicas.minimum, 2) : application.replicas.minimum;
  const own = cluster.pools.some((pool) => pool.tenant === tenant.code);
  return {
    code: tenant.code,
    hostName: tenant.hostName,
    application: {
      ...application,
      replicas: { minimum, maximum: application.replicas.maximum },
      placement: own ? { tenant: tenant.code } : {},
    },
    principals: { ...jobs.principals, placement: groupPlacement(cluster, "batch") },
    ...(!standby && { restore: restoreJob(context.schedules, groupPlacement(cluster, "batch")) }),
    jobs: standby ? [] : tenantJobs(context.schedules, tenant.segment, groupPlacement(cluster, "batch")),
    quota: quotaOf(context.environment),
    policies: networkPolicies({ ...policyContext(context, network), tenant: tenant.code }, ["application", "jobs"]),
  };
}

function groupPlacement({ pools }: ClusterPlan, group: "web" | "batch"): Placement {
  return pools.some((pool) => pool.group === group) ? { group } : {};
}

function policyContext({ agreement, topology, place, cell }: WorkloadContext, network: PlacedNetwork): PolicyContext {
  return { agreement, topology, site: place, cell, network };
}

/** Room for every replica at a peak and one more while rolling; what a tenant takes beyond is refused. */
function quotaOf({ workload }: Environment): QuotaPlan {
  const { replicas, cpuMillicores, memoryMiB } = workload.application;
  const pods = replicas.maximum + rollingPods;
  return {
    pods,
    cpuMillicores: { request: pods * cpuMillicores.request, limit: pods * cpuMillicores.limit },
    memoryMiB: pods * memoryMiB,
  };
}
