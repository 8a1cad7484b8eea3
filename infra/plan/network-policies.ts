import type { Agreement } from "../../agreement/agreement";
import { requiredFlows, type RequiredFlow } from "../../agreement/flows/required-flows";
import type { Role } from "../../agreement/flows/roles";
import type { PlacedNetwork } from "./address-plan";
import { cellFlows, type FlowEnd } from "./flow-matrix";
import { registeredFlows } from "./flow-register";
import {
  podRoles,
  type NetworkPolicyPlan,
  type PodRole,
  type PolicyPeer,
  type PolicyRulePlan,
} from "./network-policy-plan";
import type { CellTopology, SiteTopology, Topology } from "./topology";

/** Where pods are whose policies are planned. */
export interface PolicyContext {
  readonly agreement: Agreement;
  readonly topology: Topology;
  readonly site: SiteTopology;
  readonly cell: CellTopology;
  readonly network: PlacedNetwork;
  /** Set for pods in a tenant's namespace. */
  readonly tenant?: string;
}

type Direction = "ingress" | "egress";

/**
 * What the node does for its pods: the kubelet pulls images and talks to the API server, the node fetches its own
 * patches. Pods have no token for the API server and no use for the rest.
 */
const doneByNode: readonly Role[] = ["images", "software sources"];

/** Pods that prove who they are to Entra; the site's firewall lets the sign-in pass by name. */
const signingIn: readonly PodRole[] = ["application", "jobs"];

/** Port on which the Istio add-on's control plane configures its gateways (istio.io, ops/deployment/application-requirements). */
const meshPort = 15_012;

/** Everything that is not the internet: private networks, shared space with the clusters' own, host and metadata. */
const notInternet = [
  "10.0.0.0/8",
  "100.64.0.0/10",
  "168.63.129.16/32",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.168.0.0/16",
];

/** The policies of the pods of these roles, from the flows that the agreement needs and the addresses of the matrix. */
export function networkPolicies(context: PolicyContext, roles: readonly PodRole[]): readonly NetworkPolicyPlan[] {
  return roles.map((role) => ({
    role,
    ingress: rulesFor(context, role, "ingress"),
    egress: [
      ...rulesFor(context, role, "egress"),
      ...(signingIn.includes(role) ? [signIn] : []),
      ...(role === "probes" ? [names] : []),
    ],
  }));
}

const signIn: PolicyRulePlan = {
  peers: [{ prefix: "0.0.0.0/0", except: notInternet }],
  ports: [{ protocol: "TCP", port: 443 }],
  flows: ["sign-in with the workload's identity"],
};

/** Probes ask for names as every pod does; the agreement counts them with the jobs. */
const names: PolicyRulePlan = {
  peers: [{ system: "names" }],
  ports: [
    { protocol: "TCP", port: 53 },
    { protocol: "UDP", port: 53 },
  ],
  flows: ["jobs-names"],
};

function rulesFor(context: PolicyContext, role: PodRole, direction: Direction): readonly PolicyRulePlan[] {
  const own = direction === "ingress" ? "to" : "from";
  const rules = requiredFlows(context.agreement)
    .filter((flow) => flow[own] === role)
    .flatMap((flow): readonly PolicyRulePlan[] => {
      const peers = peersOf(context, flow, direction);
      const port = flow.to === "control" ? meshPort : flow.port;
      const ports = flow.protocols.map((protocol) => ({ protocol: protocol === "udp" ? "UDP" : "TCP", port }) as const);
      return peers.length === 0 ? [] : [{ peers, ports, flows: [flow.id] }];
    });
  return merged(rules);
}

/** Rules between the same ends on the same ports are one: several services stand in one segment. */
function merged(rules: readonly PolicyRulePlan[]): readonly PolicyRulePlan[] {
  const byEnds = new Map<string, PolicyRulePlan>();
  for (const rule of rules) {
    const key = JSON.stringify([rule.peers, rule.ports]);
    const same = byEnds.get(key);
    byEnds.set(key, same === undefined ? rule : { ...same, flows: [...same.flows, ...rule.flows] });
  }
  return [...byEnds.values()];
}

function peersOf(context: PolicyContext, flow: RequiredFlow, direction: Direction): readonly PolicyPeer[] {
  const other = direction === "ingress" ? flow.from : flow.to;
  if (doneByNode.includes(other)) return [];
  if (isPodRole(other)) return [podsOf(other, direction === "ingress" ? flow.to : flow.from)];
  if (other === "names") return [{ system: "names" }];
  // Of the pods, only the proxies of the ingress are steered by a control plane.
  if (other === "control") return flow.from === "ingress" ? [{ system: "mesh" }] : [];
  return other === "identity" ? [] : addressesOf(context, flow, direction);
}

function isPodRole(role: Role): role is PodRole {
  return (podRoles as readonly Role[]).includes(role);
}

/** The ingress has a namespace of its own; everything else of a tenant is in the tenant's. */
function podsOf(role: PodRole, seenFrom: Role): PolicyPeer {
  if (role === "ingress") return { role, in: "ingress" };
  return { role, in: seenFrom === "ingress" ? "tenants" : "own" };
}

/** The addresses at the far side, as the flow matrix has them for this network and this tenant. */
function addressesOf(context: PolicyContext, flow: RequiredFlow, direction: Direction): readonly PolicyPeer[] {
  const { topology, site, cell, network, tenant } = context;
  const carrying = registeredFlows.filter(({ carries }) => (carries as readonly string[]).includes(flow.id));
  const own = direction === "ingress" ? "to" : "from";
  const far = direction === "ingress" ? "from" : "to";
  const inNetwork = ({ segment }: FlowEnd): boolean =>
    network.segments.some(({ prefix }) => prefix === segment?.prefix);
  const prefixes = cellFlows(topology, site, cell)
    .filter(({ id }) => carrying.some((registered) => registered.id === id))
    .filter((packets) => packets[own].some(inNetwork))
    .filter((packets) => packets.tenant === undefined || packets.tenant === (tenant ?? network.tenant))
    .flatMap((packets) => packets[far].flatMap((end) => end.prefixes));
  return [...new Set(prefixes)]
    .sort()
    .map((prefix) => (prefix === "Internet" ? { prefix: "0.0.0.0/0", except: notInternet } : { prefix }));
}
