export interface NodePoolPlan {
  /** 1-12 lower-case characters. */
  readonly name: string;
  readonly mode: "System" | "User";
  readonly vmSize: string;
  readonly count: { readonly minimum: number; readonly maximum: number };
  readonly zones: readonly string[];
  /** Key of the segment that holds the nodes. */
  readonly segment: string;
  /** Set where the agreement gives a tenant nodes of its own. */
  readonly tenant?: string;
  /** Set where the agreement separates these servers from the others. */
  readonly group?: ServerGroup;
}

/** Key of a cluster within its cell: its site, and the tenant where it is one's own (`weu`, `weu/ab12`). */
export function clusterKey({ site, tenant }: Pick<ClusterPlan, "site" | "tenant">): string {
  return tenant === undefined ? site : `${site}/${tenant}`;
}

/** The same as a part of Pulumi's names (`weu`, `weu-ab12`). */
export function clusterLabel(cluster: Pick<ClusterPlan, "site" | "tenant">): string {
  return clusterKey(cluster).replace("/", "-");
}

/** Pulumi's name of the provider of what is in a cluster. By it is told which clusters a workload has no more. */
export function clusterProviderName(cluster: Pick<ClusterPlan, "site" | "tenant">): string {
  return `cluster-${clusterLabel(cluster)}`;
}

/** Servers that an agreement keeps apart from those of the applications. */
export type ServerGroup = "web" | "batch";

export interface ClusterPlan {
  readonly site: string;
  /** Set where the agreement gives a tenant a cluster of its own. */
  readonly tenant?: string;
  readonly kubernetesVersion: string;
  /** Revision of the Istio add-on, which carries the ingress. */
  readonly meshRevision: string;
  readonly podCidr: string;
  readonly serviceCidr: string;
  readonly dnsServiceIp: string;
  readonly pools: readonly NodePoolPlan[];
}
