import { mapAt, mapsAt, namespaceOf, type KubeMap, written } from "../cluster/kube-object";
import type { ClusterView, ObjectWrite } from "../kinds/kind-rules";
import { quantityValue } from "../kinds/quantity";
import { containerLimits, containerResources, podResources } from "./pod-resources";
import { missingReference } from "./pod-references";
import { securityProblem } from "./pod-security";
import { quotaProblem } from "./quota-use";
import { schedulingProblem } from "./scheduling";

/** Why the pods of an object never become ready; undefined where they do. Images are taken to exist and to work. */
export function podProblem(write: ObjectWrite, replicas: number): string | undefined {
  if (replicas === 0) return undefined;
  const { object, view } = write;
  const template = mapAt(object, "spec", "template");
  const spec = mapAt(template, "spec");
  const namespace = namespaceOf(object);
  return (
    missingReference(spec, namespace, view) ??
    securityProblem(spec, namespace, view) ??
    limitProblem(spec, namespace, view) ??
    quotaProblem(object, podResources(spec, namespace, view), replicas, view) ??
    schedulingProblem(object, replicas, view)
  );
}

function limitProblem(spec: KubeMap, namespace: string, view: ClusterView): string | undefined {
  const limit = containerLimits(namespace, view);
  for (const container of mapsAt(spec, "containers")) {
    const { requests, limits } = containerResources(container, limit);
    for (const [name, most] of Object.entries(mapAt(limit, "max"))) {
      const used = limits[name];
      if (used === undefined || used > quantityValue(written(most))) {
        return `pods are forbidden: maximum ${name} usage per Container is ${written(most)}, but limit is ${used ?? "not set"}`;
      }
    }
    for (const [name, least] of Object.entries(mapAt(limit, "min"))) {
      const asked = requests[name] ?? 0;
      if (asked < quantityValue(written(least))) {
        return `pods are forbidden: minimum ${name} usage per Container is ${written(least)}, but request is ${asked}`;
      }
    }
  }
  return undefined;
}
