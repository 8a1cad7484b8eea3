import {
  keyOf,
  mapAt,
  mapsAt,
  namespaceOf,
  numberAt,
  textAt,
  textsAt,
  type KubeMap,
  type KubeObject,
} from "../cluster/kube-object";
import type { ClusterView } from "../kinds/kind-rules";
import { selects } from "../kinds/label-selector";
import { desiredReplicas } from "./desired-replicas";
import { acceptsNode, toleratesTaints } from "./node-choice";
import { nodesOf, unknownSize, type Node } from "./node";
import { podResources, type Amounts } from "./pod-resources";

/** A node with what has been placed on it. */
interface Place {
  readonly node: Node;
  readonly pods: PlacedPod[];
  readonly used: Record<string, number>;
}

interface PlacedPod {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** A pod that needs a node. */
interface Pending extends PlacedPod {
  readonly spec: KubeMap;
  readonly requests: Amounts;
}

/**
 * Why the nodes of a cluster do not take all pods of an object, beside those of all deployments; undefined where they do.
 *
 * Nodes are as many as the autoscaler may add. Pods are placed one after the other, each where fewest are. Preferences,
 * and affinity to other pods, are not modelled.
 */
export function schedulingProblem(object: KubeObject, replicas: number, view: ClusterView): string | undefined {
  const size = unknownSize(view);
  if (size !== undefined) return `the local cloud does not know the memory of ${size}`;
  if (mapsAt(object, "spec", "template", "spec", "affinity", "podAffinity", required).length > 0) {
    return "affinity to other pods (podAffinity, required) is not modelled by the local cloud";
  }
  const places = nodesOf(view).map((node): Place => ({ node, pods: [], used: {} }));
  for (const other of view.list("apps/Deployment")) {
    if (keyOf(other) === keyOf(object)) continue;
    const pod = podOf(other, view);
    for (let i = 0; i < desiredReplicas(other, view); i += 1) place(pod, places);
  }
  const pod = podOf(object, view);
  for (let i = 0; i < replicas; i += 1) {
    if (!place(pod, places)) return refusalOf(pod, places, `${i} of ${replicas} pods were scheduled`);
  }
  return undefined;
}

const required = "requiredDuringSchedulingIgnoredDuringExecution";

function podOf(owner: KubeObject, view: ClusterView): Pending {
  const template = mapAt(owner, "spec", "template");
  const spec = mapAt(template, "spec");
  const namespace = namespaceOf(owner);
  const { requests } = podResources(spec, namespace, view);
  return { spec, namespace, labels: textsAt(template, "metadata", "labels"), requests: { ...requests, pods: 1 } };
}

function place(pod: Pending, places: readonly Place[]): boolean {
  const fitting = places.filter((each) => reasonAgainst(pod, each, places) === undefined);
  const own = (each: Place): number => each.pods.filter(({ labels }) => labels === pod.labels).length;
  const [best] = fitting.sort((one, other) => own(one) - own(other) || one.pods.length - other.pods.length);
  if (best === undefined) return false;
  best.pods.push(pod);
  for (const [name, amount] of Object.entries(pod.requests)) best.used[name] = (best.used[name] ?? 0) + amount;
  return true;
}

function reasonAgainst(pod: Pending, place: Place, places: readonly Place[]): string | undefined {
  const { node, used } = place;
  if (!acceptsNode(pod.spec, node)) return "node(s) didn't match Pod's node affinity/selector";
  if (!toleratesTaints(pod.spec, node)) return "node(s) had untolerated taint(s)";
  const short = Object.entries(pod.requests).find(
    ([name, amount]) =>
      node.allocatable[name] !== undefined && (used[name] ?? 0) + amount > (node.allocatable[name] ?? 0),
  );
  if (short !== undefined) return short[0] === "pods" ? "Too many pods" : `Insufficient ${short[0]}`;
  if (!isSpread(pod, place, places)) return "node(s) didn't match pod topology spread constraints";
  return isApart(pod, place, places) ? undefined : "node(s) didn't match pod anti-affinity rules";
}

/** Constraints that must hold: no domain may be ahead of the emptiest one by more than the skew. */
function isSpread(pod: Pending, place: Place, places: readonly Place[]): boolean {
  const constraints = mapsAt(pod.spec, "topologySpreadConstraints").filter(
    (constraint) => textAt(constraint, "whenUnsatisfiable") === "DoNotSchedule",
  );
  const eligible = places.filter(({ node }) => acceptsNode(pod.spec, node));
  return constraints.every((constraint) => {
    const key = textAt(constraint, "topologyKey") ?? "";
    const domain = place.node.labels[key];
    if (domain === undefined) return false;
    const counts = new Map<string, number>();
    for (const each of eligible) {
      const of = each.node.labels[key];
      if (of === undefined) continue;
      // Without a selector a constraint counts no pods at all.
      const matching = each.pods.filter(
        (other) =>
          constraint["labelSelector"] !== undefined &&
          other.namespace === pod.namespace &&
          selects(mapAt(constraint, "labelSelector"), other.labels),
      );
      counts.set(of, (counts.get(of) ?? 0) + matching.length);
    }
    const enough = counts.size >= (numberAt(constraint, "minDomains") ?? 1);
    const least = enough ? Math.min(...counts.values()) : 0;
    return (counts.get(domain) ?? 0) + 1 - least <= (numberAt(constraint, "maxSkew") ?? 1);
  });
}

function isApart(pod: Pending, place: Place, places: readonly Place[]): boolean {
  return mapsAt(pod.spec, "affinity", "podAntiAffinity", required).every((term) => {
    const key = textAt(term, "topologyKey") ?? "";
    return places
      .filter(({ node }) => node.labels[key] === place.node.labels[key])
      .flatMap(({ pods }) => pods)
      .every((other) => other.namespace !== pod.namespace || !selects(mapAt(term, "labelSelector"), other.labels));
  });
}

/** In the scheduler's words: how many nodes have which reason. */
function refusalOf(pod: Pending, places: readonly Place[], progress: string): string {
  const counts = new Map<string, number>();
  for (const each of places) {
    const reason = reasonAgainst(pod, each, places);
    if (reason !== undefined) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  const reasons = [...counts].map(([reason, count]) => `${count} ${reason}`).join(", ");
  return `0/${places.length} nodes are available, with the pools at their largest: ${reasons}. ${progress}`;
}
