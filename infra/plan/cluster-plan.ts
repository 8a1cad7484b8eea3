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
}

export interface ClusterPlan {
  readonly site: string;
  /** Set where the agreement gives a tenant a cluster of its own. */
  readonly tenant?: string;
  readonly kubernetesVersion: string;
  readonly podCidr: string;
  readonly serviceCidr: string;
  readonly dnsServiceIp: string;
  readonly pools: readonly NodePoolPlan[];
}
