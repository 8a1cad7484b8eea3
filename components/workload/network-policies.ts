import * as networking from "@pulumi/kubernetes/networking/v1";
import type { networking as inputs } from "@pulumi/kubernetes/types/input";
import type { ComponentResource, Input } from "@pulumi/pulumi";
import { namespaceName } from "../../azure/names/namespace-name";
import { ROLE_KEY, TENANT_KEY } from "./workload-args";

export type PodRole = "ingress" | "application" | "jobs" | "probes";

/** One side of a connection of a pod. */
export type PolicyPeer =
  /** Addresses outside of the cluster. */
  | { readonly prefix: string; readonly except?: readonly string[] }
  /** Pods of a role: in the same namespace, in the namespace of the ingress, or in every tenant's. */
  | { readonly role: PodRole; readonly in: "own" | "ingress" | "tenants" }
  /** What AKS runs in the cluster: its name service, the control plane of its Istio add-on. */
  | { readonly system: "names" | "mesh" };

/** Connections that are let through. */
export interface PolicyRule {
  readonly peers: readonly PolicyPeer[];
  readonly ports: readonly { readonly protocol: "TCP" | "UDP"; readonly port: number }[];
}

/** What the pods of one role may accept and open. */
export interface PodPolicy {
  readonly role: PodRole;
  readonly ingress: readonly PolicyRule[];
  readonly egress: readonly PolicyRule[];
}

/** Namespace of the ingress. */
export function ingressNamespace(): string {
  return namespaceName({ role: "web" });
}

/** Label that the API server itself puts on every namespace. */
const NAMESPACE_NAME = "kubernetes.io/metadata.name";

const SYSTEM_PODS = {
  names: {
    namespaceSelector: { matchLabels: { [NAMESPACE_NAME]: "kube-system" } },
    podSelector: { matchLabels: { "k8s-app": "kube-dns" } },
  },
  // Microsoft Learn, aks/istio-deploy-addon (2025): the add-on's control plane runs there.
  mesh: {
    namespaceSelector: { matchLabels: { [NAMESPACE_NAME]: "aks-istio-system" } },
    podSelector: { matchLabels: { app: "istiod" } },
  },
} as const;

function peerArgs(peer: PolicyPeer): inputs.v1.NetworkPolicyPeer {
  if ("prefix" in peer) {
    return { ipBlock: { cidr: peer.prefix, ...(peer.except && { except: [...peer.except] }) } };
  }
  if ("system" in peer) return SYSTEM_PODS[peer.system];
  const podSelector = { matchLabels: { [ROLE_KEY]: peer.role } };
  switch (peer.in) {
    case "own":
      return { podSelector };
    case "ingress":
      return { namespaceSelector: { matchLabels: { [NAMESPACE_NAME]: ingressNamespace() } }, podSelector };
    case "tenants":
      return { namespaceSelector: { matchExpressions: [{ key: TENANT_KEY, operator: "Exists" }] }, podSelector };
  }
}

/** Denies every pod of a namespace everything, in both directions; what is allowed comes on top. */
export function denyAll(name: string, namespace: Input<string>, parent: ComponentResource): networking.NetworkPolicy {
  return new networking.NetworkPolicy(
    `${name}-deny`,
    { metadata: { name: "deny-all", namespace }, spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] } },
    { parent },
  );
}

export interface PodPolicyArgs {
  readonly namespace: Input<string>;
  readonly policy: PodPolicy;
  /** Set where pods of several tenants with one role share a namespace. */
  readonly tenant?: string;
}

/** Lets the pods of one role do what their flows need. */
export function allowFlows(
  name: string,
  { namespace, policy, tenant }: PodPolicyArgs,
  parent: ComponentResource,
): networking.NetworkPolicy {
  const { role } = policy;
  const rules = (side: "from" | "to", list: readonly PolicyRule[]) =>
    list.map(({ peers, ports }) => ({ [side]: peers.map(peerArgs), ports: ports.map((port) => ({ ...port })) }));
  // The API server keeps no empty list, so one would be written again, and differ, with every update.
  const { ingress, egress } = policy;
  return new networking.NetworkPolicy(
    `${name}-${role}`,
    {
      metadata: { name: tenant === undefined ? role : `${role}-${tenant}`, namespace },
      spec: {
        podSelector: { matchLabels: { [ROLE_KEY]: role, ...(tenant !== undefined && { [TENANT_KEY]: tenant }) } },
        policyTypes: ["Ingress", "Egress"],
        ...(ingress.length > 0 && { ingress: rules("from", ingress) }),
        ...(egress.length > 0 && { egress: rules("to", egress) }),
      },
    },
    { parent },
  );
}
