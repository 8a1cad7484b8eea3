import type { RegisteredResource } from "../../policies/resources/registered-resource";
import { bag, bags, inPrefix, inRange, str, strs, type Bag } from "./azure-lookups";

/**
 * For tests: what NetworkPolicies do with one packet, read from the objects as they are registered. Shared with nothing of
 * the analysis. Source: Kubernetes documentation, concepts/services-networking/network-policies (v1.36).
 */

/** Pods of one workload in one namespace. */
export interface PlainPods {
  readonly namespace: string;
  readonly labels: Bag;
  readonly namespaceLabels: Bag;
  /** Ports of the containers by their names. */
  readonly ports: Readonly<Record<string, number>>;
}

export interface PlainService {
  readonly protocol: "TCP" | "UDP";
  readonly port: number;
}

/** Whether a connection from pods to pods passes what both are selected by. */
export function podsMayTalk(
  from: PlainPods,
  to: PlainPods,
  service: PlainService,
  policies: readonly RegisteredResource[],
): boolean {
  return (
    mayPass(policies, from, "Egress", (rule, namespace) => opens(rule, "to", namespace, to, service, to.ports)) &&
    mayPass(policies, to, "Ingress", (rule, namespace) => opens(rule, "from", namespace, from, service, to.ports))
  );
}

/** Whether pods may open a connection to an address outside of the cluster. */
export function podsMayLeave(
  from: PlainPods,
  address: string,
  service: PlainService,
  policies: readonly RegisteredResource[],
): boolean {
  return mayPass(policies, from, "Egress", (rule) => opens(rule, "to", "", address, service, {}));
}

function mayPass(
  policies: readonly RegisteredResource[],
  pods: PlainPods,
  direction: "Ingress" | "Egress",
  opened: (rule: Bag, namespace: string) => boolean,
): boolean {
  let isIsolated = false;
  for (const policy of policies) {
    const namespace = str(bag(policy.inputs["metadata"])["namespace"]);
    const spec = bag(policy.inputs["spec"]);
    if (namespace !== pods.namespace || !selected(bag(spec["podSelector"]), pods.labels)) continue;
    const types = spec["policyTypes"] === undefined ? undefined : strs(spec["policyTypes"]);
    const isFor = types === undefined ? direction === "Ingress" || "egress" in spec : types.includes(direction);
    if (!isFor) continue;
    isIsolated = true;
    if (bags(spec[direction.toLowerCase()]).some((rule) => opened(rule, namespace))) return true;
  }
  return !isIsolated;
}

function opens(
  rule: Bag,
  side: "from" | "to",
  namespace: string,
  far: PlainPods | string,
  service: PlainService,
  names: Readonly<Record<string, number>>,
): boolean {
  const peers = bags(rule[side]);
  const ports = bags(rule["ports"]);
  const isPeer = peers.length === 0 || peers.some((peer) => isMeant(peer, namespace, far));
  return isPeer && (ports.length === 0 || ports.some((port) => serves(port, service, names)));
}

function isMeant(peer: Bag, namespace: string, far: PlainPods | string): boolean {
  const block = bag(peer["ipBlock"]);
  if (typeof far === "string") {
    return (
      "cidr" in block && inPrefix(far, str(block["cidr"])) && !strs(block["except"]).some((one) => inPrefix(far, one))
    );
  }
  if ("cidr" in block) return false;
  if ("namespaceSelector" in peer) {
    if (!selected(bag(peer["namespaceSelector"]), far.namespaceLabels)) return false;
  } else if (far.namespace !== namespace) return false;
  return !("podSelector" in peer) || selected(bag(peer["podSelector"]), far.labels);
}

function serves(port: Bag, service: PlainService, names: Readonly<Record<string, number>>): boolean {
  if ((str(port["protocol"]) || "TCP") !== service.protocol) return false;
  const wanted = port["port"];
  if (wanted === undefined) return true;
  const number = typeof wanted === "number" ? wanted : names[str(wanted)];
  return number !== undefined && inRange(`${number}-${Number(port["endPort"] ?? number)}`, service.port);
}

function selected(selector: Bag, labels: Bag): boolean {
  for (const [key, value] of Object.entries(bag(selector["matchLabels"]))) if (labels[key] !== value) return false;
  for (const { key, operator, values } of bags(selector["matchExpressions"])) {
    const has = str(key) in labels;
    const isListed = has && strs(values).includes(str(labels[str(key)]));
    const holds =
      (operator === "In" && isListed) ||
      (operator === "NotIn" && !isListed) ||
      (operator === "Exists" && has) ||
      (operator === "DoesNotExist" && !has);
    if (!holds) return false;
  }
  return true;
}
