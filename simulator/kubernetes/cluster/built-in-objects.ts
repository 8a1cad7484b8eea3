import type { ArmBody } from "../../arm/resource";
import { namespaceDefaults } from "../kinds/namespace";
import { keyOf, nameOf, type KubeObject, written } from "./kube-object";

/** Namespaces that every cluster has from the beginning. */
const systemNamespaces = ["default", "kube-node-lease", "kube-public", "kube-system"];

/** Objects that a cluster has without anybody having applied them, beside what is stored. */
export function builtInObjects(namespaces: readonly KubeObject[], cluster: ArmBody): readonly KubeObject[] {
  const own = systemNamespaces.map((name) =>
    namespaceDefaults({ apiVersion: "v1", kind: "Namespace", metadata: { name }, status: { phase: "Active" } }),
  );
  const names = new Set([...systemNamespaces, ...namespaces.map(nameOf)]);
  const within = [...names].flatMap((namespace): KubeObject[] => [
    { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "default", namespace } },
    {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: "kube-root-ca.crt", namespace },
      data: { "ca.crt": written(cluster.properties?.["resourceUID"] ?? "") },
    },
  ]);
  return [...own, ...within];
}

/** Tells whether an object belongs to the system, so that nobody creates it and nobody may delete it. */
export function isSystemNamespace(object: KubeObject): boolean {
  return systemNamespaces.map((name) => `/Namespace//${name}`).includes(keyOf(object));
}
