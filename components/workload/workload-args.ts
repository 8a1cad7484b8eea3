import type { Input } from "@pulumi/pulumi";
import { GROUP_KEY, TENANT_KEY } from "../cluster/node-pool";

/** Keys of labels that say what a pod is and whose a namespace is; network policies choose by them. */
export const ROLE_KEY = "deltawerk/role";
export { TENANT_KEY };

/** An image of a registry, by its content. */
export interface Image {
  readonly registry: Input<string>;
  readonly repository: string;
  /** `sha256:` and 64 hexadecimal digits. */
  readonly digest: string;
}

/** What one pod of a program takes. */
export interface PodSize {
  readonly image: Image;
  readonly cpuMillicores: { readonly request: number; readonly limit: number };
  readonly memoryMiB: number;
}

/** Nodes that pods are bound to; where nothing is set, any node without a taint takes them. */
export interface Placement {
  readonly tenant?: string;
  readonly group?: "web" | "batch";
}

/** How a pod is bound to its nodes: it asks for them by label, and stands their taint. */
export function placementArgs({ tenant, group }: Placement) {
  const labels = {
    ...(tenant !== undefined && { [TENANT_KEY]: tenant }),
    ...(group !== undefined && { [GROUP_KEY]: group }),
  };
  const kept = Object.entries(labels);
  return kept.length === 0
    ? {}
    : {
        nodeSelector: labels,
        tolerations: kept.map(([key, value]) => ({ key, operator: "Equal", value, effect: "NoSchedule" })),
      };
}

const ZONE = "topology.kubernetes.io/zone";
const HOST = "kubernetes.io/hostname";

/**
 * Replicas apart: over the zones where there are any, and over nodes. Nodes that are down do not count, so that what is
 * lost with a zone comes up again in the others. Revisions are spread each by itself.
 *
 * @param role label value of the pods that are kept apart
 */
export function spreadArgs(spread: "zones" | "nodes", matchLabels: Readonly<Record<string, string>>) {
  const constraint = (topologyKey: string, whenUnsatisfiable: "DoNotSchedule" | "ScheduleAnyway") => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable,
    nodeTaintsPolicy: "Honor",
    labelSelector: { matchLabels },
  });
  return spread === "zones"
    ? [constraint(ZONE, "DoNotSchedule"), constraint(HOST, "ScheduleAnyway")]
    : [constraint(HOST, "DoNotSchedule")];
}
