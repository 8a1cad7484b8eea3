/** What a pod is; its network policy follows from it. Identity realms have no pods yet. */
export const podRoles = ["ingress", "application", "jobs", "probes"] as const;
export type PodRole = (typeof podRoles)[number];

/** One side of a connection of a pod. */
export type PolicyPeer =
  /** Addresses outside of the cluster. */
  | { readonly prefix: string; readonly except?: readonly string[] }
  /** Pods of a role: in the same namespace, in the namespace of the ingress, or in every tenant's. */
  | { readonly role: PodRole; readonly in: "own" | "ingress" | "tenants" }
  /** What AKS runs in the cluster: its name service, the control plane of its Istio add-on. */
  | { readonly system: "names" | "mesh" };

export interface PolicyPort {
  readonly protocol: "TCP" | "UDP";
  readonly port: number;
}

/** Connections that are let through, with the flows of the agreement, or of Azure, that need them. */
export interface PolicyRulePlan {
  readonly peers: readonly PolicyPeer[];
  readonly ports: readonly PolicyPort[];
  readonly flows: readonly string[];
}

/** What the pods of one role in a namespace may accept and open. Everything else is denied in both directions. */
export interface NetworkPolicyPlan {
  readonly role: PodRole;
  readonly ingress: readonly PolicyRulePlan[];
  readonly egress: readonly PolicyRulePlan[];
}
