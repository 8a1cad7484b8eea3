import type { Output, ProviderResource, Resource } from "@pulumi/pulumi";
import type { Scope } from "../../components/component-args";
import { nameInScope } from "../../components/name-in-scope";
import { segmentName } from "../../components/network/segment";
import { ClusterIngress } from "../../components/workload/cluster-ingress";
import { GatewayApi } from "../../components/workload/gateway-api";
import type { CellPlan } from "../plan/cell-plan";
import { clusterKey, clusterLabel, clusterProviderName } from "../plan/cluster-plan";
import type { Plan } from "../plan/plan";
import type { WorkloadPlan } from "../plan/workload-plan";
import { clusterProvider } from "./cluster-sign-in";
import type { CellOutputs, GuardOutputs, PlatformOutputs } from "./layer-outputs";
import { made, policyOf } from "./plan-lookup";
import { addJobNamespace, addPlatformJobs } from "./workload-jobs";
import { addTenant } from "./workload-tenant";

export interface WorkloadArgs {
  /** Platform, environment and cell; sites are added here. */
  readonly scope: Scope;
  readonly platform: Output<PlatformOutputs>;
  readonly cell: Output<CellOutputs>;
  readonly guard: Output<GuardOutputs>;
  /** Provider of the cells' subscription, which gives out how to sign in to a cluster. */
  readonly azure: ProviderResource;
}

/** Name of the subnet of a cluster's load balancer, for which the ingress asks. */
function balancerSubnet(cell: CellPlan, args: WorkloadArgs, workload: WorkloadPlan): string {
  const spoke = cell.spokes.find((candidate) => clusterKey(candidate) === clusterKey(workload));
  const segment = spoke?.segments.find(({ key }) => key === workload.ingress.segment);
  if (segment === undefined) throw new Error(`The plan has no segment for the ingress of ${clusterKey(workload)}.`);
  return nameInScope({ ...args.scope, site: workload.site }, "network:Subnet", segmentName(segment));
}

interface ClusterPlace {
  readonly workload: WorkloadPlan;
  /** Names the cluster in the stack. */
  readonly place: string;
  readonly provider: ProviderResource;
  readonly kinds: GatewayApi;
}

/** The way in. A gateway must serve a name, so a cluster that waits for its first tenant has none. */
function addIngress(cell: CellPlan, args: WorkloadArgs, { workload, place, provider, kinds }: ClusterPlace): void {
  if (workload.tenants.length === 0) return;
  const { address, replicas, placement, policies } = workload.ingress;
  new ClusterIngress(
    `ingress-${place}`,
    {
      address,
      subnetName: balancerSubnet(cell, args, workload),
      replicas,
      spread: workload.spread,
      placement,
      policy: policyOf(policies, "ingress"),
      tenants: workload.tenants.map(({ code, hostName }) => ({ tenant: code, hostName })),
    },
    { provider, dependsOn: kinds },
  );
}

/** Everything inside of one cluster: kinds, ingress, place for jobs, and each of its tenants. */
export function addWorkload(plan: Plan, cell: CellPlan, args: WorkloadArgs, workload: WorkloadPlan): void {
  const key = clusterKey(workload);
  const place = clusterLabel(workload);
  const cluster = args.cell.clusters.apply((clusters) => made(clusters, key, "cluster"));
  const provider = clusterProvider(clusterProviderName(workload), cluster, args.azure);
  const kinds = new GatewayApi(`gateway-api-${place}`, { provider });
  addIngress(cell, args, { workload, place, provider, kinds });
  // A standby's databases are copies, which have their users from where they are written.
  const jobs = workload.standby ? undefined : addJobNamespace(plan, args, workload, { place, provider });
  if (jobs !== undefined) {
    addPlatformJobs(plan, args, workload, { place, provider, namespace: jobs.namespace, after: [jobs] });
  }
  const after: readonly Resource[] = [kinds];
  for (const tenant of workload.tenants) {
    addTenant(plan, cell, args, { workload, tenant, place, provider, after, ...(jobs && { jobs }) });
  }
}
