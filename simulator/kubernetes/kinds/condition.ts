import type { KubeMap } from "../cluster/kube-object";

/** An entry of `status.conditions`. Times have no fractions in Kubernetes. */
export function condition(type: string, status: "True" | "False", reason: string, now: string, message = ""): KubeMap {
  const time = secondsOf(now);
  return { lastTransitionTime: time, lastUpdateTime: time, message, reason, status, type };
}

/** A time as Kubernetes writes it. */
export function secondsOf(time: string): string {
  return time.replace(/\.\d+Z$/, "Z");
}
