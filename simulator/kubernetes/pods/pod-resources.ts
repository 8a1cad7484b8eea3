import { mapAt, mapsAt, textAt, type KubeMap, written } from "../cluster/kube-object";
import type { ClusterView } from "../kinds/kind-rules";
import { quantityValue } from "../kinds/quantity";

/** Amounts by resource, in cores and bytes. */
export type Amounts = Readonly<Record<string, number>>;

/** What a pod asks for and may use. */
export interface PodResources {
  readonly requests: Amounts;
  readonly limits: Amounts;
}

/** What a pod asks for once the limits of its namespace have filled in what it does not say. */
export function podResources(spec: KubeMap, namespace: string, view: ClusterView): PodResources {
  const limit = containerLimits(namespace, view);
  const containers = mapsAt(spec, "containers").map((container) => containerResources(container, limit));
  const early = mapsAt(spec, "initContainers");
  const sidecars = early.filter(isSidecar).map((container) => containerResources(container, limit));
  const others = early.filter((each) => !isSidecar(each)).map((container) => containerResources(container, limit));
  const part = (name: keyof PodResources): Amounts =>
    greatest([summed([...containers, ...sidecars].map((each) => each[name])), ...others.map((each) => each[name])]);
  return { requests: part("requests"), limits: part("limits") };
}

function isSidecar(container: KubeMap): boolean {
  return textAt(container, "restartPolicy") === "Always";
}

/** The limit for containers in a namespace; with several LimitRanges, later ones fill in what earlier ones leave open. */
export function containerLimits(namespace: string, view: ClusterView): KubeMap {
  const limits = view
    .list("/LimitRange", namespace)
    .flatMap((range) => mapsAt(range, "spec", "limits"))
    .filter((limit) => textAt(limit, "type") === "Container");
  const part = (name: string): KubeMap =>
    limits.reduce<KubeMap>((sum, limit) => ({ ...mapAt(limit, name), ...sum }), {});
  return { default: part("default"), defaultRequest: part("defaultRequest"), max: part("max"), min: part("min") };
}

/** Amounts of one container. A limit without a request is a request too. */
export function containerResources(container: KubeMap, limit: KubeMap): PodResources {
  const given = mapAt(container, "resources");
  const limits = { ...mapAt(limit, "default"), ...mapAt(given, "limits") };
  const requests = { ...mapAt(limit, "defaultRequest"), ...mapAt(given, "limits"), ...mapAt(given, "requests") };
  return { limits: amounts(limits), requests: amounts(requests) };
}

function amounts(quantities: KubeMap): Amounts {
  return Object.fromEntries(Object.entries(quantities).map(([name, amount]) => [name, quantityValue(written(amount))]));
}

export function summed(all: readonly Amounts[]): Amounts {
  return merged(all, (one, other) => one + other);
}

function greatest(all: readonly Amounts[]): Amounts {
  return merged(all, Math.max);
}

function merged(all: readonly Amounts[], merge: (one: number, other: number) => number): Amounts {
  const result: Record<string, number> = {};
  for (const each of all) {
    for (const [name, amount] of Object.entries(each)) result[name] = merge(result[name] ?? 0, amount);
  }
  return result;
}
