import type { ScheduledJobPlan } from "./scheduled-job-plan";
import type { NetworkPolicyPlan } from "./network-policy-plan";

/** An image of the platform's registry, by content. */
export interface ImagePlan {
  readonly repository: string;
  readonly digest: string;
}

/** What one pod of a program takes. */
export interface PodSize {
  readonly image: ImagePlan;
  /** Thousandths of a core. */
  readonly cpuMillicores: { readonly request: number; readonly limit: number };
  readonly memoryMiB: number;
}

/** How many pods run: never fewer than `minimum`, and as many as the load needs up to `maximum`. */
export interface ReplicaBounds {
  readonly minimum: number;
  readonly maximum: number;
}

/** What may fail without an outage, and so what replicas are kept apart by. */
export type Spread = "zones" | "nodes";

/** Nodes that pods are bound to. Where nothing is set, any node without a taint takes them. */
export interface Placement {
  readonly tenant?: string;
  readonly group?: "web" | "batch";
}

/** The most that the pods of a tenant may take together. */
export interface QuotaPlan {
  readonly pods: number;
  readonly cpuMillicores: { readonly request: number; readonly limit: number };
  readonly memoryMiB: number;
}

/** A restore as it is ready to be started. */
export interface RestoreJobPlan extends PodSize {
  /**
   * How long before an alert about lost data the data was whole for certain, where the alert names no moment: what may be
   * lost, what may pass until somebody misses it, and what may pass unnoticed after that.
   */
  readonly lookback: string;
  readonly deadlineSeconds: number;
  /** Disk for a copy, where one is opened. */
  readonly scratchGiB: number;
  readonly placement: Placement;
}

/** What runs for a tenant in one cluster. */
export interface TenantWorkloadPlan {
  readonly code: string;
  readonly hostName: string;
  readonly application: PodSize & { readonly replicas: ReplicaBounds; readonly placement: Placement };
  readonly principals: PodSize & { readonly placement: Placement };
  /** The restore of its data, as a person starts it; absent on a standby. */
  readonly restore?: RestoreJobPlan;
  /** Programs on a schedule; none on a standby. */
  readonly jobs: readonly ScheduledJobPlan[];
  readonly quota: QuotaPlan;
  /** One for each role of the tenant's pods: the application in the tenant's namespace, jobs in that of the jobs. */
  readonly policies: readonly NetworkPolicyPlan[];
}

/** The ingress of a cluster, behind its internal load balancer. */
export interface IngressPlan {
  /** Private address of the load balancer, to which the application gateway sends. */
  readonly address: string;
  /** Key of the segment that holds the load balancer. */
  readonly segment: string;
  readonly replicas: ReplicaBounds;
  readonly placement: Placement;
  readonly policies: readonly NetworkPolicyPlan[];
}

/** Everything that runs in one cluster of a cell. */
export interface WorkloadPlan {
  readonly site: string;
  /** Set where the cluster is one tenant's own. */
  readonly tenant?: string;
  /** Whether the cell runs here now, or could take over. */
  readonly standby: boolean;
  readonly spread: Spread;
  readonly ingress: IngressPlan;
  /** Of the pods in the namespace of the jobs that are of no tenant's data. */
  readonly jobPolicies: readonly NetworkPolicyPlan[];
  /** The platform's own programs on a schedule, in one cluster of the platform. */
  readonly jobs: readonly ScheduledJobPlan[];
  readonly tenants: readonly TenantWorkloadPlan[];
}
