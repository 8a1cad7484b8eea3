import type { KubeObject } from "../cluster/kube-object";
import { groupKindOf } from "../cluster/kube-object";

/**
 * What the real provider replaces an object for, beside its name and namespace.
 *
 * Source: pulumi/pulumi-kubernetes, provider/pkg/provider/diff.go (v4).
 */
const byGroupKind: Readonly<Record<string, readonly string[]>> = {
  "/ConfigMap": ["binaryData", "data"],
  "/ResourceQuota": ["spec.scopes"],
  "/Secret": ["type", "stringData", "data"],
  "/Service": ["spec.clusterIP"],
  "apps/Deployment": ["spec.selector"],
  "batch/Job": ["spec.completions", "spec.parallelism", "spec.selector", "spec.template"],
  "rbac.authorization.k8s.io/ClusterRoleBinding": ["roleRef"],
  "rbac.authorization.k8s.io/RoleBinding": ["roleRef"],
};

/** A provider can be told to change these in place. */
export interface MutableKinds {
  readonly configMaps: boolean;
  readonly secrets: boolean;
}

/** Tells whether a change of a field replaces the object. */
export function replacesOn(object: KubeObject, path: string, mutable: MutableKinds): boolean {
  const groupKind = groupKindOf(object);
  const isMutable = (groupKind === "/ConfigMap" && mutable.configMaps) || (groupKind === "/Secret" && mutable.secrets);
  // A mutable one is replaced where it becomes or stops being immutable.
  const own = isMutable ? ["immutable"] : (byGroupKind[groupKind] ?? []);
  return ["metadata.name", "metadata.namespace", ...own].some(
    (field) => path === field || path.startsWith(`${field}.`) || path.startsWith(`${field}[`),
  );
}
