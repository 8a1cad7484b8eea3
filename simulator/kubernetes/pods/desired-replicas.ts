import { mapAt, nameOf, namespaceOf, numberAt, textAt, type KubeObject } from "../cluster/kube-object";
import type { ClusterView } from "../kinds/kind-rules";

/** The number of pods that a deployment has before any load: the autoscaler's least one, where it has an autoscaler. */
export function desiredReplicas(deployment: KubeObject, view: ClusterView): number {
  const replicas = numberAt(deployment, "spec", "replicas") ?? 1;
  const autoscaler = view.list("autoscaling/HorizontalPodAutoscaler", namespaceOf(deployment)).find((each) => {
    const target = mapAt(each, "spec", "scaleTargetRef");
    return textAt(target, "kind") === "Deployment" && textAt(target, "name") === nameOf(deployment);
  });
  if (autoscaler === undefined || replicas === 0) return replicas;
  const [least, most] = [
    numberAt(autoscaler, "spec", "minReplicas") ?? 1,
    numberAt(autoscaler, "spec", "maxReplicas") ?? replicas,
  ];
  return Math.min(Math.max(replicas, least), most);
}
