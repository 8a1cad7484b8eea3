import {
  NOTHING,
  differenceOf,
  interval,
  intersectionOf,
  isWithin,
  unionOf,
  type Intervals,
} from "../packets/intervals";
import { ADDRESSES, addressesOf } from "../packets/ipv4";
import { EVERY_SERVICE, servicesOf } from "../packets/service-axis";

/**
 * What NetworkPolicies let pass between pods of one cluster. The networks see a cluster's nodes and pods as one; which
 * pods reach which is decided here.
 *
 * Source: Kubernetes documentation, concepts/services-networking/network-policies (v1.36).
 */

const EVERY_ADDRESS: Intervals = interval(0, ADDRESSES - 1);

/** Pods that are alike for policies: one workload in one namespace. */
export interface PodGroup {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Labels;
  readonly namespaceLabels: Labels;
  /** Numbers of ports that policies may call by name. */
  readonly ports: Readonly<Record<string, number>>;
}

type Labels = Readonly<Record<string, string>>;

/** A selector of labels; without any condition it selects everything. */
export interface LabelSelector {
  readonly matchLabels?: Labels;
  readonly matchExpressions?: readonly {
    readonly key: string;
    readonly operator: "In" | "NotIn" | "Exists" | "DoesNotExist";
    readonly values?: readonly string[];
  }[];
}

export interface PolicyPeer {
  readonly podSelector?: LabelSelector;
  readonly namespaceSelector?: LabelSelector;
  readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] };
}

export interface PolicyPort {
  readonly port?: number | string;
  readonly endPort?: number;
  readonly protocol?: "TCP" | "UDP" | "SCTP";
}

/** One rule: peers and ports that are absent mean all of them. */
export interface PolicyRule {
  readonly peers?: readonly PolicyPeer[];
  readonly ports?: readonly PolicyPort[];
}

export interface NetworkPolicy {
  readonly name: string;
  readonly namespace: string;
  readonly podSelector: LabelSelector;
  /** Absent directions are not restricted by this policy. */
  readonly ingress?: readonly PolicyRule[];
  readonly egress?: readonly PolicyRule[];
}

/** The far side of a passage: other pods, or addresses outside of the cluster. */
export type Peer = PodGroup | { readonly addresses: Intervals };

const isPods = (peer: Peer): peer is PodGroup => "namespace" in peer;

/** The services that pass from pods to other pods: what the senders may send and the receivers may take. */
export function passing(from: PodGroup, to: PodGroup, policies: readonly NetworkPolicy[]): Intervals {
  return intersectionOf(allowedOut(from, to, policies), allowedIn(to, from, policies));
}

/** What pods may send. Pods that no policy selects for egress may send everything. */
export function allowedOut(from: PodGroup, to: Peer, policies: readonly NetworkPolicy[]): Intervals {
  const ports = isPods(to) ? to.ports : {};
  return allowed(
    policiesOf(from, policies).map(({ namespace, egress }) => ({ namespace, rules: egress })),
    to,
    ports,
  );
}

/** What pods may take. Pods that no policy selects for ingress may take everything. */
export function allowedIn(to: PodGroup, from: Peer, policies: readonly NetworkPolicy[]): Intervals {
  return allowed(
    policiesOf(to, policies).map(({ namespace, ingress }) => ({ namespace, rules: ingress })),
    from,
    to.ports,
  );
}

/** Policies add up: what any one of them allows passes; as soon as one restricts, nothing else does. */
function allowed(
  lists: readonly { readonly namespace: string; readonly rules: readonly PolicyRule[] | undefined }[],
  peer: Peer,
  ports: PodGroup["ports"],
): Intervals {
  const restricting = lists.flatMap(({ namespace, rules }) => (rules === undefined ? [] : [{ namespace, rules }]));
  if (restricting.length === 0) return EVERY_SERVICE;
  const open = restricting.flatMap(({ namespace, rules }) =>
    rules.filter((rule) => matchesPeer(rule, namespace, peer)).map((rule) => servicesOfRule(rule, ports)),
  );
  return unionOf(NOTHING, ...open);
}

function policiesOf(pods: PodGroup, policies: readonly NetworkPolicy[]): readonly NetworkPolicy[] {
  return policies.filter(
    ({ namespace, podSelector }) => namespace === pods.namespace && selects(podSelector, pods.labels),
  );
}

function matchesPeer({ peers }: PolicyRule, namespace: string, peer: Peer): boolean {
  if (peers === undefined || peers.length === 0) return true;
  return peers.some(({ podSelector, namespaceSelector, ipBlock }) => {
    if (ipBlock !== undefined) return !isPods(peer) && isInBlock(ipBlock, peer.addresses);
    if (!isPods(peer)) return false;
    const isInNamespace =
      namespaceSelector === undefined ? peer.namespace === namespace : selects(namespaceSelector, peer.namespaceLabels);
    return isInNamespace && (podSelector === undefined || selects(podSelector, peer.labels));
  });
}

function isInBlock(block: NonNullable<PolicyPeer["ipBlock"]>, addresses: Intervals): boolean {
  return isWithin(addresses, addressesOfBlock(block));
}

/** A name that the pods do not have opens nothing; SCTP is none of the services that are told apart. */
function servicesOfRule({ ports }: PolicyRule, named: PodGroup["ports"]): Intervals {
  if (ports === undefined || ports.length === 0) return EVERY_SERVICE;
  return unionOf(
    NOTHING,
    ...ports.map(({ port, endPort, protocol = "TCP" }) => {
      if (port === undefined) return servicesOf(protocol, ["*"]) ?? NOTHING;
      const number = typeof port === "number" ? port : named[port];
      if (number === undefined) return NOTHING;
      return servicesOf(protocol, [`${number}-${endPort ?? number}`]) ?? NOTHING;
    }),
  );
}

function selects({ matchLabels = {}, matchExpressions = [] }: LabelSelector, labels: Labels): boolean {
  return (
    Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
    matchExpressions.every(({ key, operator, values = [] }) => {
      const value = labels[key];
      switch (operator) {
        case "In":
          return value !== undefined && values.includes(value);
        case "NotIn":
          return value === undefined || !values.includes(value);
        case "Exists":
          return value !== undefined;
        case "DoesNotExist":
          return value === undefined;
      }
    })
  );
}

/** Addresses outside of the cluster, with the services that are open to or from them and the policy that opens them. */
export interface OpenAddresses {
  readonly addresses: Intervals;
  readonly services: Intervals;
  /** Nothing where no policy restricts the pods at all. */
  readonly policy?: NetworkPolicy;
}

/** To, or from, which addresses outside of the cluster pods are open. */
export function openAddresses(
  pods: PodGroup,
  direction: "ingress" | "egress",
  policies: readonly NetworkPolicy[],
): readonly OpenAddresses[] {
  const restricting = policiesOf(pods, policies).filter((policy) => policy[direction] !== undefined);
  if (restricting.length === 0) return [{ addresses: EVERY_ADDRESS, services: EVERY_SERVICE }];
  return restricting.flatMap((policy) =>
    (policy[direction] ?? []).flatMap((rule) => {
      const services = servicesOfRule(rule, direction === "ingress" ? pods.ports : {});
      if (rule.peers === undefined || rule.peers.length === 0) return [{ addresses: EVERY_ADDRESS, services, policy }];
      return rule.peers.flatMap(({ ipBlock }) =>
        ipBlock === undefined ? [] : [{ addresses: addressesOfBlock(ipBlock), services, policy }],
      );
    }),
  );
}

function addressesOfBlock({ cidr, except = [] }: NonNullable<PolicyPeer["ipBlock"]>): Intervals {
  const excluded = unionOf(NOTHING, ...except.map((prefix) => addressesOf(prefix) ?? NOTHING));
  return differenceOf(addressesOf(cidr) ?? NOTHING, excluded);
}

/** A single address as a peer outside of the cluster. */
export function outside(address: number): Peer {
  return { addresses: interval(address) };
}
