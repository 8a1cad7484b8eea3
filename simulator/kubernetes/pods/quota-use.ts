import { keyOf, mapAt, nameOf, namespaceOf, textAt, type KubeObject, written } from "../cluster/kube-object";
import type { ClusterView } from "../kinds/kind-rules";
import { quantityValue } from "../kinds/quantity";
import { desiredReplicas } from "./desired-replicas";
import { podResources, type Amounts, type PodResources } from "./pod-resources";

/** Why the quotas of a namespace do not let all pods of an object in; undefined where they do. */
export function quotaProblem(
  object: KubeObject,
  resources: PodResources,
  replicas: number,
  view: ClusterView,
): string | undefined {
  const namespace = namespaceOf(object);
  const quotas = view.list("/ResourceQuota", namespace);
  if (quotas.length === 0) return undefined;
  const others = view.list("apps/Deployment", namespace).filter((each) => keyOf(each) !== keyOf(object));
  const used = others.map((each) => ({ count: desiredReplicas(each, view), of: podUse(each, view) }));
  const asked = quotaUse(resources);
  for (const quota of quotas) {
    for (const [name, hard] of Object.entries(mapAt(quota, "spec", "hard"))) {
      const most = quantityValue(written(hard));
      const demanded = demandOf(name);
      if (demanded === undefined) continue;
      if (asked[demanded] === undefined) {
        return `pods are forbidden: failed quota: ${nameOf(quota)}: must specify ${demanded} for every container`;
      }
      const before = used.reduce((sum, { count, of }) => sum + count * (of[demanded] ?? 0), 0);
      const after = before + replicas * asked[demanded];
      // Fractions of a core add up to more than themselves in binary arithmetic.
      if (after > most * (1 + 1e-9)) {
        return (
          `pods are forbidden: exceeded quota: ${nameOf(quota)}, requested: ${name}=${replicas} x ${asked[demanded]}, ` +
          `used: ${name}=${before}, limited: ${name}=${written(hard)}`
        );
      }
    }
  }
  return undefined;
}

function podUse(deployment: KubeObject, view: ClusterView): Amounts {
  const spec = mapAt(deployment, "spec", "template", "spec");
  return quotaUse(podResources(spec, namespaceOf(deployment), view));
}

/** Use by the names of quotas. */
function quotaUse({ requests, limits }: PodResources): Amounts {
  return {
    pods: 1,
    ...Object.fromEntries(Object.entries(requests).map(([name, amount]) => [`requests.${name}`, amount])),
    ...Object.fromEntries(Object.entries(limits).map(([name, amount]) => [`limits.${name}`, amount])),
  };
}

/** The use that a quota counts of pods: `cpu` is short for `requests.cpu`. Other quotas count other things. */
function demandOf(name: string): string | undefined {
  if (name === "pods" || name === "count/pods") return "pods";
  if (["cpu", "memory", "ephemeral-storage"].includes(name)) return `requests.${name}`;
  return /^(requests|limits)\.(cpu|memory|ephemeral-storage)$/.test(name) ? name : undefined;
}

/** Names under which the objects of a kind are counted. */
const counted: Readonly<Record<string, readonly string[]>> = {
  "/ConfigMap": ["configmaps", "count/configmaps"],
  "/ResourceQuota": ["resourcequotas", "count/resourcequotas"],
  "/Secret": ["secrets", "count/secrets"],
  "/Service": ["services", "count/services"],
};

/** Why a quota does not let one more object of a kind in; undefined where it does. */
export function countProblem(
  groupKind: string,
  plural: string,
  namespace: string,
  view: ClusterView,
): string | undefined {
  const group = groupKind.slice(0, groupKind.indexOf("/"));
  const names = counted[groupKind] ?? [`count/${plural}.${group}`];
  for (const quota of view.list("/ResourceQuota", namespace)) {
    for (const name of names) {
      const hard = textAt(quota, "spec", "hard", name);
      const present = view.list(groupKind, namespace).length;
      if (hard !== undefined && present + 1 > quantityValue(hard)) {
        return `exceeded quota: ${nameOf(quota)}, requested: ${name}=1, used: ${name}=${present}, limited: ${name}=${hard}`;
      }
    }
  }
  return undefined;
}
